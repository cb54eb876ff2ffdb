#include "sim/road/osm_points.hpp"

#include <algorithm>

#include "sim/base/problem.hpp"
#include "sim/road/report_text.hpp"

namespace kredsim::osm {

namespace {

constexpr double search_m = 5000;
constexpr Millimetres spacing{100'000};

std::string quantiles(std::vector<double>& distances) {
  if (distances.empty()) return "none";
  std::sort(distances.begin(), distances.end());
  const auto at = [&](double share) {
    return rounded(distances[static_cast<std::size_t>(share * static_cast<double>(distances.size() - 1))], 0) + " m";
  };
  return "median " + at(0.5) + ", 99 % within " + at(0.99) + ", farthest " + at(1);
}

/// Points along [from, to) of an edge, evenly spaced.
void add_points(EdgeId edge, Millimetres from, Millimetres to, std::vector<PopulationPoint>& points) {
  const std::int64_t length = (to - from).count();
  if (length <= 0) return;
  const std::int64_t count = (length + spacing.count() - 1) / spacing.count();
  for (std::int64_t i = 0; i < count; ++i) {
    const Place place{edge, from + Millimetres{length * (2 * i + 1) / (2 * count)}};
    points.push_back({place, static_cast<double>(length) / 1000 / static_cast<double>(count), {}, {}});
  }
}

template <class Counts>
std::vector<PopulationPoint> points_where(const RoadGraph& graph, const Snapper& snapper, Counts counts) {
  std::vector<PopulationPoint> points;
  for (std::size_t i = 0; i < graph.edge_count(); ++i) {
    const EdgeId edge{i};
    if (!snapper.accepts(edge)) continue;
    Millimetres along;
    Millimetres begin;  // of the run of pieces that count
    for (const Piece& piece : graph.pieces(edge)) {
      if (!counts(piece.road_class)) {
        add_points(edge, begin, along, points);
        begin = along + piece.length;
      }
      along += piece.length;
    }
    add_points(edge, begin, along, points);
  }
  return points;
}

}  // namespace

std::vector<PopulationPoint> snap_addresses(const Snapper& snapper, std::span<const Address> addresses, double limit_m,
                                            const std::string& file, std::vector<std::string>& lines) {
  std::vector<PopulationPoint> points;
  std::vector<double> distances;
  std::size_t nowhere = 0;
  for (const Address& address : addresses) {
    const Snapper::Snap snap = snapper.snap(address.at, std::max(limit_m, search_m));
    if (!snap.place.edge.valid()) {
      ++nowhere;
      continue;
    }
    distances.push_back(snap.distance_m);
    if (snap.distance_m <= limit_m) points.push_back({snap.place, 1, {}, address.postcode});
  }
  const std::size_t beyond = addresses.size() - points.size();
  const std::string limit = rounded(limit_m, 0) + " m";
  if (beyond * 100 > addresses.size())
    throw InputError{file + ": " + grouped(beyond) + " of " + grouped(addresses.size()) +
                     " addresses lie farther than " + limit +
                     " from any road (more than 1 %: do the addresses belong to this extract? cut them to its area, or "
                     "raise the limit)"};
  lines.push_back(
      "Addresses: " + grouped(points.size()) + " of " + grouped(addresses.size()) + " snapped to the nearest road; " +
      quantiles(distances) + "; " + grouped(beyond) + " beyond " + limit + " left out" +
      (nowhere > 0
           ? " (" + grouped(nowhere) + " of them with no road within " + rounded(std::max(limit_m, search_m), 0) + " m)"
           : ""));
  return points;
}

std::vector<PopulationPoint> points_along_streets(const RoadGraph& graph, const Snapper& snapper,
                                                  std::vector<std::string>& lines) {
  auto points = points_where(graph, snapper, [](RoadClass road_class) {
    return road_class == RoadClass::residential || road_class == RoadClass::living_street;
  });
  const bool streets = !points.empty();
  if (!streets)
    points = points_where(graph, snapper, [](RoadClass road_class) {
      return road_class != RoadClass::motorway && road_class != RoadClass::ferry;
    });
  lines.push_back("Demand points: no addresses given, so " + grouped(points.size()) + " points along " +
                  (streets ? "residential and living streets" : "all roads (there are no residential streets)") +
                  ", weighted by length: an assumption about where people are");
  return points;
}

}  // namespace kredsim::osm
