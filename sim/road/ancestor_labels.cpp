#include "sim/road/ancestor_labels.hpp"

#include <algorithm>

namespace kredsim {

AncestorLabels::AncestorLabels(const EliminationTree& tree, const CchMetric& metric, Direction direction,
                               const LabelScan& scan)
    : values_(tree.value_count() + LabelScan::always) {
  std::fill_n(values_.data() + tree.value_count(), LabelScan::always, 0);
  const Step way = direction == Direction::from_node ? up(0) : down(0);
  for (std::uint32_t node = 0; node < tree.node_count(); ++node) {
    std::uint32_t* const label = values_.data() + tree.first_value(node);
    const std::uint32_t depth = tree.depth(node);
    std::fill_n(label + depth, EliminationTree::block - depth % EliminationTree::block,
                0);  // itself, and the rest of the block
    const std::uint32_t first = tree.first_up(node);
    const std::uint32_t end = tree.first_up(node + 1);
    for (std::uint32_t arc = first; arc < end; ++arc) {
      const std::uint32_t time = metric.time(up(arc) + way);
      const std::uint32_t* const above = values_.data() + tree.first_value_of_head(arc);
      if (arc == first)  // the parent's label covers all ancestors
        scan.raise(label, above, time, depth);
      else if (time < no_way)
        scan.lower(label, above, time, tree.head_depth(arc) + 1);
    }
  }
}

}  // namespace kredsim
