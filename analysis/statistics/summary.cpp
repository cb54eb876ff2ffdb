#include "analysis/statistics/summary.hpp"

#include <algorithm>
#include <stdexcept>

namespace kredsim {

Summary::Summary(const Tables& tables, int planned)
    : tables_{&tables},
      planned_{planned},
      groups_(static_cast<std::size_t>(std::clamp(planned, 1, most_groups)), Sums{tables}) {}

void Summary::add(const Tally& tally) {
  if (tally.replication < 0 || tally.replication >= planned_)
    throw std::logic_error("replication " + std::to_string(tally.replication) + " was not planned");
  groups_[static_cast<std::size_t>(tally.replication) % groups_.size()].add(tally.sums);
}

int Summary::replications() const {
  return over_all([](const Sums& sums) { return sums.replications(); });
}

std::vector<PooledBin> Summary::pooled(std::size_t histogram_row) const {
  std::vector<std::int64_t> counts(bins::count, 0);
  for (const Sums& group : groups_)
    for (const BinCount& bin : group.histograms().row(histogram_row)) counts[bin.bin] += bin.count;
  std::vector<PooledBin> pooled;
  for (std::size_t bin = 0; bin < counts.size(); ++bin)
    if (counts[bin] > 0) pooled.push_back({static_cast<std::uint16_t>(bin), counts[bin]});
  return pooled;
}

std::size_t Summary::bytes() const {
  std::size_t bytes = 0;
  for (const Sums& group : groups_) bytes += group.bytes();
  return bytes;
}

}  // namespace kredsim
