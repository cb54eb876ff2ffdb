#include "sim/road/route_steps.hpp"

#include <algorithm>
#include <cmath>

namespace kredsim {

namespace {

/// The part of one piece that is driven, from `begin` to `end` along it (both from its tail).
struct DrivenPiece {
  const Piece* piece;
  Millimetres begin, end;
  Position from, to;  ///< where the driver comes from and gets to
};

Position between(Position a, Position b, Millimetres along, Millimetres length) {
  if (length <= Millimetres{0}) return a;
  const double share = static_cast<double>(along.count()) / static_cast<double>(length.count());
  return {a.lat + share * (b.lat - a.lat), a.lon + share * (b.lon - a.lon)};
}

/// The pieces of one stretch in the order of driving.
std::vector<DrivenPiece> driven(const RoadGraph& graph, const Stretch& stretch) {
  const auto [low, high] = std::minmax(stretch.begin, stretch.end);
  const bool backward = stretch.end < stretch.begin;
  const auto pieces = graph.pieces(stretch.edge);
  const auto shape = graph.shape(stretch.edge);
  std::vector<DrivenPiece> parts;
  Millimetres along;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const Millimetres next = along + pieces[i].length;
    const Millimetres begin = std::max(low, along) - along;
    const Millimetres end = std::min(high, next) - along;
    // A piece without length may take time: a barrier, an inline edge.
    const bool inside =
        begin < end || (begin == end && pieces[i].length == Millimetres{0} && low <= along && next <= high);
    if (inside) {
      const Position a = between(shape[i], shape[i + 1], begin, pieces[i].length);
      const Position b =
          end == pieces[i].length ? shape[i + 1] : between(shape[i], shape[i + 1], end, pieces[i].length);
      parts.push_back({&pieces[i], begin, end, backward ? b : a, backward ? a : b});
    }
    along = next;
  }
  if (backward) std::ranges::reverse(parts);
  return parts;
}

Milliseconds part_time(const DrivenPiece& part, const scenario::SpeedProfile& profile) {
  const Milliseconds whole = piece_time(*part.piece, profile);
  if (part.end - part.begin == part.piece->length) return whole;
  const double share =
      static_cast<double>((part.end - part.begin).count()) / static_cast<double>(part.piece->length.count());
  return Milliseconds{std::llround(static_cast<double>(whole.count()) * share)};
}

}  // namespace

std::vector<RouteStep> route_steps(const RoadGraph& graph, TravelTimes::Query& query, const Route& route,
                                   const scenario::SpeedProfile& profile) {
  std::vector<Stretch> stretches;
  query.unpack(route, stretches);
  std::vector<RouteStep> steps;
  Milliseconds told{0};
  for (const Stretch& stretch : stretches)
    for (const DrivenPiece& part : driven(graph, stretch)) {
      const std::string_view name = graph.name(*part.piece);
      if (steps.empty() || steps.back().name != name || steps.back().road_class != part.piece->road_class)
        steps.push_back({std::string{name}, part.piece->road_class, Millimetres{0}, Milliseconds{0}, {part.from}});
      RouteStep& step = steps.back();
      const Milliseconds time = std::min(part_time(part, profile), route.duration - told);
      step.length += part.end - part.begin;
      step.time += time;
      told += time;
      step.points.push_back(part.to);
    }
  // Parts of a piece were rounded here on their own; the kernel's duration is the one that holds.
  if (!steps.empty()) steps.back().time += route.duration - told;
  return steps;
}

}  // namespace kredsim
