#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/road/dissection.hpp"
#include "sim/road/edge_times.hpp"
#include "sim/road/label_scan.hpp"
#include "sim/road/large_memory.hpp"

namespace kredsim {

/// What stays of a contraction hierarchy whatever the speeds: the chordal graph that taking the nodes away one by one
/// leaves behind, and its elimination tree, in which every neighbour of a node is its ancestor or its descendant.
///
/// Nodes are numbered in preorder: parents before children, a subtree in one run, so that what lies near each other on
/// the road lies near each other in memory. A network of several components is a forest. Depths count from 0 at a root.
class EliminationTree {
 public:
  static constexpr std::uint32_t block = 16;  ///< values that fill a line of the cache

  /// `order` lists the nodes of `graph`, the first to go first.
  EliminationTree(const Neighbours& graph, const std::vector<std::uint32_t>& order);

  [[nodiscard]] std::size_t node_count() const { return depths_.size(); }
  [[nodiscard]] std::size_t arc_count() const { return ups_.size(); }
  /// The number here of each node of the road graph.
  [[nodiscard]] const std::vector<std::uint32_t>& numbers() const { return numbers_; }
  /// What an edge knows of each node of the road graph.
  [[nodiscard]] std::vector<NodeName> names() const;

  [[nodiscard]] std::uint32_t depth(std::uint32_t node) const { return depths_[node]; }
  [[nodiscard]] std::uint32_t deepest() const { return deepest_; }

  /// Arcs from `node` to ancestors, the nearest (its parent) first: [first_up(node), first_up(node + 1)).
  [[nodiscard]] std::uint32_t first_up(std::uint32_t node) const { return first_up_[node]; }
  [[nodiscard]] std::uint32_t head(std::uint32_t arc) const { return ups_[arc].head; }
  [[nodiscard]] std::uint32_t head_depth(std::uint32_t arc) const { return ups_[arc].depth(); }
  /// An arc upward with what whoever climbs needs next: a look a level.
  struct Up {
    std::uint32_t head = 0;
    std::uint32_t head_row = 0;
    std::uint32_t head_first_up = 0;
    std::uint32_t depth_and_last = 0;  ///< of the head; the highest bit marks the last arc of its tail
    [[nodiscard]] std::uint32_t depth() const { return depth_and_last & ~last_bit; }
    [[nodiscard]] bool last() const { return (depth_and_last & last_bit) != 0; }
  };
  static constexpr std::uint32_t last_bit = std::uint32_t{1} << 31;
  [[nodiscard]] const Up& arc_up(std::uint32_t arc) const { return ups_[arc]; }
  /// From a node with many arcs upward it takes long to find the one that begins the way to an ancestor. Such a node
  /// has signposts, a byte for each of its ancestors: where they begin if those of all nodes lie in one array.
  [[nodiscard]] std::uint32_t first_signpost(std::uint32_t node) const { return first_signpost_[node]; }
  static constexpr std::uint32_t no_signposts = ~std::uint32_t{0};
  static constexpr std::uint32_t many_arcs = 6, too_many_arcs = 255;
  [[nodiscard]] std::size_t signpost_count() const { return signpost_count_; }
  void prefetch_first_signpost(std::uint32_t node) const { __builtin_prefetch(&first_signpost_[node]); }

  /// Arcs that come up to `node` from descendants.
  [[nodiscard]] std::span<const std::uint32_t> down(std::uint32_t node) const {
    return std::span{down_}.subspan(first_down_[node], first_down_[node + 1] - first_down_[node]);
  }
  /// Once all profiles are there nobody asks for them any more.
  void forget_arcs_down() { down_ = first_down_ = std::vector<std::uint32_t>{}; }
  [[nodiscard]] std::uint32_t tail(std::uint32_t arc) const { return tails_[arc]; }
  /// By edge of the road graph: the arc between its ends; 0 for a loop.
  [[nodiscard]] std::vector<std::uint32_t> arcs_of(const RoadGraph& graph) const;

  /// Where a node's values for all its ancestors and itself begin, if all of them lie in one array, each in whole
  /// blocks.
  [[nodiscard]] std::size_t first_value(std::uint32_t node) const { return std::size_t{blocks_[node]} * block; }
  /// The same in blocks: the name by which a question knows the node's values.
  [[nodiscard]] std::uint32_t row(std::uint32_t node) const { return blocks_[node]; }
  /// The same of the head of an arc, without a look at the head.
  [[nodiscard]] std::size_t first_value_of_head(std::uint32_t arc) const {
    return std::size_t{ups_[arc].head_row} * block;
  }
  [[nodiscard]] std::size_t value_count() const { return value_count_; }
  void prefetch(std::uint32_t node) const { __builtin_prefetch(&blocks_[node]); }
  void prefetch_start(std::uint32_t node) const {
    __builtin_prefetch(&first_up_[node]);
    __builtin_prefetch(&depths_[node]);
    __builtin_prefetch(&chain_of_[node]);
  }
  void prefetch_arcs(std::uint32_t first_up) const { __builtin_prefetch(ups_.data() + first_up); }
  void prefetch_tail(std::uint32_t arc) const { __builtin_prefetch(&tails_[arc]); }

  /// A chain is a run of nodes with one child each; its nodes are consecutive numbers, and so is the subtree below it.
  /// Here are a chain and those above it up to a level that is a multiple of `levels`, the topmost first: the many
  /// short steps of a path to the root become few, and one look tells which of them have a node below.
  struct alignas(64) Chains {
    static constexpr std::uint32_t levels = 7;
    std::array<std::int32_t, levels + 1> firsts{};  ///< the subtrees [first, end); the last is none, its first the
    std::array<std::int32_t, levels + 1> ends{};    ///< chain above these
    std::array<std::int32_t, levels + 1> lasts{};   ///< the chain's own last node and its depth; at the end the size
    std::array<std::int32_t, levels + 1> bottoms{};
    [[nodiscard]] std::int32_t above() const { return firsts[levels]; }
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(lasts[levels]); }
    /// How many have `node` in their subtree: the first so many, because each lies within the one before.
    [[nodiscard]] std::uint32_t holding(std::int32_t node) const {
      std::uint32_t count = 0;
      for (std::size_t i = 0; i < levels; ++i) count += firsts[i] <= node && node < ends[i] ? 1 : 0;
      return count;
    }
    /// Depth of the last node of the i-th chain that `node`, in its subtree, is or is below.
    [[nodiscard]] std::uint32_t depth(std::size_t i, std::int32_t node) const {
      return static_cast<std::uint32_t>(bottoms[i] - (lasts[i] - std::min(node, lasts[i])));
    }
  };
  /// The chains from a node up to its root. Its memory is reused.
  struct Path {
    static constexpr std::int32_t complete = -1, begun = -2;
    std::uint32_t node = 0;
    std::uint32_t depth = 0;
    std::int32_t next = complete;  ///< the chain to look at
    std::size_t length = 0;
    std::vector<const Chains*> parts;  ///< the first `length` of them, the lowest first
    bool finished = true;
    RootPath top;
  };
  [[nodiscard]] Path longest_path() const;
  /// A path is found step by step, because each waits for memory: whoever has other work does it in between.
  void begin_path(std::uint32_t node, Path& path) const;
  void extend(Path& path) const {
    if (path.next != Path::complete) take_step(path);
  }
  void finish(Path& path) const;
  /// For each prefix how many ancestors its node shares with the node at the end of a finished path, themselves
  /// included. Cost: some nanoseconds each.
  void shared(std::span<LabelPrefix> prefixes, const Path& path, const LabelScan& scan) const;
  /// Two nodes, and how many ancestors they share.
  struct Pair {
    std::uint32_t node = 0;
    std::uint32_t other = 0;
    std::uint32_t shared = 0;
    std::int32_t chain = 0;  ///< to look at
  };
  /// The same of pairs without a path. Cost: the chains from `node` up to what they share, all pairs side by side.
  void share(std::span<Pair> pairs) const;

 private:
  void number_nodes(std::span<const std::uint32_t> parent, std::span<const std::uint32_t> order);
  void take_step(Path& path) const;
  void prefetch_chain(std::int32_t chain) const {
    if (chain == Path::complete) return;
    const Chains& chains = chains_[static_cast<std::size_t>(chain)];
    __builtin_prefetch(&chains.firsts);
    __builtin_prefetch(&chains.lasts);
  }
  static void share_more(LabelPrefix& prefix, const Path& path);
  void add_chain(std::uint32_t first, std::uint32_t end, std::uint32_t depth, std::int32_t parent);
  void link_down();
  void put_up_signposts();

  std::vector<std::uint32_t> numbers_;
  LargeVector<std::uint32_t> blocks_;  ///< the first of each node's values; small, because every question looks here
  LargeVector<std::uint32_t> depths_;
  LargeVector<std::int32_t> chain_of_;
  LargeVector<Chains> chains_;
  LargeVector<std::uint32_t> first_up_;
  LargeVector<Up> ups_;
  LargeVector<std::uint32_t> first_signpost_;
  LargeVector<std::uint32_t> tails_;
  std::vector<std::uint32_t> first_down_, down_;
  std::size_t value_count_ = 0;
  std::size_t signpost_count_ = 0;
  std::size_t most_parts_ = 0;  ///< of a path
  std::uint32_t deepest_ = 0;
};

}  // namespace kredsim
