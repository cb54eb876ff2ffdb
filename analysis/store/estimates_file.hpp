#pragma once

#include <string>
#include <vector>

#include "analysis/statistics/estimates.hpp"

namespace kredsim {

/// The rows of `estimates.csv` of a results folder, if they are results of `scenario`: the same resolved text, whatever
/// the number of replications and the seed.
/// @throws InputError with a sentence if the folder holds no results, is damaged, or belongs to another scenario.
std::vector<Estimate> read_estimates(const std::string& folder, const scenario::Scenario& scenario);

}  // namespace kredsim
