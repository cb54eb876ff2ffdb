#pragma once

#include <string>
#include <vector>

#include "analysis/report/words.hpp"
#include "analysis/statistics/estimates.hpp"
#include "analysis/store/facts.hpp"

namespace kredsim {

/// What a run prints, and `kredsim show` of its folder: what is said of it (run_sentences), response times by
/// municipality with their intervals, for all types and for those the police publish, published figures beside them,
/// and a histogram. Plain UTF-8, tables of at most about 100 columns, no colours.
std::string terminal_summary(const RunFacts& run, Language language);

/// A histogram of a distribution of times: `columns` wide, a few lines high, with an axis in minutes. What is longer
/// than the axis is said below it.
/// @param pooled ascending, not empty
std::string text_histogram(const std::vector<PooledBin>& pooled, Language language, std::size_t columns = 60);

}  // namespace kredsim
