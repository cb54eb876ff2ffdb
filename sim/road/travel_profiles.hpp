#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sim/base/id.hpp"
#include "sim/base/time.hpp"
#include "sim/road/road_graph.hpp"
#include "sim/scenario/scenario.hpp"

namespace kredsim {

using ProfileId = Id<struct ProfileTag>;

/// All that decides how long a drive takes if it begins at a certain hour: who drives, how fast, which ferries sail.
struct TravelProfile {
  /// A ferry of the scenario.
  struct Crossing {
    Milliseconds time{0};  ///< mean wait and crossing, whatever the factors
    bool sails = true;     ///< if not, nobody can drive aboard; who is aboard lands
  };

  scenario::Driving driving = scenario::Driving::normal;  ///< emergency driving enters what is open to it only
  scenario::SpeedProfile speeds;
  std::vector<Crossing> ferries;  ///< by Piece::ferry

  /// Milliseconds that `piece` takes, rounded to the nearest.
  [[nodiscard]] Milliseconds time(const Piece& piece) const;
  /// Whether `piece` can be entered at all.
  [[nodiscard]] bool passable(const Piece& piece) const {
    return piece.ferry == no_ferry || ferries[piece.ferry].sails;
  }
};

/// The speed profiles of a scenario and the hours of the week in which trips that begin there take them.
class TravelProfiles {
 public:
  /// The same at every hour: profile 0 for normal, profile 1 for emergency driving.
  TravelProfiles(const std::array<scenario::SpeedProfile, 2>& speeds = {});  // NOLINT: a plain pair is one
  /// In the order in which the week first needs them, normal driving before emergency driving.
  explicit TravelProfiles(const scenario::Scenario& scenario);

  [[nodiscard]] const std::vector<TravelProfile>& all() const { return profiles_; }
  /// The profile of a trip that departs at this time.
  [[nodiscard]] ProfileId at(scenario::Driving driving, SimTime departure) const {
    const auto& hours = by_hour_[static_cast<std::size_t>(driving)];
    return hours.size() == 1 ? hours[0] : hours[static_cast<std::size_t>(hour_of_week(departure))];
  }

 private:
  std::vector<TravelProfile> profiles_;
  std::array<std::vector<ProfileId>, 2> by_hour_;  ///< by driving; one element if all hours are the same
};

/// 1 for nodes at which three or more roads meet, else 0. Service ways and tracks do not count: a driver passes them
/// without delay.
Column<NodeId, std::uint8_t> junctions(const RoadGraph& graph);

}  // namespace kredsim
