#include "sim/road/elimination_tree.hpp"

#include <algorithm>
#include <numeric>

namespace kredsim {

namespace {

constexpr std::uint32_t no_such_node = ~std::uint32_t{0};

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
  fill.parent.assign(count, no_such_node);
  std::vector<std::uint32_t> first_child(count, no_such_node);
  std::vector<std::uint32_t> sibling(count, no_such_node);
  std::vector<std::uint32_t> mark(count, no_such_node);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto begin = static_cast<std::ptrdiff_t>(fill.heads.size());
    const auto add = [&](std::uint32_t head) {
      if (head <= i || mark[head] == i) return;
      mark[head] = i;
      fill.heads.push_back(head);
    };
    for (const std::uint32_t neighbour : graph.of(order[i])) add(step[neighbour]);
    // What the children leave behind; what lower descendants left is in theirs.
    for (std::uint32_t child = first_child[i]; child != no_such_node; child = sibling[child])
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
  put_up_signposts();
}

/// Numbers, depths, chains and the layout of values. Parents come later than their children in `order`.
void EliminationTree::number_nodes(std::span<const std::uint32_t> parent, std::span<const std::uint32_t> order) {
  const auto count = static_cast<std::uint32_t>(order.size());
  std::vector<std::uint32_t> size(count, 1);
  std::vector<std::uint32_t> children(count, 0);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (parent[i] == no_such_node) continue;
    size[parent[i]] += size[i];
    ++children[parent[i]];
  }
  numbers_.assign(count, 0);
  depths_.assign(count, 0);
  chain_of_.assign(count, 0);
  const auto begins_chain = [&](std::uint32_t i) { return parent[i] == no_such_node || children[parent[i]] > 1; };
  std::size_t chains = 0;
  for (std::uint32_t i = 0; i < count; ++i) chains += begins_chain(i) ? 1 : 0;
  chains_.reserve(chains);
  std::vector<std::uint32_t> next(count);  ///< number of a step's next child
  std::uint32_t next_root = 0;
  for (std::uint32_t i = count; i-- > 0;) {
    const bool root = parent[i] == no_such_node;
    std::uint32_t& free = root ? next_root : next[parent[i]];
    const std::uint32_t number = free;
    free += size[i];
    next[i] = number + 1;
    numbers_[order[i]] = number;
    const std::uint32_t above = root ? 0 : numbers_[order[parent[i]]];
    const std::uint32_t depth = root ? 0 : depths_[above] + 1;
    depths_[number] = depth;
    deepest_ = std::max(deepest_, depth);
    if (begins_chain(i)) {
      chain_of_[number] = static_cast<std::int32_t>(chains_.size());
      add_chain(number, number + size[i], depth, root ? Path::complete : chain_of_[above]);
    } else {
      Chains& chain = chains_[static_cast<std::size_t>(chain_of_[number] = chain_of_[above])];
      chain.lasts[chain.size() - 1] = static_cast<std::int32_t>(number);
      chain.bottoms[chain.size() - 1] = static_cast<std::int32_t>(depth);
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

/// One that begins at node `first`, below a chain that is complete.
void EliminationTree::add_chain(std::uint32_t first, std::uint32_t end, std::uint32_t depth, std::int32_t parent) {
  Chains chain;
  if (parent != Path::complete && chains_[static_cast<std::size_t>(parent)].size() < Chains::levels)
    chain = chains_[static_cast<std::size_t>(parent)];
  else
    chain.firsts[Chains::levels] = parent;
  const std::uint32_t level = chain.size();
  chain.firsts[level] = chain.lasts[level] = static_cast<std::int32_t>(first);
  chain.ends[level] = static_cast<std::int32_t>(end);
  chain.bottoms[level] = static_cast<std::int32_t>(depth);
  chain.lasts[Chains::levels] = static_cast<std::int32_t>(level + 1);
  chains_.push_back(chain);
  std::size_t parts = 1;
  for (std::int32_t above = chain.above(); above != Path::complete; ++parts)
    above = chains_[static_cast<std::size_t>(above)].above();
  most_parts_ = std::max(most_parts_, parts);
}

void EliminationTree::link_down() {
  first_down_.assign(node_count() + 1, 0);
  for (const Up& up : ups_) ++first_down_[up.head + 1];
  std::partial_sum(first_down_.begin(), first_down_.end(), first_down_.begin());
  down_.resize(ups_.size());
  std::vector<std::uint32_t> next(first_down_.begin(), first_down_.end() - 1);
  for (std::uint32_t arc = 0; arc < ups_.size(); ++arc) down_[next[ups_[arc].head]++] = arc;
}

void EliminationTree::put_up_signposts() {
  first_signpost_.resize(node_count());
  for (std::uint32_t node = 0; node < node_count(); ++node) {
    const std::uint32_t arcs = first_up(node + 1) - first_up(node);
    const bool fits = signpost_count_ + depth(node) < no_signposts;
    const bool some = arcs >= many_arcs && arcs < too_many_arcs && fits;
    first_signpost_[node] = some ? static_cast<std::uint32_t>(signpost_count_) : no_signposts;
    if (some) signpost_count_ += depth(node);
  }
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
  path.parts.resize(most_parts_);
  return path;
}

void EliminationTree::begin_path(std::uint32_t node, Path& path) const {
  __builtin_prefetch(&chain_of_[node]);
  path.node = node;
  path.length = 0;
  path.next = Path::begun;
  path.finished = false;
}

void EliminationTree::take_step(Path& path) const {
  if (path.next == Path::begun) {
    path.next = chain_of_[path.node];
  } else {
    const Chains& part = chains_[static_cast<std::size_t>(path.next)];
    if (path.length == 0) path.depth = part.depth(part.size() - 1, static_cast<std::int32_t>(path.node));
    path.parts[path.length++] = &part;
    path.next = part.above();
    if (path.next == Path::complete) return;
  }
  prefetch_chain(path.next);
}

/// The topmost parts side by side.
void EliminationTree::finish(Path& path) const {
  if (path.finished) return;
  while (path.next != Path::complete) take_step(path);
  constexpr std::size_t slots = Chains::levels + 1;
  const std::size_t count = std::min(path.length, RootPath::slots / slots);
  path.top.depth = static_cast<std::int32_t>(path.depth);
  for (std::size_t i = 0; i < RootPath::slots / slots; ++i) {
    if (i >= count) {
      std::fill_n(&path.top.ends[i * slots], slots, 0);
      continue;
    }
    const Chains& part = *path.parts[path.length - 1 - i];
    std::copy_n(part.firsts.begin(), slots, &path.top.firsts[i * slots]);
    std::copy_n(part.ends.begin(), slots, &path.top.ends[i * slots]);
    std::copy_n(part.lasts.begin(), slots, &path.top.lasts[i * slots]);
    std::copy_n(part.bottoms.begin(), slots, &path.top.bottoms[i * slots]);
  }
  path.finished = true;
}

void EliminationTree::shared(std::span<LabelPrefix> prefixes, const Path& path, const LabelScan& scan) const {
  scan.shared(path.top, prefixes.data(), prefixes.size());
  if (path.length * (Chains::levels + 1) <= RootPath::slots) return;
  const std::int32_t first = path.top.firsts[RootPath::slots - 2];
  const std::int32_t end = path.top.ends[RootPath::slots - 2];
  for (LabelPrefix& prefix : prefixes)
    if (const auto node = static_cast<std::int32_t>(prefix.node); node >= first && node < end) share_more(prefix, path);
}

/// Of a node that is below all chains of the top.
void EliminationTree::share_more(LabelPrefix& prefix, const Path& path) {
  const auto node = static_cast<std::int32_t>(prefix.node);
  for (std::size_t i = path.length - RootPath::slots / (Chains::levels + 1); i-- > 0;) {
    const Chains& part = *path.parts[i];
    const std::uint32_t holding = part.holding(node);
    if (holding > 0) prefix.n = std::min(part.depth(holding - 1, node), path.depth) + 1;
    if (holding < Chains::levels) break;
  }
}

void EliminationTree::share(std::span<Pair> pairs) const {
  for (Pair& pair : pairs) {
    pair.shared = 0;
    pair.chain = chain_of_[pair.node];
    prefetch_chain(pair.chain);
  }
  for (bool higher = true; higher;) {
    higher = false;
    for (Pair& pair : pairs) {
      if (pair.chain == Path::complete) continue;
      const Chains& part = chains_[static_cast<std::size_t>(pair.chain)];
      const std::uint32_t holding = part.holding(static_cast<std::int32_t>(pair.other));
      pair.chain = holding > 0 ? Path::complete : part.above();
      if (holding > 0)
        pair.shared = part.depth(holding - 1, static_cast<std::int32_t>(std::min(pair.node, pair.other))) + 1;
      prefetch_chain(pair.chain);
      higher = higher || pair.chain != Path::complete;
    }
  }
}

}  // namespace kredsim
