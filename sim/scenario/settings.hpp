#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/scenario/yaml.hpp"

namespace kredsim::scenario {

/// One `--set key.path=value`, parsed.
struct ParsedSetting {
  struct Step {
    std::string key;                   ///< of a map, or ...
    std::optional<std::size_t> index;  ///< ... of a list
  };
  std::string text;  ///< `--set key.path=value`: the "file" that messages name
  std::vector<Step> path;
  Yaml value;
};
using Settings = std::vector<ParsedSetting>;

/// Values are YAML (`12 min`, `[1, 2]`, `{ a: 1 }`). What cannot be parsed is a problem and left out.
Settings parse_settings(const std::vector<std::string>& texts, std::vector<Problem>& problems);

/// Takes the last setting of a key at the top out of the list.
std::optional<Yaml::Entry> take_setting(Settings& settings, const std::string& key);

/// Sets each value in the tree, in order. Keys on the way are created, list elements are not.
void apply_settings(const Settings& settings, Yaml& tree, std::vector<Problem>& problems);

}  // namespace kredsim::scenario
