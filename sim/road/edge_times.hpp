#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "sim/road/large_memory.hpp"
#include "sim/road/road_graph.hpp"
#include "sim/road/travel_times.hpp"

namespace kredsim {

/// A direction of an edge: 2 * edge from tail to head, 2 * edge + 1 from head to tail.
using Arc = std::uint32_t;
inline constexpr Arc no_arc = ~Arc{0};
constexpr Arc arc_of(EdgeId edge, bool backward) { return static_cast<Arc>(2 * edge.index() + (backward ? 1 : 0)); }
constexpr EdgeId edge_of(Arc arc) { return EdgeId{arc / 2}; }
constexpr bool is_backward(Arc arc) { return arc % 2 != 0; }

/// Times of this many milliseconds (12.4 days) and more count as no way at all, so that 32 bits hold the sum of any
/// two.
inline constexpr std::uint32_t no_way = std::uint32_t{1} << 30;

constexpr Milliseconds to_milliseconds(std::uint64_t time) {
  return time < no_way ? Milliseconds{static_cast<std::int64_t>(time)} : unreachable;
}

/// What the doors call a node, and where a kernel keeps what it knows of it: the edge hands that out with the node, so
/// that a question does not have to look it up.
struct NodeName {
  std::uint32_t number = 0;
  std::uint32_t row = 0;
  std::uint32_t depth = 0;  ///< below 2^24
};

/// Every node by its own number, for those who ask for the times of arcs and no kernel.
std::vector<NodeName> own_names(const RoadGraph& graph);

/// A node through which a place is left or reached, the time between them, and the arc that is driven in part
/// (`no_arc` if the place is the node itself).
struct Door {
  std::uint32_t node = 0;
  std::uint32_t time = no_way;
  Arc arc = no_arc;
  std::uint32_t row = 0;
};

/// No door (an edge closed to this driving), one, or one at either end.
class Doors {
 public:
  void push_back(Door door) { doors_[size_++] = door; }
  [[nodiscard]] const Door* begin() const { return doors_.data(); }
  [[nodiscard]] const Door* end() const { return doors_.data() + size_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] const Door& operator[](std::size_t i) const { return doors_[i]; }
  /// Of two doors: the depth of the end that is less deep.
  [[nodiscard]] std::uint32_t upper_depth() const { return upper_depth_; }
  void set_upper_depth(std::uint32_t depth) { upper_depth_ = depth; }

 private:
  std::array<Door, 2> doors_;
  std::size_t size_ = 0;
  std::uint32_t upper_depth_ = 0;
};

/// What driving along single edges takes under one profile: the definition that the oracle and the kernel share.
///
/// The time to a point of an edge is the sum of the times of the pieces before it plus its share of its own piece,
/// rounded once; it never falls along the edge, and the time between two points is a difference, in either direction.
/// A place at an end of its edge is the node there, whatever the edge allows.
///
/// The delay of a junction is paid by the roads that meet there, half by the one on which it is reached and half by the
/// one on which it is left, on their last piece: so it is the same in both directions, and part-way places pay their
/// share. Motorways, motor roads and ferries pay none.
class EdgeTimes {
 public:
  /// `names` by node. @throws InputError for an edge longer than 4,294 km.
  EdgeTimes(const RoadGraph& graph, const TravelProfile& profile, std::span<const NodeName> names);

  [[nodiscard]] std::size_t arc_count() const { return 2 * edges_.size(); }
  [[nodiscard]] bool open(Arc arc) const { return edges_[arc / 2].is(is_backward(arc) ? open_backward : open_forward); }
  [[nodiscard]] std::uint32_t tail(Arc arc) const { return edges_[arc / 2].ends[arc % 2]; }
  [[nodiscard]] std::uint32_t head(Arc arc) const { return edges_[arc / 2].ends[1 - arc % 2]; }
  [[nodiscard]] std::uint32_t time(Arc arc) const { return edges_[arc / 2].time; }
  [[nodiscard]] Millimetres length(Arc arc) const { return Millimetres{edges_[arc / 2].length}; }

  /// The node at which `place` is, unless it is part-way.
  [[nodiscard]] std::optional<NodeName> node(Place place) const {
    const Edge& edge = edges_[place.edge.index()];
    // One comparison for both ends: which end it is is anybody's guess, and a processor that guesses wrong waits.
    const std::int64_t along = place.along.count();
    const auto between = static_cast<std::uint64_t>(std::max<std::int64_t>(std::int64_t{edge.length} - 1, 0));
    if (static_cast<std::uint64_t>(along - 1) < between) return {};
    const auto end = static_cast<std::size_t>(along > 0);
    return NodeName{edge.ends[end], edge.rows[end]};
  }
  /// Where and how the road network is entered from `place`, and how `place` is reached from it.
  [[nodiscard]] Doors exits(Place place) const;
  [[nodiscard]] Doors entries(Place place) const;
  /// Part-way along its edge, not at a node.
  [[nodiscard]] bool part_way(Place place) const;

  /// Driving from one place to another without leaving their edge: the arc and the time. Nothing if they lie on
  /// different edges, at nodes, or the edge may not be driven that way.
  [[nodiscard]] std::optional<Door> direct(Place from, Place to) const;

  /// The part of `arc` that a route drives if it is its first or last arc or neither.
  [[nodiscard]] Stretch stretch(Arc arc, const Route& route, bool first, bool last) const;
  [[nodiscard]] std::uint32_t time(const Stretch& stretch) const;
  /// The last millimetre of the stretch of `arc` that is reached in `elapsed` milliseconds, fewer than it takes.
  [[nodiscard]] Place at(Arc arc, const Stretch& stretch, std::uint32_t elapsed) const;

  /// True if every piece open in `other` is open here and takes no longer: then so does every route.
  [[nodiscard]] bool never_slower_than(const EdgeTimes& other) const;

  /// Hints that `place` is asked for soon.
  void prefetch(Place place) const { __builtin_prefetch(&edges_[place.edge.index()]); }
  /// Once the edge is there: what lies along it, if anything does.
  void prefetch_marks(Place place) const {
    const Edge& edge = edges_[place.edge.index()];
    if (!edge.is(one_piece)) __builtin_prefetch(&marks_[edge.first_mark]);
  }

 private:
  enum Flag : std::uint32_t {
    open_forward = 1,  ///< can be driven that way
    open_backward = 2,
    leave_forward = 4,  ///< ... by who is on it already: open, or a ferry that will land
    leave_backward = 8,
    one_piece = 16,
  };
  /// Half a line of the cache: most questions are answered from here.
  struct alignas(32) Edge {
    std::array<std::uint32_t, 2> ends{};
    std::array<std::uint32_t, 2> rows{};
    std::uint32_t length = 0;
    std::uint32_t time = 0;
    std::uint32_t first_mark = 0;
    std::uint32_t depth_and_flags = 0;  ///< of the end that is less deep, << 8
    [[nodiscard]] bool is(Flag flag) const { return (depth_and_flags & flag) != 0; }
    void set(Flag flag) { depth_and_flags |= flag; }
  };
  /// How far and how long from the tail a point of the original map is.
  struct Mark {
    std::uint32_t along = 0;
    std::uint32_t time = 0;
  };
  [[nodiscard]] std::span<const Mark> marks(const Edge& edge) const {
    return {&marks_[edge.first_mark], (&edge + 1)->first_mark - edge.first_mark};
  }
  [[nodiscard]] std::uint32_t time_from_tail(const Edge& edge, std::uint32_t along) const;
  /// Doors forward to the head and backward to the tail, or the other way round.
  [[nodiscard]] Doors doors(Place place, Flag forward, Flag backward, bool entered) const;

  LargeVector<Edge> edges_;  ///< and one past the end
  LargeVector<Mark> marks_;  ///< of edges of several pieces: a single one has its ends
};

}  // namespace kredsim
