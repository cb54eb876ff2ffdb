#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/key_description.hpp"
#include "sim/scenario/yaml.hpp"

namespace kredsim::scenario {

/// Makes every file and folder that the tree names absolute: relative ones belong to the file that names them, those of
/// `--set` to the working folder.
void make_paths_absolute(Yaml& tree, const KeyDescription& keys);

/// Puts the keys of the top map in the order of the table, whichever layer they came from.
void sort_top_keys(Yaml& tree);

/// The merged tree as one scenario file. Reading it gives the same Scenario.
std::string resolved_text(const Yaml& tree);

/// The keys at the top of two resolved texts that only one of them has, or below which they differ; in the order of the
/// alphabet.
std::vector<std::string> differing_keys(std::string_view resolved, std::string_view other);

}  // namespace kredsim::scenario
