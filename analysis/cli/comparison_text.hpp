#pragma once

#include <string>

#include "analysis/cli/summary.hpp"
#include "analysis/store/comparison_folder.hpp"

namespace kredsim {

/// What a comparison prints for one plan: the verdict in a sentence, a table by municipality with differences and
/// intervals, a chart of these intervals, who gained and who lost, the gap, and what one year's figure could show.
/// Plain UTF-8 of at most about 100 columns, no colours.
std::string comparison_text(const ComparisonFacts& plan, Language language);

/// The last look of a run that went on until it was precise enough.
std::string precision_text(const Precision& precision, Language language);

/// A warning if the start of the period is still on the way in; empty if not.
std::string warm_up_warning(const WarmUpCheck& check, Language language);
/// The running mean of open work from the start of the warm-up on, as a chart with an axis in days.
std::string warm_up_chart(const WarmUpCheck& check, Language language);

}  // namespace kredsim
