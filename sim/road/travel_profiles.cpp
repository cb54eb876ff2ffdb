#include "sim/road/travel_profiles.hpp"

#include "sim/road/travel_times.hpp"
#include "sim/scenario/driving_week.hpp"

namespace kredsim {

using scenario::Driving;

Milliseconds TravelProfile::time(const Piece& piece) const {
  return piece.ferry == no_ferry ? piece_time(piece, speeds) : ferries[piece.ferry].time;
}

TravelProfiles::TravelProfiles(const std::array<scenario::SpeedProfile, 2>& speeds) {
  for (const auto driving : {Driving::normal, Driving::emergency}) {
    const auto i = static_cast<std::size_t>(driving);
    by_hour_[i].assign(1, ProfileId{i});
    profiles_.push_back({driving, speeds[i], {}});
  }
}

TravelProfiles::TravelProfiles(const scenario::Scenario& scenario) {
  for (const auto driving : {Driving::normal, Driving::emergency}) {
    const auto& rules = scenario.driving.profiles[static_cast<std::size_t>(driving)];
    auto& hours = by_hour_[static_cast<std::size_t>(driving)];
    const std::size_t first = profiles_.size();
    std::vector<scenario::DrivingHour> seen;
    for (std::size_t hour = 0; hour < hours_of_week; ++hour) {
      const scenario::DrivingHour now = driving_hour(scenario, driving, hour);
      std::size_t same = 0;
      while (same < seen.size() && !(seen[same] == now)) ++same;
      hours.push_back(ProfileId{first + same});
      if (same < seen.size()) continue;
      seen.push_back(now);
      TravelProfile& made = profiles_.emplace_back();
      made.driving = driving;
      made.speeds = speeds(rules, now.variation);
      for (std::size_t i = 0; i < scenario.ferries.size(); ++i) {
        const scenario::Ferry& ferry = scenario.ferries[i].second;
        made.ferries.push_back({ferry.crossing + mean_wait(ferry), ((now.sailing >> i) & 1) != 0});
      }
    }
    if (seen.size() == 1) hours.resize(1);
  }
}

Column<NodeId, std::uint8_t> junctions(const RoadGraph& graph) {
  Column<NodeId, std::uint32_t> roads(graph.node_count(), 0U);
  const auto counts = [](RoadClass road_class) {
    return road_class != RoadClass::service && road_class != RoadClass::track;
  };
  for (std::size_t i = 0; i < graph.edge_count(); ++i) {
    const auto pieces = graph.pieces(EdgeId{i});
    if (counts(pieces.front().road_class)) ++roads[graph.edge(EdgeId{i}).tail];
    if (counts(pieces.back().road_class)) ++roads[graph.edge(EdgeId{i}).head];
  }
  Column<NodeId, std::uint8_t> result(graph.node_count(), 0);
  for (const NodeId node : roads.ids()) result[node] = roads[node] >= 3 ? 1 : 0;
  return result;
}

}  // namespace kredsim
