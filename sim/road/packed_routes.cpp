#include "sim/road/packed_routes.hpp"

#include <algorithm>

namespace kredsim {

void PackedRoutes::append(const LabelProfile& profile, const Door& from, const Door& to, std::uint32_t shared,
                          std::uint32_t time, std::vector<Step>& steps) {
  const std::uint32_t* const a = profile.from.of_row(from.row);
  const std::uint32_t* const b = profile.to.of_row(to.row);
  const Side upward{&profile.from, up(0), 0, tree_.first_up(from.node), tree_.depth(from.node), 0, &steps};
  const Side downward{&profile.to, down(0), 0, tree_.first_up(to.node), tree_.depth(to.node), 0, &downward_};
  for (const Side& side : {upward, downward}) {
    tree_.prefetch_arcs(side.arc);
    profile.metric.prefetch_time(up(side.arc));
  }
  std::uint32_t tops = 0;
  std::uint32_t top = 0;
  for (std::uint32_t i = 0; i < shared; ++i) {
    const bool fits = a[i] + b[i] == time;
    top = fits ? i : top;
    tops += fits ? 1 : 0;
  }
  const std::size_t size = steps.size();
  downward_.clear();
  const auto to_top = [top](Side side, std::uint32_t left) {
    side.top = top;
    side.left = left;
    return side;
  };
  if (tops == 1 && climb(profile.metric, to_top(upward, a[top]), to_top(downward, b[top]))) {
    steps.insert(steps.end(), downward_.rbegin(), downward_.rend());
  } else {
    steps.resize(size);
    append_of_equals(profile, from, to, shared, time, steps);
  }
}

/// Both sides in turn, so that each waits for memory while the other does. @return false if two arcs do equally well.
bool PackedRoutes::climb(const CchMetric& metric, Side a, Side b) const {
  while (!a.arrived() || !b.arrived()) {
    look_up(metric, a);
    look_up(metric, b);
    if (!step_up(metric, a) || !step_up(metric, b)) return false;
  }
  return true;
}

/// Asks for what `step_up` reads.
void PackedRoutes::look_up(const CchMetric& metric, const Side& side) const {
  if (side.arrived()) return;
  for (std::uint32_t arc = side.arc;; ++arc) {
    const EliminationTree::Up& above = tree_.arc_up(arc);
    if (above.depth() < side.top) return;
    if (metric.time(up(arc) + side.way) <= side.left) {
      __builtin_prefetch(side.labels->of_row(above.head_row) + side.top);
      tree_.prefetch_arcs(above.head_first_up);
      metric.prefetch_time(up(above.head_first_up));
    }
    if (above.last()) return;
  }
}

/// Along the one arc that explains what is left. @return false if there are two.
bool PackedRoutes::step_up(const CchMetric& metric, Side& side) const {
  if (side.arrived()) return true;
  std::uint32_t found = no_step;
  for (std::uint32_t arc = side.arc;; ++arc) {
    const EliminationTree::Up& above = tree_.arc_up(arc);
    if (above.depth() < side.top) break;
    const std::uint32_t time = metric.time(up(arc) + side.way);
    if (time <= side.left && time + side.labels->of_row(above.head_row)[side.top] == side.left) {
      if (found != no_step) return false;
      found = arc;
    }
    if (above.last()) break;
  }
  const Step step = up(found) + side.way;
  side.steps->push_back(step);
  metric.prefetch_length(step);
  tree_.prefetch_tail(found);
  const EliminationTree::Up& above = tree_.arc_up(found);
  side.left -= metric.time(step);
  side.arc = above.head_first_up;
  side.depth = above.depth();
  return true;
}

void PackedRoutes::append_of_equals(const LabelProfile& profile, const Door& from, const Door& to, std::uint32_t shared,
                                    std::uint32_t time, std::vector<Step>& steps) {
  const std::uint32_t* const a = profile.from.of_row(from.row);
  const std::uint32_t* const b = profile.to.of_row(to.row);
  from_.run(tree_, profile.metric, a, from.node, up(0), order_);
  to_.run(tree_, profile.metric, b, to.node, down(0), order_);
  std::uint64_t fewest = ~std::uint64_t{0};
  for (std::uint32_t i = 0; i < shared; ++i) {
    if (a[i] + b[i] != time) continue;
    const std::uint64_t arcs = from_.arcs(i) + to_.arcs(i);
    if (arcs > fewest) continue;
    candidate_.clear();
    from_.append(i, candidate_);
    to_.append(i, candidate_);
    if (arcs == fewest && !order_.before(profile.metric, candidate_, best_)) continue;
    fewest = arcs;
    best_.swap(candidate_);
  }
  steps.insert(steps.end(), best_.begin(), best_.end());
}

void PackedRoutes::Climb::run(const EliminationTree& tree, const CchMetric& metric, const std::uint32_t* label,
                              std::uint32_t node, Step way, DictionaryOrder& order) {
  way_ = way;
  const std::uint32_t depth = tree.depth(node);
  best_.assign(depth + 1, Best{});
  best_[depth].arcs = 0;
  for (;;) {
    const std::uint32_t here = tree.depth(node);
    if (best_[here].arcs != Best{}.arcs) {
      for (std::uint32_t arc = tree.first_up(node); arc < tree.first_up(node + 1); ++arc) {
        const Step step = up(arc) + way;
        const std::uint32_t above = tree.head_depth(arc);
        if (metric.time(step) >= no_way || label[here] + metric.time(step) != label[above]) continue;
        offer(above, {best_[here].arcs + metric.arcs(step), step, here}, metric, order);
      }
    }
    if (here == 0) return;
    node = tree.head(tree.first_up(node));
  }
}

void PackedRoutes::Climb::offer(std::uint32_t depth, const Best& offered, const CchMetric& metric,
                                DictionaryOrder& order) {
  Best& best = best_[depth];
  if (offered.arcs > best.arcs) return;
  if (offered.arcs == best.arcs) {
    candidate_.clear();
    incumbent_.clear();
    trace(offered, candidate_);
    trace(best, incumbent_);
    if (!order.before(metric, candidate_, incumbent_)) return;
  }
  best = offered;
}

void PackedRoutes::Climb::append(std::uint32_t depth, std::vector<Step>& steps) const { trace(best_[depth], steps); }

void PackedRoutes::Climb::trace(const Best& last, std::vector<Step>& steps) const {
  const auto begin = static_cast<std::ptrdiff_t>(steps.size());
  for (const Best* best = &last; best->step != no_step; best = &best_[best->below]) steps.push_back(best->step);
  if (way_ == up(0)) std::reverse(steps.begin() + begin, steps.end());
}

}  // namespace kredsim
