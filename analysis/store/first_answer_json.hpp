#pragma once

#include <string>
#include <vector>

#include "analysis/statistics/estimates.hpp"
#include "analysis/theory/first_answer.hpp"

namespace kredsim {

/// For `kredsim estimate --json`: one object with `theory` (figures, hours, crews, areas), `broken_assumptions` and
/// `simulated`, the rows of `estimates.csv` that stand beside a figure of theory. What has no steady state is null.
std::string to_json(const World& world, const theory::FirstAnswer& answer, const std::vector<Estimate>& simulated);

}  // namespace kredsim
