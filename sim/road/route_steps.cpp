#include "sim/road/route_steps.hpp"

#include <algorithm>

#include "sim/road/edge_times.hpp"

namespace kredsim {

namespace {

/// The part of one piece that is driven, in the direction of driving.
struct DrivenPiece {
  const Piece* piece;
  Stretch part;
  Position from, to;
};

Position between(Position a, Position b, Millimetres along, Millimetres length) {
  if (length <= Millimetres{0}) return a;
  const double share = static_cast<double>(along.count()) / static_cast<double>(length.count());
  return {a.lat + share * (b.lat - a.lat), a.lon + share * (b.lon - a.lon)};
}

/// The pieces of one stretch in the order of driving. A piece without length goes with its neighbours, unless its edge
/// has nothing else.
std::vector<DrivenPiece> driven(const RoadGraph& graph, const Stretch& stretch) {
  const auto [low, high] = std::minmax(stretch.begin, stretch.end);
  const bool backward = stretch.end < stretch.begin;
  const auto pieces = graph.pieces(stretch.edge);
  const auto shape = graph.shape(stretch.edge);
  std::vector<DrivenPiece> parts;
  Millimetres along;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const Millimetres length = pieces[i].length;
    const Millimetres begin = std::max(low, along);
    const Millimetres end = std::min(high, along + length);
    if (begin < end) {
      const Position a = between(shape[i], shape[i + 1], begin - along, length);
      const Position b = end == along + length ? shape[i + 1] : between(shape[i], shape[i + 1], end - along, length);
      parts.push_back(backward ? DrivenPiece{&pieces[i], {stretch.edge, end, begin}, b, a}
                               : DrivenPiece{&pieces[i], {stretch.edge, begin, end}, a, b});
    }
    along += length;
  }
  if (backward) std::ranges::reverse(parts);
  if (along == Millimetres{0}) parts.push_back({&pieces.front(), stretch, shape.front(), shape.back()});
  return parts;
}

}  // namespace

std::vector<RouteStep> route_steps(const RoadGraph& graph, TravelTimes::Query& query, const Route& route,
                                   const TravelProfile& profile) {
  const EdgeTimes times{graph, profile, own_names(graph)};
  std::vector<Stretch> stretches;
  query.unpack(route, stretches);
  std::vector<RouteStep> steps;
  for (const Stretch& stretch : stretches)
    for (const DrivenPiece& part : driven(graph, stretch)) {
      const std::string_view name = graph.name(*part.piece);
      if (steps.empty() || steps.back().name != name || steps.back().road_class != part.piece->road_class)
        steps.push_back({std::string{name}, part.piece->road_class, Millimetres{0}, Milliseconds{0}, {part.from}});
      RouteStep& step = steps.back();
      const auto [begin, end] = std::minmax(part.part.begin, part.part.end);
      step.length += end - begin;
      step.time += Milliseconds{times.time(part.part)};
      step.points.push_back(part.to);
    }
  return steps;
}

std::vector<TrackPoint> route_track(const RoadGraph& graph, TravelTimes::Query& query, const Route& route,
                                    const EdgeTimes& times) {
  std::vector<TrackPoint> track{{graph.position(route.from), Milliseconds{0}}};
  if (route.duration == Milliseconds{0}) return track;
  std::vector<Stretch> stretches;
  query.unpack(route, stretches);
  Milliseconds time{0};
  for (const Stretch& stretch : stretches)
    for (const DrivenPiece& part : driven(graph, stretch)) {
      time += Milliseconds{times.time(part.part)};
      track.push_back({part.to, time});
    }
  return track;
}

}  // namespace kredsim
