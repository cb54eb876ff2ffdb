#pragma once

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
  /// Arcs that come up to `node` from descendants.
  [[nodiscard]] std::span<const std::uint32_t> down(std::uint32_t node) const {
    return std::span{down_}.subspan(first_down_[node], first_down_[node + 1] - first_down_[node]);
  }
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
  void prefetch_chain(std::uint32_t node) const { __builtin_prefetch(&chain_of_[node]); }
  void prefetch_start(std::uint32_t node) const {
    __builtin_prefetch(&first_up_[node]);
    __builtin_prefetch(&depths_[node]);
  }
  void prefetch_arcs(std::uint32_t first_up) const { __builtin_prefetch(ups_.data() + first_up); }
  void prefetch_tail(std::uint32_t arc) const { __builtin_prefetch(&tails_[arc]); }

  /// A run of nodes with one child each; its nodes are consecutive numbers.
  struct Chain {
    std::uint32_t first = 0;  ///< its nodes are [first, last], with the subtree below them [first, end)
    std::uint32_t last = 0;
    std::uint32_t end = 0;
    std::uint32_t bottom = 0;  ///< depth of the last node
    std::uint32_t parent = 0;  ///< the chain above; itself at a root
    [[nodiscard]] std::uint32_t depth(std::uint32_t node) const { return bottom - (last - node); }
  };
  /// The chains from a node up to its root. Its memory is reused.
  struct Path {
    std::uint32_t depth = 0;  ///< of the node
    std::size_t length = 0;
    std::vector<Chain> chains;               ///< the first `length` of them
    std::vector<std::int32_t> firsts, ends;  ///< of the chains' subtrees, and runs without a node up to whole eights
  };
  [[nodiscard]] Path longest_path() const;
  void path_to(std::uint32_t node, Path& path) const;
  /// Ancestors that `node` shares with the node at the end of `path`, themselves included. Cost: some nanoseconds.
  [[nodiscard]] std::uint32_t shared(std::uint32_t node, const Path& path, const LabelScan& scan) const;
  /// The same of two nodes without a path. Cost: the chains from `node` up to what they share.
  [[nodiscard]] std::uint32_t shared(std::uint32_t node, std::uint32_t other) const;

 private:
  void number_nodes(std::span<const std::uint32_t> parent, std::span<const std::uint32_t> order);
  void link_down();

  std::vector<std::uint32_t> numbers_;
  LargeVector<std::uint32_t> blocks_;  ///< the first of each node's values; small, because every question looks here
  std::vector<std::uint32_t> depths_;
  std::vector<std::uint32_t> chain_of_;
  std::vector<Chain> chains_;
  std::vector<std::uint32_t> first_up_;
  LargeVector<Up> ups_;
  std::vector<std::uint32_t> tails_;
  std::vector<std::uint32_t> first_down_, down_;
  std::size_t value_count_ = 0;
  std::size_t most_chains_ = 0;  ///< on a path
  std::uint32_t deepest_ = 0;
};

}  // namespace kredsim
