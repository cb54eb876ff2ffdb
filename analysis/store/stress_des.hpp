#pragma once

#include <string>

#include "analysis/store/run_info.hpp"
#include "sim/world/world.hpp"

namespace kredsim {

/// What a study says beyond the scenario, if it is a sweep or a comparison.
struct StudyDesign {
  std::string points;      ///< "24 points, grid"; empty for a single scenario
  std::string factors;     ///< one line each
  std::string comparison;  ///< how points are compared
  std::string logic = "base.resolved.yaml, changed at each point as points.csv says";
  std::string each = "point";  ///< that has its own replications
};

/// `stress-des.md`: the checklist of Monks et al. (2019), "Strengthening the reporting of empirical simulation studies:
/// Introducing the STRESS guidelines", Journal of Simulation 13(1), for discrete-event simulation. What kredsim knows
/// is filled in; what only the researcher knows is marked *to be written*. The same inputs give the same text.
/// @param run as run_stamp() says it
std::string stress_des(const World& world, const StudyDesign& design, const std::string& run);

}  // namespace kredsim
