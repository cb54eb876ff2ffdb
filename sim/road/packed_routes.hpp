#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/road/ancestor_labels.hpp"
#include "sim/road/cch_metric.hpp"

namespace kredsim {

/// One speed profile of the kernel.
struct LabelProfile {
  LabelProfile(const RoadGraph& graph, const EliminationTree& tree, std::span<const NodeName> names,
               std::span<const std::uint32_t> arcs_of_edges, const TravelProfile& profile, const LabelScan& scan)
      : edges{graph, profile, names},
        metric{tree, edges, arcs_of_edges},
        from{tree, metric, AncestorLabels::Direction::from_node, scan},
        to{metric.same_both_ways() ? from : AncestorLabels{tree, metric, AncestorLabels::Direction::to_node, scan}} {}
  EdgeTimes edges;
  CchMetric metric;
  AncestorLabels from;
  AncestorLabels to;
};

/// Finds the best way between two nodes from their labels: upward along the arcs that explain the time to the top, then
/// down. If at some point two arcs or two tops explain it, all best ways are compared instead.
class PackedRoutes {
 public:
  explicit PackedRoutes(const EliminationTree& tree) : tree_{tree} {}

  /// A way between two nodes that is asked for: it takes `time`, and they share `shared` ancestors.
  struct Asked {
    const LabelProfile* profile = nullptr;
    Door from;
    Door to;
    std::uint32_t shared = 0;
    std::uint32_t time = 0;
    std::vector<Step>* steps = nullptr;  ///< to which its steps are appended
  };
  static constexpr std::size_t together = 8;  ///< so many at most at once
  /// Appends the steps of the best ways; each waits for memory while the others do.
  void append(std::span<const Asked> asked);
  /// Which of two ways of equal time wins.
  bool better(const CchMetric& metric, std::span<const Step> candidate, std::span<const Step> incumbent) {
    return order_.better(metric, candidate, incumbent);
  }

 private:
  /// One side of a tie: the best way between a node and each of its ancestors among those of least time.
  class Climb {
   public:
    void run(const EliminationTree& tree, const CchMetric& metric, const std::uint32_t* label, std::uint32_t node,
             Step way, DictionaryOrder& order);
    [[nodiscard]] std::uint64_t arcs(std::uint32_t depth) const { return best_[depth].arcs; }
    /// In the order of driving.
    void append(std::uint32_t depth, std::vector<Step>& steps) const;

   private:
    struct Best {
      std::uint64_t arcs = ~std::uint64_t{0};
      Step step = no_step;
      std::uint32_t below = 0;  ///< depth from which the step comes
    };
    void offer(std::uint32_t depth, const Best& offered, const CchMetric& metric, DictionaryOrder& order);
    void trace(const Best& last, std::vector<Step>& steps) const;
    std::vector<Best> best_;
    Step way_ = 0;
    std::vector<Step> candidate_, incumbent_;
  };

  /// One side of a way: from a node up to its ancestor at depth `top`, `left` away.
  struct Side {
    const CchMetric* metric = nullptr;
    const AncestorLabels* labels = nullptr;
    Step way = 0;
    std::uint32_t node = 0;  ///< where it has got
    std::uint32_t depth = 0;
    std::uint32_t arc = 0;  ///< the first upward from there
    std::uint32_t signposts = 0;
    std::uint32_t next = 0;  ///< the arc to take
    std::uint32_t top = 0;
    std::uint32_t left = 0;
    std::vector<Step>* steps = nullptr;
    [[nodiscard]] bool arrived() const { return depth == top; }
  };
  bool begin(const Asked& asked, Side& upward, Side& downward) const;
  void look_up(Side& side) const;
  bool choose(Side& side) const;
  [[nodiscard]] std::uint32_t only_arc(const Side& side) const;
  void climb(Side& side) const;
  void append_of_equals(const Asked& asked);

  const EliminationTree& tree_;
  std::array<Side, 2 * together> sides_;
  std::array<std::vector<Step>, together> downward_;
  DictionaryOrder order_;
  Climb from_, to_;
  std::vector<Step> candidate_, best_;
};

}  // namespace kredsim
