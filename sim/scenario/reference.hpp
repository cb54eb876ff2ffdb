#pragma once

#include <string>

#include "sim/base/problem.hpp"

namespace kredsim::scenario {

/// A name that must exist elsewhere, with the place where it was written.
struct Reference {
  std::string name;
  Origin origin;
  std::string key;
};

}  // namespace kredsim::scenario
