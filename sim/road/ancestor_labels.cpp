#include "sim/road/ancestor_labels.hpp"

#include <algorithm>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace kredsim {

namespace {

/// Hundreds of megabytes read at random: with pages of 2 MB the processor finds them without walking its page tables.
std::uint32_t* allocate(std::size_t bytes) {
  constexpr std::size_t huge_page = std::size_t{1} << 21;
  const std::size_t alignment = bytes >= huge_page ? huge_page : 64;
  void* const memory = std::aligned_alloc(alignment, bytes);
  if (memory == nullptr) throw std::bad_alloc{};
#if defined(__linux__)
  if (alignment == huge_page) madvise(memory, bytes, MADV_HUGEPAGE);
#endif
  return static_cast<std::uint32_t*>(memory);
}

std::size_t rounded(std::size_t bytes) {
  const std::size_t unit = bytes >= (std::size_t{1} << 21) ? std::size_t{1} << 21 : 64;
  return (bytes + unit - 1) / unit * unit;
}

}  // namespace

AncestorLabels::AncestorLabels(const EliminationTree& tree, const CchMetric& metric, Direction direction,
                               const LabelScan& scan)
    : bytes_{rounded(std::max<std::size_t>(tree.value_count(), 1) * sizeof(std::uint32_t))}, values_{allocate(bytes_)} {
  const Step way = direction == Direction::from_node ? up(0) : down(0);
  for (std::uint32_t node = 0; node < tree.node_count(); ++node) {
    std::uint32_t* const label = values_.get() + tree.first_value(node);
    const std::uint32_t depth = tree.depth(node);
    std::fill_n(label, depth, no_way);
    std::fill_n(label + depth, 8 - depth % 8, 0);  // itself, and the rest of the block
    for (std::uint32_t arc = tree.first_up(node); arc < tree.first_up(node + 1); ++arc) {
      const std::uint32_t time = metric.time(up(arc) + way);
      if (time < no_way) scan.lower(label, of(tree, tree.head(arc)), time, tree.head_depth(arc) + 1);
    }
  }
}

}  // namespace kredsim
