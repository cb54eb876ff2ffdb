#pragma once

#include <optional>
#include <vector>

#include "analysis/statistics/summary.hpp"
#include "sim/engine/records.hpp"

namespace kredsim {

/// Work that is open at a time: reported and neither cleared nor turned away, averaged over bins of equal length from
/// the start of the warm-up to the end of the period, in incident-milliseconds.
std::vector<std::int64_t> open_work(const World& world, const Outcome& outcome);

/// What the mean over replications says about the start of the period.
struct WarmUpCheck {
  enum class Finding {
    enough,
    too_short,    ///< the start of the period is still part of the way in
    not_checked,  ///< the period is too short to tell the way in from hours and weekdays, or too few replications
  };
  Finding finding = Finding::not_checked;
  Milliseconds bin{0};               ///< length of a bin
  Milliseconds warm_up{0};           ///< as the scenario says
  Milliseconds suggested{0};         ///< where MSER-5 would cut, from the start of the warm-up
  std::optional<double> difference;  ///< open work between there and the period's start less that of the rest ...
  std::optional<double> low;         ///< ... with its 95 % interval
  std::optional<double> high;
  std::vector<double> open;     ///< mean open incidents by bin
  std::vector<double> settled;  ///< the same less what is usual at that hour of the week
};

/// Sums of open work over replications, in the groups of a summary. Memory: bins (at most 20,000) times 20.
class WarmUpSeries {
 public:
  WarmUpSeries(const World& world, int planned);
  void add(int replication, const std::vector<std::int64_t>& open);
  [[nodiscard]] WarmUpCheck check() const;

 private:
  [[nodiscard]] std::vector<double> mean(int left_out) const;
  [[nodiscard]] std::vector<double> settled(const std::vector<double>& open) const;

  const World* world_;
  std::vector<std::vector<std::int64_t>> groups_;
  std::vector<int> replications_;
};

/// MSER-5 (White, Cobb and Spratt 2000): the number of leading values to leave out, a multiple of five, such that the
/// mean of the rest has the smallest standard error; at most half of them.
std::size_t mser5(const std::vector<double>& values);

}  // namespace kredsim
