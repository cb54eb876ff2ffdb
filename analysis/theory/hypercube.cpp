#include "analysis/theory/hypercube.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <stdexcept>

namespace kredsim::theory {

namespace {

using State = std::uint32_t;

/// Atoms that ask in the same order are one stream of calls.
struct Group {
  const std::vector<int>* order;
  double arrivals = 0;
  std::vector<double> by_unit;  ///< share of all time in which this unit would be sent
};

class ExactHypercube {
 public:
  ExactHypercube(const Hypercube& model, double tolerance) : model_{model}, n_{model.units()}, full_{(1U << n_) - 1} {
    for (const double service : model.service) ends_.push_back(1 / service);
    for (const double end : ends_) all_ends_ += end;
    for (const double rate : model.arrivals) calls_ += rate;
    if (model.when_all_busy == Hypercube::WhenAllBusy::queue && calls_ >= all_ends_)
      throw std::runtime_error("a hypercube with a load of 1 or more has no steady state");
    gather_groups();
    fill_rates();
    settle(tolerance);
  }

  HypercubeAnswer answer() {
    const bool queues = model_.when_all_busy == Hypercube::WhenAllBusy::queue;
    const double load = calls_ / all_ends_;
    const double in_queue = queues ? share_[full_] * load / (1 - load) : 0;  // of time, beyond "all busy, none waits"
    const double scale = 1 / (1 + in_queue);
    HypercubeAnswer answer;
    answer.share_all_busy = (share_[full_] + in_queue) * scale;
    if (queues) answer.mean_wait = share_[full_] * scale * load / (1 - load) / (1 - load) / calls_;
    answer.busy.assign(n_, in_queue * scale);
    for (State state = 0; state <= full_; ++state)
      for (std::size_t unit = 0; unit < n_; ++unit)
        if ((state >> unit & 1U) != 0) answer.busy[unit] += share_[state] * scale;
    add_dispatches(answer, scale, queues);
    answer.residual = residual_;
    answer.sweeps = sweeps_;
    return answer;
  }

 private:
  void gather_groups() {
    std::map<std::vector<int>, std::size_t> known;
    for (std::size_t atom = 0; atom < model_.atoms(); ++atom) {
      const auto [entry, is_new] = known.emplace(model_.order[atom], groups_.size());
      if (is_new) groups_.push_back({&model_.order[atom], 0, std::vector<double>(n_, 0)});
      groups_[entry->second].arrivals += model_.arrivals[atom];
      group_of_.push_back(entry->second);
    }
  }

  [[nodiscard]] static std::size_t first_free(const Group& group, State state) {
    for (const int unit : *group.order)
      if ((state >> unit & 1U) == 0) return static_cast<std::size_t>(unit);
    return 0;
  }

  void fill_rates() {
    into_.assign((std::size_t{full_} + 1) * n_, 0);
    leaving_.assign(std::size_t{full_} + 1, 0);
    for (State state = 0; state <= full_; ++state) {
      double ends = 0;
      for (std::size_t unit = 0; unit < n_; ++unit)
        if ((state >> unit & 1U) != 0) ends += ends_[unit];
      leaving_[state] = ends + (state == full_ ? 0 : calls_);
      for (std::size_t unit = 0; unit < n_; ++unit)
        if ((state >> unit & 1U) == 0) into_[state * n_ + unit] = ends_[unit];
      if (state == full_) break;
      for (const Group& group : groups_) {
        const std::size_t unit = first_free(group, state);
        into_[(state | 1U << unit) * n_ + unit] += group.arrivals;
      }
    }
  }

  [[nodiscard]] double flow_into(State state) const {
    const double* rates = &into_[state * n_];
    double flow = 0;
    for (std::size_t unit = 0; unit < n_; ++unit) flow += share_[state ^ (1U << unit)] * rates[unit];
    return flow;
  }

  /// Calls leave every state but the last at the same rate: the flow up from k busy units is `calls` times their share,
  /// and equals the flow down from k + 1.
  void balance_levels() {
    std::vector<double> mass(n_ + 1, 0);
    std::vector<double> down(n_ + 1, 0);
    for (State state = 0; state <= full_; ++state) {
      const auto level = static_cast<std::size_t>(std::popcount(state));
      mass[level] += share_[state];
      down[level] += share_[state] * (leaving_[state] - (state == full_ ? 0 : calls_));
    }
    std::vector<double> wanted(n_ + 1, 1);
    double sum = 1;
    for (std::size_t level = 1; level <= n_; ++level) {
      wanted[level] = wanted[level - 1] * calls_ * mass[level] / down[level];
      sum += wanted[level];
    }
    for (State state = 0; state <= full_; ++state) {
      const auto level = static_cast<std::size_t>(std::popcount(state));
      share_[state] *= wanted[level] / sum / mass[level];
    }
  }

  void settle(double tolerance) {
    share_.assign(std::size_t{full_} + 1, 1);
    balance_levels();
    for (sweeps_ = 1; sweeps_ <= 20'000; ++sweeps_) {
      if (sweeps_ % 2 == 1) {
        for (State state = 0; state <= full_; ++state) share_[state] = flow_into(state) / leaving_[state];
      } else {
        for (State state = full_ + 1; state-- > 0;) share_[state] = flow_into(state) / leaving_[state];
      }
      balance_levels();
      if (sweeps_ % 4 != 0) continue;
      residual_ = 0;
      for (State state = 0; state <= full_; ++state)
        residual_ = std::max(residual_, std::fabs(flow_into(state) - share_[state] * leaving_[state]) / calls_);
      if (residual_ < tolerance) return;
    }
    throw std::runtime_error("a hypercube did not settle");
  }

  void add_dispatches(HypercubeAnswer& answer, double scale, bool queues) {
    for (Group& group : groups_)
      for (State state = 0; state < full_; ++state) group.by_unit[first_free(group, state)] += share_[state] * scale;
    const double served = queues ? 1 : 1 - answer.share_all_busy;
    answer.dispatches.assign(n_, std::vector<double>(model_.atoms(), 0));
    for (std::size_t atom = 0; atom < model_.atoms(); ++atom) {
      const Group& group = groups_[group_of_[atom]];
      for (std::size_t unit = 0; unit < n_; ++unit) {
        const double from_queue = queues ? answer.share_all_busy * ends_[unit] / all_ends_ : 0;
        const double share = model_.arrivals[atom] / calls_ * (group.by_unit[unit] + from_queue) / served;
        answer.dispatches[unit][atom] = share;
        if (model_.order[atom].front() != static_cast<int>(unit)) answer.share_not_first_choice += share;
      }
    }
  }

  const Hypercube& model_;
  std::size_t n_;
  State full_;
  std::vector<double> ends_;
  double all_ends_ = 0;
  double calls_ = 0;
  std::vector<Group> groups_;
  std::vector<std::size_t> group_of_;
  std::vector<double> into_;     ///< state, unit: rate into it from the state that differs in this unit
  std::vector<double> leaving_;  ///< at which a state is left
  std::vector<double> share_;
  double residual_ = 0;
  int sweeps_ = 0;
};

}  // namespace

double HypercubeAnswer::mean(const std::vector<std::vector<double>>& worth) const {
  double sum = 0;
  for (std::size_t unit = 0; unit < dispatches.size(); ++unit)
    for (std::size_t atom = 0; atom < dispatches[unit].size(); ++atom)
      sum += dispatches[unit][atom] * worth[unit][atom];
  return sum;
}

HypercubeAnswer solve_hypercube(const Hypercube& model, double tolerance) {
  if (model.units() == 0 || model.units() > most_exact_units)
    throw std::runtime_error("the exact hypercube takes 1 to 15 units");
  return ExactHypercube{model, tolerance}.answer();
}

}  // namespace kredsim::theory
