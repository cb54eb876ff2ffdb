#include "sim/road/edge_times.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <string>

#include "sim/base/problem.hpp"

namespace kredsim {

namespace {

constexpr std::int64_t longest_edge = std::numeric_limits<std::uint32_t>::max();

bool opens(Access access, scenario::Driving driving) {
  return access == Access::everyone || (access == Access::emergency_only && driving == scenario::Driving::emergency);
}

/// Grade-separated roads have no junctions of their own; the delay at the foot of a ramp is the ramp's.
bool pays(RoadClass road_class) {
  return road_class != RoadClass::motorway && road_class != RoadClass::motor_road && road_class != RoadClass::ferry;
}

/// `share` of `whole` parts of `amount`, rounded to the nearest. All below 2^32, amount below 2^30.
std::uint32_t proportion(std::uint64_t amount, std::uint64_t share, std::uint64_t whole) {
  return static_cast<std::uint32_t>((2 * amount * share + whole) / (2 * whole));
}

}  // namespace

std::vector<NodeName> own_names(const RoadGraph& graph) {
  std::vector<NodeName> names(graph.node_count());
  for (std::uint32_t node = 0; node < names.size(); ++node) names[node].number = node;
  return names;
}

EdgeTimes::EdgeTimes(const RoadGraph& graph, const TravelProfile& profile, std::span<const NodeName> names) {
  const auto half_delay = static_cast<std::uint32_t>(profile.speeds.junction_delay.count() / 2);
  const auto is_junction = half_delay > 0 ? junctions(graph) : Column<NodeId, std::uint8_t>{};
  const auto delay = [&](NodeId node, const Piece& piece) {
    return half_delay > 0 && is_junction[node] != 0 && pays(piece.road_class) ? half_delay : 0;
  };
  edges_.reserve(graph.edge_count() + 1);
  std::size_t marks = 0;
  for (std::size_t i = 0; i < graph.edge_count(); ++i)
    if (const std::size_t pieces = graph.pieces(EdgeId{i}).size(); pieces != 1) marks += pieces + 1;
  marks_.reserve(marks);
  for (std::size_t i = 0; i < graph.edge_count(); ++i) {
    const EdgeId id{i};
    const RoadGraph::Edge& edge = graph.edge(id);
    if (edge.length.count() > longest_edge)
      throw InputError{"edge " + std::to_string(i) + " of the road network is longer than 4,294 km"};
    Edge& mine = edges_.emplace_back();
    const NodeName& tail = names[edge.tail.index()];
    const NodeName& head = names[edge.head.index()];
    mine.ends = {tail.number, head.number};
    mine.rows = {tail.row, head.row};
    mine.depth_and_flags = std::min(tail.depth, head.depth) << 8;
    mine.first_mark = static_cast<std::uint32_t>(marks_.size());
    const auto pieces = graph.pieces(id);
    if (pieces.size() == 1) mine.set(one_piece);
    Mark mark;
    if (!mine.is(one_piece)) marks_.push_back(mark);
    bool passable = true;
    for (const Piece& piece : pieces) {
      mark.along += static_cast<std::uint32_t>(piece.length.count());
      mark.time += static_cast<std::uint32_t>(std::min<std::int64_t>(profile.time(piece).count(), no_way));
      if (&piece == &pieces.front()) mark.time += delay(edge.tail, piece);
      if (&piece == &pieces.back()) mark.time += delay(edge.head, piece);
      mark.time = std::min(mark.time, no_way);
      if (!mine.is(one_piece)) marks_.push_back(mark);
      passable = passable && profile.passable(piece);
    }
    mine.length = mark.along;
    mine.time = mark.time;
    if (mark.time >= no_way) continue;
    if (opens(edge.forward, profile.driving)) mine.set(leave_forward);
    if (opens(edge.backward, profile.driving)) mine.set(leave_backward);
    if (!passable) continue;
    if (mine.is(leave_forward)) mine.set(open_forward);
    if (mine.is(leave_backward)) mine.set(open_backward);
  }
  edges_.emplace_back().first_mark = static_cast<std::uint32_t>(marks_.size());
}

std::uint32_t EdgeTimes::time_from_tail(const Edge& edge, std::uint32_t along) const {
  // The ends are nodes: pieces of no length there lie beyond them.
  if (along == 0) return 0;
  if (along >= edge.length) return edge.time;
  if (edge.is(one_piece)) return proportion(edge.time, along, edge.length);
  const auto all = marks(edge);
  const auto after =
      std::upper_bound(all.begin(), all.end(), along, [](std::uint32_t a, const Mark& m) { return a < m.along; });
  const Mark& before = *(after - 1);
  return before.time + proportion(after->time - before.time, along - before.along, after->along - before.along);
}

bool EdgeTimes::part_way(Place place) const {
  return place.along.count() > 0 && place.along.count() < edges_[place.edge.index()].length;
}

Doors EdgeTimes::doors(Place place, Flag forward, Flag backward, bool entered) const {
  const Edge& edge = edges_[place.edge.index()];
  Doors doors;
  if (place.along.count() <= 0) {
    doors.push_back({edge.ends[0], 0, no_arc, edge.rows[0]});
  } else if (place.along.count() >= edge.length) {
    doors.push_back({edge.ends[1], 0, no_arc, edge.rows[1]});
  } else {
    const std::uint32_t from_tail = time_from_tail(edge, static_cast<std::uint32_t>(place.along.count()));
    const std::array<std::uint32_t, 2> times{from_tail, edge.time - from_tail};
    const std::size_t ahead = entered ? 0 : 1;  // whoever drives forward comes in at the tail and goes out at the head
    if (edge.is(forward))
      doors.push_back({edge.ends[ahead], times[ahead], arc_of(place.edge, false), edge.rows[ahead]});
    if (edge.is(backward))
      doors.push_back({edge.ends[1 - ahead], times[1 - ahead], arc_of(place.edge, true), edge.rows[1 - ahead]});
    doors.set_upper_depth(edge.depth_and_flags >> 8);
  }
  return doors;
}

Doors EdgeTimes::exits(Place place) const { return doors(place, leave_forward, leave_backward, false); }
Doors EdgeTimes::entries(Place place) const { return doors(place, open_forward, open_backward, true); }

std::optional<Door> EdgeTimes::direct(Place from, Place to) const {
  if (from.edge != to.edge || !part_way(from) || !part_way(to)) return {};
  const Edge& edge = edges_[from.edge.index()];
  if (from.along == to.along) return Door{edge.ends[0], 0, no_arc};
  const bool backward = to.along < from.along;
  if (!edge.is(backward ? open_backward : open_forward)) return {};
  return Door{edge.ends[0], time({from.edge, from.along, to.along}), arc_of(from.edge, backward)};
}

Stretch EdgeTimes::stretch(Arc arc, const Route& route, bool first, bool last_arc) const {
  const EdgeId edge = edge_of(arc);
  Stretch whole{edge, Millimetres{0}, length(arc)};
  if (is_backward(arc)) std::swap(whole.begin, whole.end);
  if (first && part_way(route.from)) whole.begin = route.from.along;
  if (last_arc && part_way(route.to)) whole.end = route.to.along;
  return whole;
}

std::uint32_t EdgeTimes::time(const Stretch& stretch) const {
  const Edge& edge = edges_[stretch.edge.index()];
  if (edge.length == 0) return edge.time;
  const std::uint32_t a = time_from_tail(edge, static_cast<std::uint32_t>(stretch.begin.count()));
  const std::uint32_t b = time_from_tail(edge, static_cast<std::uint32_t>(stretch.end.count()));
  return a < b ? b - a : a - b;
}

Place EdgeTimes::at(Arc arc, const Stretch& stretch, std::uint32_t elapsed) const {
  const Edge& edge = edges_[arc / 2];
  // No length, no middle: the end where the unit came from. A millimetre past the tail is the head.
  if (edge.length == 0) return {stretch.edge, Millimetres{is_backward(arc) ? 1 : 0}};
  const std::array<Mark, 2> ends{Mark{}, Mark{edge.length, edge.time}};
  const std::span<const Mark> marks = edge.is(one_piece) ? std::span<const Mark>{ends} : this->marks(edge);
  const std::uint32_t start = time_from_tail(edge, static_cast<std::uint32_t>(stretch.begin.count()));
  std::int64_t along = 0;
  if (!is_backward(arc)) {
    // In the last piece that has begun by then; rounded down. A piece of no length is passed when its time is up.
    const std::uint32_t time = start + elapsed;
    const auto to =
        std::upper_bound(marks.begin(), marks.end(), time, [](std::uint32_t t, const Mark& m) { return t < m.time; });
    const Mark& from = *(to - 1);
    const std::uint64_t length = to->along - from.along;
    along = static_cast<std::int64_t>(from.along + length * (time - from.time) / (to->time - from.time));
    if (length == 0) --along;
  } else {
    // The same seen from the tail, where the unit comes nearer: rounded up. The tail is reached when all time is up.
    const std::uint32_t time = start - elapsed;
    const auto to =
        std::lower_bound(marks.begin(), marks.end(), time, [](const Mark& m, std::uint32_t t) { return m.time < t; });
    const Mark& from = *(to - 1);
    const std::uint32_t whole = to->time - from.time;
    const std::uint64_t length = to->along - from.along;
    along = static_cast<std::int64_t>(from.along + (length * (time - from.time) + whole - 1) / whole);
    if (along == 0) ++along;
  }
  const auto [low, high] = std::minmax(stretch.begin, stretch.end);
  return {stretch.edge, std::clamp(Millimetres{along}, low, high)};
}

bool EdgeTimes::never_slower_than(const EdgeTimes& other) const {
  for (std::size_t e = 0; e + 1 < edges_.size(); ++e) {
    const Edge& mine = edges_[e];
    const Edge& its = other.edges_[e];
    const std::uint32_t open = open_forward | open_backward;
    if ((its.depth_and_flags & ~mine.depth_and_flags & open) != 0) return false;
    if ((its.depth_and_flags & open) == 0) continue;
    if (mine.is(one_piece) && mine.time > its.time) return false;
    for (std::uint32_t m = mine.first_mark + 1; m < edges_[e + 1].first_mark; ++m)
      if (marks_[m].time - marks_[m - 1].time > other.marks_[m].time - other.marks_[m - 1].time) return false;
  }
  return true;
}

}  // namespace kredsim
