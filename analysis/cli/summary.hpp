#pragma once

#include <string>
#include <vector>

#include "analysis/statistics/estimates.hpp"

namespace kredsim {

enum class Language { da, en };

/// What a run prints: response times by municipality with their intervals, for all types and for those the police
/// publish, published figures beside them, what went unserved, and a histogram. Plain UTF-8 of at most about 100
/// columns, no colours.
/// @param estimates of `summary`
std::string terminal_summary(const Summary& summary, const std::vector<Estimate>& estimates, Language language);

/// "9:31", "75:02"; rounded to the nearest second.
std::string minutes_seconds(double seconds);

/// A histogram of a distribution of times: `columns` wide, a few lines high, with an axis in minutes. What is longer
/// than the axis is said below it.
/// @param pooled ascending, not empty
std::string text_histogram(const std::vector<PooledBin>& pooled, Language language, std::size_t columns = 60);

}  // namespace kredsim
