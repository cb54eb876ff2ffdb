#pragma once

#include <string>

#include "sim/scenario/key_description.hpp"
#include "sim/scenario/yaml.hpp"

namespace kredsim::scenario {

/// Makes every file and folder that the tree names absolute: relative ones belong to the file that names them, those of
/// `--set` to the working folder.
void make_paths_absolute(Yaml& tree, const KeyDescription& keys);

/// The merged tree as one scenario file, top keys in the order of the table. Reading it gives the same Scenario.
std::string resolved_text(Yaml tree);

}  // namespace kredsim::scenario
