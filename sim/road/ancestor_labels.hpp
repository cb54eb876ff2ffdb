#pragma once

#include <cstdint>
#include <vector>

#include "sim/road/cch_metric.hpp"
#include "sim/road/elimination_tree.hpp"
#include "sim/road/label_scan.hpp"
#include "sim/road/large_memory.hpp"

namespace kredsim {

/// For each node, in one direction, the times of the best upward way to each of its ancestors, root first, itself (0)
/// last. The quickest way between two nodes goes up to one of their common ancestors and down from there.
class AncestorLabels {
 public:
  enum class Direction { from_node, to_node };
  /// Cost: arcs upward times depth; each node reads its neighbours' labels.
  AncestorLabels(const EliminationTree& tree, const CchMetric& metric, Direction direction, const LabelScan& scan);

  /// depth + 1 values, and readable as far as `LabelScan` reads.
  [[nodiscard]] const std::uint32_t* of(const EliminationTree& tree, std::uint32_t node) const {
    return values_.data() + tree.first_value(node);
  }
  /// The same by EliminationTree::row.
  [[nodiscard]] const std::uint32_t* of_row(std::uint32_t row) const {
    return values_.data() + std::size_t{row} * EliminationTree::block;
  }
  /// By EliminationTree::first_signpost + depth of the ancestor: which of the node's arcs upward begins the best upward
  /// way there, counted from the first; `several` if more than one do.
  [[nodiscard]] std::uint8_t signpost(std::size_t at) const { return signposts_[at]; }
  static constexpr std::uint8_t several = 255;
  void prefetch_signpost(std::size_t at) const { __builtin_prefetch(&signposts_[at]); }
  [[nodiscard]] std::size_t bytes() const { return values_.size() * sizeof(values_[0]) + signposts_.size(); }

 private:
  void put_up_signposts(const EliminationTree& tree, const CchMetric& metric, Step way, std::uint32_t node,
                        const LabelScan& scan);

  LargeVector<std::uint32_t> values_;
  LargeVector<std::uint8_t> signposts_;
  std::vector<std::uint32_t> marks_;  ///< scratch while they are made
};

}  // namespace kredsim
