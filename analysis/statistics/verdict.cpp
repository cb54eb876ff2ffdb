#include "analysis/statistics/verdict.hpp"

#include <algorithm>
#include <cmath>

namespace kredsim {

std::string_view name(Verdict verdict) {
  switch (verdict) {
    case Verdict::better: return "better";
    case Verdict::worse: return "worse";
    case Verdict::mixed: return "mixed";
    case Verdict::higher: return "higher";
    case Verdict::lower: return "lower";
    case Verdict::no_different: return "no different";
    case Verdict::undecided: return "cannot be told apart yet";
    case Verdict::identical: return "identical";
    case Verdict::too_few: break;
  }
  return "too few";
}

Verdict verdict_of(const Interval& interval, double margin, int better) {
  if (interval.low >= -margin && interval.high <= margin) return Verdict::no_different;
  if (interval.low <= 0 && interval.high >= 0) return Verdict::undecided;
  const bool rises = interval.low > 0;
  if (better == 0) return rises ? Verdict::higher : Verdict::lower;
  return rises == (better > 0) ? Verdict::better : Verdict::worse;
}

std::optional<double> replications_needed(double difference, const Interval& interval, double margin,
                                          int replications) {
  const double half = (interval.high - interval.low) / 2;
  const double enough = std::max(std::fabs(difference), margin - std::fabs(difference));
  if (enough <= 0) return std::nullopt;
  const double needed = std::ceil(replications * (half / enough) * (half / enough));
  constexpr double beyond_reach = 1e9;
  return needed > beyond_reach ? std::nullopt : std::optional{std::max(needed, replications + 1.0)};
}

}  // namespace kredsim
