#pragma once

#include <optional>
#include <string>

#include "analysis/statistics/precision.hpp"
#include "analysis/statistics/warm_up.hpp"

namespace kredsim {

/// What a run says about itself beside its figures.
struct RunChecks {
  std::optional<WarmUpCheck> warm_up;
  std::optional<Precision> until;  ///< the last look
};

/// "enough", "too short", "not checked".
std::string name(WarmUpCheck::Finding finding);
/// One line of English: the figure, how precise it is, how precise it was to be.
std::string in_words(const Precision& precision);

}  // namespace kredsim
