#pragma once

#include <string>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/scenario/yaml.hpp"

namespace kredsim::scenario {

/// A scenario file with all that it rests on, merged into one tree.
struct Layers {
  Yaml tree;                       ///< without `extends` and `district`
  std::vector<std::string> files;  ///< in the order of reading, each once
  std::vector<Problem> problems;   ///< of reading and merging
  bool complete = true;            ///< false: a whole layer is missing, so that looking further would mislead
};

/// Reads `file`, what it extends, its district, and lays `settings` (`key.path=value`) on top. `input_set`, unless
/// empty, is a file whose keys lie directly on top of the file that it extends, and below whatever else extends that.
/// @throws InputError if `file` itself or `input_set` cannot be read.
Layers read_layers(const std::string& file, const std::vector<std::string>& settings,
                   const std::string& input_set = "");

}  // namespace kredsim::scenario
