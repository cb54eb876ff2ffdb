#include "sim/road/ancestor_labels.hpp"

#include <algorithm>

namespace kredsim {

AncestorLabels::AncestorLabels(const EliminationTree& tree, const CchMetric& metric, Direction direction,
                               const LabelScan& scan)
    : values_(tree.value_count()) {
  const Step way = direction == Direction::from_node ? up(0) : down(0);
  for (std::uint32_t node = 0; node < tree.node_count(); ++node) {
    std::uint32_t* const label = values_.data() + tree.first_value(node);
    const std::uint32_t depth = tree.depth(node);
    std::fill_n(label, depth, no_way);
    std::fill_n(label + depth, EliminationTree::block - depth % EliminationTree::block,
                0);  // itself, and the rest of the block
    for (std::uint32_t arc = tree.first_up(node); arc < tree.first_up(node + 1); ++arc) {
      const std::uint32_t time = metric.time(up(arc) + way);
      if (time < no_way)
        scan.lower(label, values_.data() + tree.first_value_of_head(arc), time, tree.head_depth(arc) + 1);
    }
  }
}

}  // namespace kredsim
