#pragma once

#include <vector>

#include "sim/road/travel_times.hpp"

namespace kredsim {

/// A stretch of a route along one road: the same name and class all along.
struct RouteStep {
  std::string name;  ///< "" if the network keeps none
  RoadClass road_class = RoadClass::residential;
  Millimetres length;
  Milliseconds time{0};
  std::vector<Position> points;  ///< in the order of driving; two at least
};

class EdgeTimes;

/// A point of a route's line and when it is reached, after the departure.
struct TrackPoint {
  Position at;
  Milliseconds time{0};
};

/// The line of a route with its times, in the order of driving: one point where it stands, else two at least. `times`
/// are those of the route's profile. Cost: the length of the route.
std::vector<TrackPoint> route_track(const RoadGraph& graph, TravelTimes::Query& query, const Route& route,
                                    const EdgeTimes& times);

/// A route as a person would tell it. Lengths add up to the route's, times to its duration: the delay of a junction is
/// half the step's that reaches it, half the step's that leaves it. `profile` is the route's, `query` of its index.
/// Cost: one pass over the network.
std::vector<RouteStep> route_steps(const RoadGraph& graph, TravelTimes::Query& query, const Route& route,
                                   const TravelProfile& profile);

}  // namespace kredsim
