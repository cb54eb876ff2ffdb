#include "sim/road/elimination_tree.hpp"

#include <algorithm>
#include <numeric>

namespace kredsim {

namespace {

constexpr std::uint32_t none = ~std::uint32_t{0};
constexpr std::size_t eight = 8;  ///< values that a scan takes at a time

/// For each step of the elimination the neighbours that are still there, as steps, ascending; the least is the parent.
struct Fill {
  std::vector<std::size_t> first{0};
  std::vector<std::uint32_t> heads;
  std::vector<std::uint32_t> parent;
};

Fill eliminate(const Neighbours& graph, const std::vector<std::uint32_t>& order) {
  const auto count = static_cast<std::uint32_t>(order.size());
  std::vector<std::uint32_t> step(count);
  for (std::uint32_t i = 0; i < count; ++i) step[order[i]] = i;
  Fill fill;
  fill.parent.assign(count, none);
  std::vector<std::uint32_t> first_child(count, none);
  std::vector<std::uint32_t> sibling(count, none);
  std::vector<std::uint32_t> mark(count, none);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto begin = static_cast<std::ptrdiff_t>(fill.heads.size());
    const auto add = [&](std::uint32_t head) {
      if (head <= i || mark[head] == i) return;
      mark[head] = i;
      fill.heads.push_back(head);
    };
    for (const std::uint32_t neighbour : graph.of(order[i])) add(step[neighbour]);
    // What the children leave behind; what lower descendants left is in theirs.
    for (std::uint32_t child = first_child[i]; child != none; child = sibling[child])
      for (std::size_t h = fill.first[child]; h < fill.first[child + 1]; ++h) add(fill.heads[h]);
    std::sort(fill.heads.begin() + begin, fill.heads.end());
    fill.first.push_back(fill.heads.size());
    if (fill.first[i] == fill.first[i + 1]) continue;
    const std::uint32_t parent = fill.heads[fill.first[i]];
    fill.parent[i] = parent;
    sibling[i] = first_child[parent];
    first_child[parent] = i;
  }
  return fill;
}

}  // namespace

EliminationTree::EliminationTree(const Neighbours& graph, const std::vector<std::uint32_t>& order) {
  const Fill fill = eliminate(graph, order);
  number_nodes(fill.parent, order);
  const auto count = static_cast<std::uint32_t>(order.size());
  std::vector<std::uint32_t> step_of(count);
  for (std::uint32_t step = 0; step < count; ++step) step_of[numbers_[order[step]]] = step;
  first_up_.reserve(count + 1);
  ups_.reserve(fill.heads.size());
  tails_.reserve(fill.heads.size());
  for (std::uint32_t node = 0; node < count; ++node) {
    first_up_.push_back(static_cast<std::uint32_t>(ups_.size()));
    for (std::size_t h = fill.first[step_of[node]]; h < fill.first[step_of[node] + 1]; ++h) {
      const std::uint32_t head = numbers_[order[fill.heads[h]]];
      ups_.push_back({head, row(head), first_up_[head], depth(head)});  // ancestors have smaller numbers
      tails_.push_back(node);
    }
    if (ups_.size() > first_up_.back()) ups_.back().depth_and_last |= last_bit;
  }
  first_up_.push_back(static_cast<std::uint32_t>(ups_.size()));
  link_down();
}

/// Numbers, depths, chains and the layout of values. Parents come later than their children in `order`.
void EliminationTree::number_nodes(std::span<const std::uint32_t> parent, std::span<const std::uint32_t> order) {
  const auto count = static_cast<std::uint32_t>(order.size());
  std::vector<std::uint32_t> size(count, 1);
  std::vector<std::uint32_t> children(count, 0);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (parent[i] == none) continue;
    size[parent[i]] += size[i];
    ++children[parent[i]];
  }
  numbers_.assign(count, 0);
  depths_.assign(count, 0);
  chain_of_.assign(count, 0);
  std::vector<std::uint32_t> next(count);  ///< number of a step's next child
  std::vector<std::uint32_t> length;       ///< of a chain's path from its root
  std::uint32_t next_root = 0;
  for (std::uint32_t i = count; i-- > 0;) {
    const bool root = parent[i] == none;
    std::uint32_t& free = root ? next_root : next[parent[i]];
    const std::uint32_t number = free;
    free += size[i];
    next[i] = number + 1;
    numbers_[order[i]] = number;
    const std::uint32_t above = root ? 0 : numbers_[order[parent[i]]];
    const std::uint32_t depth = root ? 0 : depths_[above] + 1;
    depths_[number] = depth;
    deepest_ = std::max(deepest_, depth);
    if (root || children[parent[i]] > 1) {
      const auto chain = static_cast<std::uint32_t>(chains_.size());
      chain_of_[number] = chain;
      chains_.push_back({number, number, number + size[i], depth, root ? chain : chain_of_[above]});
      length.push_back(root ? 1 : length[chain_of_[above]] + 1);
      most_chains_ = std::max<std::size_t>(most_chains_, length.back());
    } else {
      Chain& chain = chains_[chain_of_[number] = chain_of_[above]];
      chain.last = number;
      chain.bottom = depth;
    }
  }
  std::uint32_t blocks = 0;
  blocks_.reserve(count);
  for (const std::uint32_t depth : depths_) {
    blocks_.push_back(blocks);
    blocks += depth / block + 1;
  }
  value_count_ = std::size_t{blocks} * block;
}

void EliminationTree::link_down() {
  first_down_.assign(node_count() + 1, 0);
  for (const Up& up : ups_) ++first_down_[up.head + 1];
  std::partial_sum(first_down_.begin(), first_down_.end(), first_down_.begin());
  down_.resize(ups_.size());
  std::vector<std::uint32_t> next(first_down_.begin(), first_down_.end() - 1);
  for (std::uint32_t arc = 0; arc < ups_.size(); ++arc) down_[next[ups_[arc].head]++] = arc;
}

std::vector<NodeName> EliminationTree::names() const {
  std::vector<NodeName> names;
  names.reserve(numbers_.size());
  for (const std::uint32_t number : numbers_) names.push_back({number, row(number), depth(number)});
  return names;
}

std::vector<std::uint32_t> EliminationTree::arcs_of(const RoadGraph& graph) const {
  std::vector<std::uint32_t> arcs(graph.edge_count(), 0);
  for (std::size_t i = 0; i < arcs.size(); ++i) {
    const RoadGraph::Edge& edge = graph.edge(EdgeId{i});
    if (edge.tail == edge.head) continue;
    const auto [upper, lower] = std::minmax(numbers_[edge.tail.index()], numbers_[edge.head.index()]);
    arcs[i] = first_up_[lower];
    while (ups_[arcs[i]].head != upper) ++arcs[i];
  }
  return arcs;
}

EliminationTree::Path EliminationTree::longest_path() const {
  Path path;
  path.chains.resize(most_chains_);
  path.firsts.resize(most_chains_ + eight);
  path.ends.resize(most_chains_ + eight);
  return path;
}

void EliminationTree::path_to(std::uint32_t node, Path& path) const {
  std::size_t length = 0;
  for (std::uint32_t chain = chain_of_[node];; chain = path.chains[length - 1].parent) {
    const Chain& here = chains_[chain];
    path.chains[length] = here;
    path.firsts[length] = static_cast<std::int32_t>(here.first);
    path.ends[length++] = static_cast<std::int32_t>(here.end);
    if (here.parent == chain) break;
  }
  path.depth = path.chains[0].depth(node);
  path.length = length;
  for (std::size_t i = length; i % eight != 0; ++i) path.ends[i] = path.firsts[i] = 0;
}

/// Who is below a chain is below those above it: the number of chains that a node is below tells the lowest.
std::uint32_t EliminationTree::shared(std::uint32_t node, const Path& path, const LabelScan& scan) const {
  const std::size_t runs = (path.length + eight - 1) / eight * eight;
  const std::uint32_t chains =
      scan.runs_with(path.firsts.data(), path.ends.data(), runs, static_cast<std::int32_t>(node));
  if (chains == 0) return 0;
  const Chain& lowest = path.chains[path.length - chains];
  return std::min(lowest.depth(std::min(node, lowest.last)), path.depth) + 1;
}

std::uint32_t EliminationTree::shared(std::uint32_t node, std::uint32_t other) const {
  const Chain* chain = &chains_[chain_of_[node]];
  while (other < chain->first || other >= chain->end) {
    const Chain* const above = &chains_[chain->parent];
    if (above == chain) return 0;
    chain = above;
  }
  return chain->depth(std::min({node, other, chain->last})) + 1;
}

}  // namespace kredsim
