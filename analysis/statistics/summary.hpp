#pragma once

#include <vector>

#include "analysis/statistics/tally.hpp"

namespace kredsim {

/// All replications of a run, folded as they come: sums over up to 20 groups of replications, dealt out in turn.
/// Memory does not depend on the number of replications. The groups carry the intervals (docs/methods/statistics.md).
class Summary {
 public:
  static constexpr int most_groups = 20;

  /// @param planned replications of the whole run, at least 1; replication r belongs to group r mod groups, so that
  ///        the groups of an interrupted run are as even as those of a whole one. `tables` must outlive the summary.
  Summary(const Tables& tables, int planned);

  /// Tallies of the same tables, each replication once; the result does not depend on their order.
  void add(const Tally& tally);

  /// Sums of some replications of one group, from another summary of the same plan.
  void add(std::size_t group, const Sums& sums) { groups_.at(group).add(sums); }

  [[nodiscard]] const Tables& tables() const { return *tables_; }
  [[nodiscard]] std::span<const Sums> groups() const { return groups_; }
  [[nodiscard]] int replications() const;
  [[nodiscard]] int planned() const { return planned_; }
  /// One of the statistics' inputs over all replications, from the sums of one group.
  template <class Get>
  [[nodiscard]] auto over_all(const Get& get) const {
    auto total = get(groups_.front());
    for (std::size_t g = 1; g < groups_.size(); ++g) total += get(groups_[g]);
    return total;
  }
  /// The histogram of all replications together, ascending.
  [[nodiscard]] std::vector<PooledBin> pooled(std::size_t histogram_row) const;
  [[nodiscard]] std::size_t bytes() const;

 private:
  const Tables* tables_;
  int planned_;
  std::vector<Sums> groups_;
};

}  // namespace kredsim
