#pragma once

#include <array>
#include <memory>
#include <vector>

#include "sim/road/packed_routes.hpp"
#include "sim/road/travel_times.hpp"

namespace kredsim {

/// The kernel: what all threads share.
class LabelTravelTimes final : public TravelTimes {
 public:
  LabelTravelTimes(const RoadGraph& graph, const std::array<scenario::SpeedProfile, 2>& profiles,
                   const Neighbours& neighbours, const std::vector<std::uint32_t>& order, const LabelScan& scan);

  [[nodiscard]] const RoadGraph& graph() const override { return graph_; }
  [[nodiscard]] ProfileId profile(scenario::Driving driving, SimTime) const override {
    return ProfileId{static_cast<std::size_t>(driving)};
  }
  [[nodiscard]] std::unique_ptr<Query> query() const override;

  [[nodiscard]] const EliminationTree& tree() const { return tree_; }
  [[nodiscard]] const LabelScan& scan() const { return scan_; }
  [[nodiscard]] const LabelProfile& of(ProfileId profile) const { return profiles_[profile.index()]; }
  /// No route of `other` takes longer under `profile`.
  [[nodiscard]] bool never_slower(ProfileId profile, ProfileId other) const {
    return never_slower_[profile.index()][other.index()];
  }

 private:
  const RoadGraph& graph_;
  LabelScan scan_;
  EliminationTree tree_;
  std::vector<LabelProfile> profiles_;
  std::array<std::array<bool, 2>, 2> never_slower_{};
};

}  // namespace kredsim
