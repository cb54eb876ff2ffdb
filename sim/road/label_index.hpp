#pragma once

#include <memory>
#include <vector>

#include "sim/road/packed_routes.hpp"
#include "sim/road/travel_times.hpp"

namespace kredsim {

/// The kernel: what all threads share.
class LabelTravelTimes final : public TravelTimes {
 public:
  LabelTravelTimes(const RoadGraph& graph, const TravelProfiles& profiles, const Neighbours& neighbours,
                   const std::vector<std::uint32_t>& order, const LabelScan& scan);

  [[nodiscard]] const RoadGraph& graph() const override { return graph_; }
  [[nodiscard]] ProfileId profile(scenario::Driving driving, SimTime departure) const override {
    return week_.at(driving, departure);
  }
  [[nodiscard]] std::unique_ptr<Query> query() const override;

  [[nodiscard]] const EliminationTree& tree() const { return tree_; }
  [[nodiscard]] const LabelScan& scan() const { return scan_; }
  [[nodiscard]] const LabelProfile& of(ProfileId profile) const { return profiles_[profile.index()]; }
  /// No route of `other` takes longer under `profile`.
  [[nodiscard]] bool never_slower(ProfileId profile, ProfileId other) const {
    return never_slower_[profile.index() * profiles_.size() + other.index()];
  }

 private:
  const RoadGraph& graph_;
  LabelScan scan_;
  EliminationTree tree_;
  std::vector<LabelProfile> profiles_;
  TravelProfiles week_;
  std::vector<bool> never_slower_;  ///< profile * number of profiles + other
};

}  // namespace kredsim
