#pragma once

#include "analysis/store/run_checks.hpp"
#include "sim/scenario/scenario.hpp"

namespace kredsim {

/// What a run says of itself, in words for somebody who does not know the program. `run.json` holds them, and the
/// briefing shows them.
/// @return a warning if the start of the period is still on the way in; both texts empty if not.
scenario::Text warm_up_in_words(const WarmUpCheck& check);
/// How precise the figure of `until` was at the last look, and whether that was enough.
scenario::Text last_look_in_words(const Precision& precision);

}  // namespace kredsim
