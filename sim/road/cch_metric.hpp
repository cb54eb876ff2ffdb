#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/road/edge_times.hpp"
#include "sim/road/elimination_tree.hpp"

namespace kredsim {

/// A step of a packed route: 2 * arc of the elimination tree to drive it upward, + 1 to drive it downward;
/// or an arc of the road network itself with `road_flag`.
using Step = std::uint32_t;
inline constexpr Step no_step = ~Step{0};
inline constexpr Step road_flag = Step{1} << 31;
constexpr Step up(std::uint32_t arc) { return 2 * arc; }
constexpr Step down(std::uint32_t arc) { return 2 * arc + 1; }

class DictionaryOrder;

/// One speed profile on the chordal graph: each arc, in each direction, is the best way between its ends that keeps to
/// nodes taken away before both. Best is least (time, number of arcs, arcs in dictionary order): one way only, whatever
/// the order of the nodes, because that order of ways survives putting the same way before or behind both.
class CchMetric {
 public:
  /// `arcs_of_edges` names each edge's arc in the tree. Cost: one look at every lower triangle.
  CchMetric(const EliminationTree& tree, const EdgeTimes& edges, std::span<const std::uint32_t> arcs_of_edges);

  [[nodiscard]] std::uint32_t time(Step step) const { return times_[step]; }
  [[nodiscard]] std::uint64_t arcs(Step step) const { return extents_[step] >> length_bits; }
  [[nodiscard]] Millimetres length(Step step) const {
    return Millimetres{static_cast<std::int64_t>(extents_[step] & ((std::uint64_t{1} << length_bits) - 1))};
  }
  /// The two steps that a step stands for, or a road arc and `no_step`; and the time of the first.
  struct Halves {
    Step first = no_step;
    Step second = no_step;
    std::uint32_t first_time = no_way;
  };
  [[nodiscard]] Halves halves(Step step) const { return halves_[step]; }
  void prefetch(Step step) const { __builtin_prefetch(&halves_[step]); }
  void prefetch_time(Step step) const { __builtin_prefetch(times_.data() + step); }
  void prefetch_length(Step step) const { __builtin_prefetch(&extents_[step]); }
  [[nodiscard]] std::size_t bytes() const;
  /// No arc takes longer one way than the other: a network without one-way streets.
  [[nodiscard]] bool same_both_ways() const;

  /// Networks whose edges add up to more cannot be measured. In millimetres (1.1 million km).
  static constexpr std::int64_t longest_network = std::int64_t{1} << 40;
  static constexpr std::size_t most_nodes = std::size_t{1} << 24;

 private:
  static constexpr int length_bits = 40;
  void take_edges(const EliminationTree& tree, const EdgeTimes& edges, std::span<const std::uint32_t> arcs_of_edges);
  void customise(const EliminationTree& tree);
  void relax(Step target, Step first, Step second, DictionaryOrder& order);

  LargeVector<std::uint32_t> times_;
  LargeVector<Halves> halves_;
  LargeVector<std::uint64_t> extents_;  ///< arcs << length_bits | millimetres
};

/// Compares ways by the arcs they drive, unpacking no more than it must.
class DictionaryOrder {
 public:
  /// For ways of equally many arcs. Cost: what differs.
  bool before(const CchMetric& metric, std::span<const Step> a, std::span<const Step> b);
  /// Fewer arcs, or as many and before.
  bool better(const CchMetric& metric, std::span<const Step> a, std::span<const Step> b);

 private:
  std::vector<Step> left_, right_;
};

}  // namespace kredsim
