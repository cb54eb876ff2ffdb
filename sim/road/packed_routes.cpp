#include "sim/road/packed_routes.hpp"

#include <algorithm>
#include <utility>

namespace kredsim {

void PackedRoutes::append(std::span<const Asked> asked) {
  std::array<std::size_t, together> sizes{};
  std::array<bool, together> tied{};
  std::array<std::size_t, 2 * together> climbing{};
  std::size_t count = 0;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    sizes[i] = asked[i].steps->size();
    downward_[i].clear();
    tied[i] = !begin(asked[i], sides_[2 * i], sides_[2 * i + 1]);
    sides_[2 * i].steps = asked[i].steps;
    sides_[2 * i + 1].steps = &downward_[i];
    if (tied[i]) continue;
    climbing[count++] = 2 * i;
    climbing[count++] = 2 * i + 1;
  }
  while (count > 0) {
    const std::size_t begun = std::exchange(count, 0);
    for (std::size_t k = 0; k < begun; ++k)
      if (const std::size_t side = climbing[k]; !sides_[side].arrived() && !tied[side / 2]) climbing[count++] = side;
    for (std::size_t k = 0; k < count; ++k) look_up(sides_[climbing[k]]);
    for (std::size_t k = 0; k < count; ++k)
      if (!choose(sides_[climbing[k]])) tied[climbing[k] / 2] = true;
    for (std::size_t k = 0; k < count; ++k)
      if (!tied[climbing[k] / 2]) climb(sides_[climbing[k]]);
  }
  for (std::size_t i = 0; i < asked.size(); ++i) {
    std::vector<Step>& steps = *asked[i].steps;
    if (tied[i]) {
      steps.resize(sizes[i]);
      append_of_equals(asked[i]);
    } else {
      steps.insert(steps.end(), downward_[i].rbegin(), downward_[i].rend());
    }
  }
}

/// Both sides at their nodes. @return false if two tops do equally well.
bool PackedRoutes::begin(const Asked& asked, Side& upward, Side& downward) const {
  const auto& [profile, from, to, shared, time, steps] = asked;
  upward = {&profile->metric, &profile->from, up(0), from.node, tree_.depth(from.node), tree_.first_up(from.node)};
  downward = {&profile->metric, &profile->to, down(0), to.node, tree_.depth(to.node), tree_.first_up(to.node)};
  for (const Side* side : {&upward, &downward}) {
    tree_.prefetch_first_signpost(side->node);
    tree_.prefetch_arcs(side->arc);
    profile->metric.prefetch_time(up(side->arc));
  }
  const std::uint32_t* const a = profile->from.of_row(from.row);
  const std::uint32_t* const b = profile->to.of_row(to.row);
  std::uint32_t tops = 0;
  std::uint32_t top = 0;
  for (std::uint32_t i = 0; i < shared; ++i) {
    const bool fits = a[i] + b[i] == time;
    top = fits ? i : top;
    tops += fits ? 1 : 0;
  }
  upward.top = downward.top = top;
  upward.left = a[top];
  downward.left = b[top];
  return tops == 1;
}

/// Asks for what `choose` reads.
void PackedRoutes::look_up(Side& side) const {
  side.signposts = tree_.first_signpost(side.node);
  if (side.signposts != EliminationTree::no_signposts) {
    side.labels->prefetch_signpost(std::size_t{side.signposts} + side.top);
    return;
  }
  for (std::uint32_t arc = side.arc;; ++arc) {
    const EliminationTree::Up& above = tree_.arc_up(arc);
    if (above.depth() < side.top) return;
    if (side.metric->time(up(arc) + side.way) <= side.left)
      __builtin_prefetch(side.labels->of_row(above.head_row) + side.top);
    if (above.last()) return;
  }
}

/// The one arc that explains what is left. @return false if there are two.
bool PackedRoutes::choose(Side& side) const {
  if (side.signposts == EliminationTree::no_signposts) {
    side.next = only_arc(side);
  } else {
    const std::uint8_t signpost = side.labels->signpost(std::size_t{side.signposts} + side.top);
    side.next = signpost == AncestorLabels::several ? no_step : side.arc + signpost;
  }
  if (side.next == no_step) return false;
  tree_.prefetch_arcs(side.next);
  side.metric->prefetch_time(up(side.next));
  side.metric->prefetch_length(up(side.next) + side.way);
  tree_.prefetch_tail(side.next);
  return true;
}

/// `no_step` if there are two.
std::uint32_t PackedRoutes::only_arc(const Side& side) const {
  std::uint32_t found = no_step;
  for (std::uint32_t arc = side.arc;; ++arc) {
    const EliminationTree::Up& above = tree_.arc_up(arc);
    if (above.depth() < side.top) return found;
    const std::uint32_t time = side.metric->time(up(arc) + side.way);
    if (time <= side.left && time + side.labels->of_row(above.head_row)[side.top] == side.left) {
      if (found != no_step) return no_step;
      found = arc;
    }
    if (above.last()) return found;
  }
}

void PackedRoutes::climb(Side& side) const {
  const Step step = up(side.next) + side.way;
  const EliminationTree::Up& above = tree_.arc_up(side.next);
  side.steps->push_back(step);
  side.left -= side.metric->time(step);
  side.node = above.head;
  side.depth = above.depth();
  side.arc = above.head_first_up;
  tree_.prefetch_first_signpost(side.node);
  tree_.prefetch_arcs(side.arc);
  side.metric->prefetch_time(up(side.arc));
}

void PackedRoutes::append_of_equals(const Asked& asked) {
  const auto& [profile, from, to, shared, time, steps] = asked;
  const std::uint32_t* const a = profile->from.of_row(from.row);
  const std::uint32_t* const b = profile->to.of_row(to.row);
  from_.run(tree_, profile->metric, a, from.node, up(0), order_);
  to_.run(tree_, profile->metric, b, to.node, down(0), order_);
  std::uint64_t fewest = ~std::uint64_t{0};
  for (std::uint32_t i = 0; i < shared; ++i) {
    if (a[i] + b[i] != time) continue;
    const std::uint64_t arcs = from_.arcs(i) + to_.arcs(i);
    if (arcs > fewest) continue;
    candidate_.clear();
    from_.append(i, candidate_);
    to_.append(i, candidate_);
    if (arcs == fewest && !order_.before(profile->metric, candidate_, best_)) continue;
    fewest = arcs;
    best_.swap(candidate_);
  }
  steps->insert(steps->end(), best_.begin(), best_.end());
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
