#include "sim/road/ancestor_labels.hpp"

#include <algorithm>
#include <utility>

namespace kredsim {

AncestorLabels::AncestorLabels(const EliminationTree& tree, const CchMetric& metric, Direction direction,
                               const LabelScan& scan) {
  auto arrays = std::make_shared<Arrays>();
  LargeVector<std::uint32_t>& values = arrays->values;
  values.resize(tree.value_count() + LabelScan::always);
  arrays->signposts.resize(tree.signpost_count());
  std::fill_n(values.data() + tree.value_count(), LabelScan::always, 0);
  const Step way = direction == Direction::from_node ? up(0) : down(0);
  for (std::uint32_t node = 0; node < tree.node_count(); ++node) {
    std::uint32_t* const label = values.data() + tree.first_value(node);
    const std::uint32_t depth = tree.depth(node);
    std::fill_n(label + depth, EliminationTree::block - depth % EliminationTree::block,
                0);  // itself, and the rest of the block
    const std::uint32_t first = tree.first_up(node);
    const std::uint32_t end = tree.first_up(node + 1);
    for (std::uint32_t arc = first; arc < end; ++arc) {
      const std::uint32_t time = metric.time(up(arc) + way);
      const std::uint32_t* const above = values.data() + tree.first_value_of_head(arc);
      if (arc == first)  // the parent's label covers all ancestors
        scan.raise(label, above, time, depth);
      else if (time < no_way)
        scan.lower(label, above, time, tree.head_depth(arc) + 1);
    }
    if (tree.first_signpost(node) != EliminationTree::no_signposts)
      arrays->put_up_signposts(tree, metric, way, node, scan);
  }
  arrays->marks = {};
  values_ = values.data();
  signposts_ = arrays->signposts.data();
  arrays_ = std::move(arrays);
}

/// Each arc leaves its number and a count wherever it explains the least time: one arc's number is then left alone.
void AncestorLabels::Arrays::put_up_signposts(const EliminationTree& tree, const CchMetric& metric, Step way,
                                              std::uint32_t node, const LabelScan& scan) {
  constexpr std::uint32_t one = std::uint32_t{1} << 16;  // at most 254 arcs: their numbers add up to less
  marks.assign(tree.depth(node), 0);
  const std::uint32_t first = tree.first_up(node);
  for (std::uint32_t arc = first; arc < tree.first_up(node + 1); ++arc) {
    const std::uint32_t time = metric.time(up(arc) + way);
    if (time < no_way)
      scan.explain(marks.data(), one + (arc - first), values.data() + tree.first_value(node),
                   values.data() + tree.first_value_of_head(arc), time, tree.head_depth(arc) + 1);
  }
  std::transform(marks.begin(), marks.end(), signposts.begin() + tree.first_signpost(node),
                 [](std::uint32_t mark) { return mark / one == 1 ? static_cast<std::uint8_t>(mark % one) : several; });
}

}  // namespace kredsim
