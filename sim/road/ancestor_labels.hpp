#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/road/cch_metric.hpp"
#include "sim/road/elimination_tree.hpp"
#include "sim/road/label_scan.hpp"
#include "sim/road/large_memory.hpp"

namespace kredsim {

/// For each node, in one direction, the times of the best upward way to each of its ancestors, root first, itself (0)
/// last. The quickest way between two nodes goes up to one of their common ancestors and down from there.
/// Copies share their memory: where every road takes as long in both directions, so do the two directions.
class AncestorLabels {
 public:
  enum class Direction { from_node, to_node };
  /// Cost: arcs upward times depth; each node reads its neighbours' labels.
  AncestorLabels(const EliminationTree& tree, const CchMetric& metric, Direction direction, const LabelScan& scan);

  /// Both lie in the same memory.
  [[nodiscard]] bool shares_with(const AncestorLabels& other) const { return values_ == other.values_; }

  /// depth + 1 values, and readable as far as `LabelScan` reads.
  [[nodiscard]] const std::uint32_t* of(const EliminationTree& tree, std::uint32_t node) const {
    return values_ + tree.first_value(node);
  }
  /// The same by EliminationTree::row.
  [[nodiscard]] const std::uint32_t* of_row(std::uint32_t row) const {
    return values_ + std::size_t{row} * EliminationTree::block;
  }
  /// By EliminationTree::first_signpost + depth of the ancestor: which of the node's arcs upward begins the best upward
  /// way there, counted from the first; `several` if more than one do.
  [[nodiscard]] std::uint8_t signpost(std::size_t at) const { return signposts_[at]; }
  static constexpr std::uint8_t several = 255;
  void prefetch_signpost(std::size_t at) const { __builtin_prefetch(&signposts_[at]); }
  [[nodiscard]] std::size_t bytes() const {
    return arrays_->values.size() * sizeof(values_[0]) + arrays_->signposts.size();
  }

 private:
  struct Arrays {
    LargeVector<std::uint32_t> values;
    LargeVector<std::uint8_t> signposts;
    std::vector<std::uint32_t> marks;  ///< scratch while they are made
    void put_up_signposts(const EliminationTree& tree, const CchMetric& metric, Step way, std::uint32_t node,
                          const LabelScan& scan);
  };

  std::shared_ptr<const Arrays> arrays_;
  const std::uint32_t* values_ = nullptr;  ///< of `arrays_`, a look nearer
  const std::uint8_t* signposts_ = nullptr;
};

}  // namespace kredsim
