#include "sim/road/packed_routes.hpp"

#include <algorithm>

namespace kredsim {

void PackedRoutes::append(const LabelProfile& profile, std::uint32_t from, std::uint32_t to, std::uint32_t shared,
                          std::uint32_t time, std::vector<Step>& steps) {
  const std::uint32_t* const a = profile.from.of(tree_, from);
  const std::uint32_t* const b = profile.to.of(tree_, to);
  std::uint32_t tops = 0;
  std::uint32_t top = 0;
  for (std::uint32_t i = 0; i < shared; ++i) {
    if (a[i] + b[i] != time) continue;
    top = i;
    ++tops;
  }
  const std::size_t size = steps.size();
  downward_.clear();
  if (tops == 1 && climb(profile.metric, profile.from, from, top, up(0), steps) &&
      climb(profile.metric, profile.to, to, top, down(0), downward_)) {
    steps.insert(steps.end(), downward_.rbegin(), downward_.rend());
  } else {
    steps.resize(size);
    append_of_equals(profile, from, to, shared, time, steps);
  }
}

/// From `node` to its ancestor at depth `top`. @return false if two arcs do equally well.
bool PackedRoutes::climb(const CchMetric& metric, const AncestorLabels& labels, std::uint32_t node, std::uint32_t top,
                         Step way, std::vector<Step>& steps) const {
  while (tree_.depth(node) > top) {
    const std::uint32_t left = labels.of(tree_, node)[top];
    std::uint32_t found = no_step;
    std::uint32_t end = tree_.first_up(node);
    for (; end < tree_.first_up(node + 1) && tree_.head_depth(end) >= top; ++end)
      __builtin_prefetch(labels.of_head(tree_, end) + top);
    for (std::uint32_t arc = tree_.first_up(node); arc < end; ++arc) {
      const std::uint32_t time = metric.time(up(arc) + way);
      if (time > left || time + labels.of_head(tree_, arc)[top] != left) continue;
      if (found != no_step) return false;
      found = arc;
    }
    steps.push_back(up(found) + way);
    node = tree_.head(found);
  }
  return true;
}

void PackedRoutes::append_of_equals(const LabelProfile& profile, std::uint32_t from, std::uint32_t to,
                                    std::uint32_t shared, std::uint32_t time, std::vector<Step>& steps) {
  const std::uint32_t* const a = profile.from.of(tree_, from);
  const std::uint32_t* const b = profile.to.of(tree_, to);
  from_.run(tree_, profile.metric, a, from, up(0), order_);
  to_.run(tree_, profile.metric, b, to, down(0), order_);
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
