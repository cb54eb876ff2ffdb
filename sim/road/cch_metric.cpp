#include "sim/road/cch_metric.hpp"

#include <array>

namespace kredsim {

CchMetric::CchMetric(const EliminationTree& tree, const EdgeTimes& edges, std::span<const std::uint32_t> arcs_of_edges)
    : times_(2 * tree.arc_count(), no_way), halves_(2 * tree.arc_count(), Halves{}), extents_(2 * tree.arc_count(), 0) {
  take_edges(tree, edges, arcs_of_edges);
  customise(tree);
}

bool CchMetric::same_both_ways() const {
  for (std::size_t step = 0; step < times_.size(); step += 2)
    if (times_[step] != times_[step + 1]) return false;
  return true;
}

std::size_t CchMetric::bytes() const {
  return times_.size() * sizeof(times_[0]) + halves_.size() * sizeof(halves_[0]) +
         extents_.size() * sizeof(extents_[0]);
}

void CchMetric::take_edges(const EliminationTree& tree, const EdgeTimes& edges,
                           std::span<const std::uint32_t> arcs_of_edges) {
  for (Arc arc = 0; arc < edges.arc_count(); ++arc) {
    if (!edges.open(arc) || edges.tail(arc) == edges.head(arc)) continue;
    const std::uint32_t in_tree = arcs_of_edges[arc / 2];
    const Step step = edges.tail(arc) == tree.tail(in_tree) ? up(in_tree) : down(in_tree);
    if (edges.time(arc) >= times_[step]) continue;  // arcs ascend: the smaller one stays
    times_[step] = edges.time(arc);
    halves_[step] = {arc, no_step, times_[step]};
    extents_[step] = (std::uint64_t{1} << length_bits) | static_cast<std::uint64_t>(edges.length(arc).count());
  }
}

/// From the bottom up, each node over all descendants it has arcs from: when a node's turn comes, those are final.
void CchMetric::customise(const EliminationTree& tree) {
  std::vector<std::uint32_t> arc_to_depth(tree.deepest() + 1);
  DictionaryOrder order;
  for (auto node = static_cast<std::uint32_t>(tree.node_count()); node-- > 0;) {
    for (std::uint32_t arc = tree.first_up(node); arc < tree.first_up(node + 1); ++arc)
      arc_to_depth[tree.head_depth(arc)] = arc;
    for (const std::uint32_t below : tree.down(node)) {
      const std::uint32_t end = tree.first_up(tree.tail(below) + 1);
      for (std::uint32_t other = below + 1; other < end; ++other) {  // the nearer ancestors come first
        const std::uint32_t across = arc_to_depth[tree.head_depth(other)];
        relax(up(across), down(below), up(other), order);
        relax(down(across), down(other), up(below), order);
      }
    }
  }
}

void CchMetric::relax(Step target, Step first, Step second, DictionaryOrder& order) {
  const std::uint32_t time = times_[first] + times_[second];
  if (time > times_[target] || time >= no_way) return;
  const std::uint64_t extent = extents_[first] + extents_[second];
  if (time == times_[target]) {
    const std::uint64_t arcs = extent >> length_bits;
    if (arcs > this->arcs(target)) return;
    if (arcs == this->arcs(target)) {
      const std::array incumbent{halves_[target].first, halves_[target].second};
      if (incumbent[1] == no_step || !order.before(*this, std::array{first, second}, incumbent)) return;
    }
  }
  times_[target] = time;
  halves_[target] = {first, second, times_[first]};
  extents_[target] = extent;
}

namespace {

std::uint64_t arcs_of(const CchMetric& metric, Step step) { return (step & road_flag) != 0 ? 1 : metric.arcs(step); }

std::uint64_t arcs_of(const CchMetric& metric, std::span<const Step> steps) {
  std::uint64_t sum = 0;
  for (const Step step : steps) sum += arcs_of(metric, step);
  return sum;
}

/// The arc a step is, or `no_arc` if it stands for more.
Arc single(const CchMetric& metric, Step step) {
  if ((step & road_flag) != 0) return step & ~road_flag;
  const auto halves = metric.halves(step);
  return halves.second == no_step ? halves.first : no_arc;
}

void expand(const CchMetric& metric, std::vector<Step>& stack) {
  const auto halves = metric.halves(stack.back());
  stack.back() = halves.second;
  stack.push_back(halves.first);
}

}  // namespace

bool DictionaryOrder::better(const CchMetric& metric, std::span<const Step> a, std::span<const Step> b) {
  const std::uint64_t arcs_a = arcs_of(metric, a);
  const std::uint64_t arcs_b = arcs_of(metric, b);
  return arcs_a < arcs_b || (arcs_a == arcs_b && before(metric, a, b));
}

bool DictionaryOrder::before(const CchMetric& metric, std::span<const Step> a, std::span<const Step> b) {
  left_.assign(a.rbegin(), a.rend());
  right_.assign(b.rbegin(), b.rend());
  while (!left_.empty() && !right_.empty()) {
    const Step x = left_.back();
    const Step y = right_.back();
    if (x != y) {
      const Arc arc_x = single(metric, x);
      const Arc arc_y = single(metric, y);
      if (arc_x == no_arc && (arc_y != no_arc || arcs_of(metric, x) >= arcs_of(metric, y))) {
        expand(metric, left_);
        continue;
      }
      if (arc_y == no_arc) {
        expand(metric, right_);
        continue;
      }
      if (arc_x != arc_y) return arc_x < arc_y;
    }
    left_.pop_back();
    right_.pop_back();
  }
  return false;
}

}  // namespace kredsim
