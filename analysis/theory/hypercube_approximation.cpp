#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "analysis/theory/hypercube.hpp"

namespace kredsim::theory {

namespace {

using WhenAllBusy = Hypercube::WhenAllBusy;

/// Shares of time with 0 ... N busy units of M/M/N, those with a queue added to N.
std::vector<double> busy_shares(std::size_t units, double load, WhenAllBusy when_all_busy) {
  std::vector<double> shares{1};
  double sum = 1;
  for (std::size_t k = 1; k <= units; ++k) {
    shares.push_back(shares.back() * load * static_cast<double>(units) / static_cast<double>(k));
    if (k == units && when_all_busy == WhenAllBusy::queue) shares.back() /= 1 - load;
    sum += shares.back();
    // Many units and a high load: keep the numbers in range.
    if (sum > 1e200) {
      for (double& share : shares) share /= sum;
      sum = 1;
    }
  }
  sum = 0;
  for (const double share : shares) sum += share;
  for (double& share : shares) share /= sum;
  return shares;
}

}  // namespace

std::vector<double> hypercube_corrections(int units, double load, WhenAllBusy when_all_busy) {
  const auto n = static_cast<std::size_t>(units);
  const std::vector<double> shares = busy_shares(n, load, when_all_busy);
  const double work = when_all_busy == WhenAllBusy::queue ? load : load * (1 - shares[n]);  // of one unit
  std::vector<double> corrections;
  std::vector<double> drawn(shares.begin(), shares.end());  // shares times the chance that j drawn are all busy
  double product = 1 - work;
  for (std::size_t j = 0; j < n; ++j) {
    double next_free = 0;
    for (std::size_t k = j; k < n; ++k) next_free += drawn[k] * static_cast<double>(n - k) / static_cast<double>(n - j);
    corrections.push_back(product > 0 ? next_free / product : 1);
    for (std::size_t k = 0; k <= n; ++k)
      drawn[k] *= k >= j ? static_cast<double>(k - j) / static_cast<double>(n - j) : 0;
    product *= work;
  }
  return corrections;
}

namespace {

class ApproximateHypercube {
 public:
  explicit ApproximateHypercube(const Hypercube& model)
      : model_{model}, n_{model.units()}, queues_{model.when_all_busy == WhenAllBusy::queue} {
    for (const double rate : model.arrivals) calls_ += rate;
    double mean_service = 0;
    for (const double service : model.service) {
      all_ends_ += 1 / service;
      mean_service += service / static_cast<double>(n_);
    }
    if (queues_ && calls_ >= all_ends_)
      throw std::runtime_error("a hypercube with a load of 1 or more has no steady state");
    // With a queue every call is served, whoever by: the load is that of all ends of service together.
    take_load(queues_ ? calls_ / all_ends_ : calls_ * mean_service / static_cast<double>(n_));
    busy_.assign(n_, queues_ ? load_ : load_ * (1 - all_busy_));
  }

  HypercubeAnswer run(double tolerance, int most_rounds) {
    HypercubeAnswer answer;
    for (answer.sweeps = 1; answer.sweeps <= most_rounds; ++answer.sweeps) {
      const double moved = one_round();
      if (moved <= tolerance) break;
    }
    answer.sweeps = std::min(answer.sweeps, most_rounds);
    answer.busy = busy_;
    answer.share_all_busy = all_busy_;
    if (queues_) answer.mean_wait = all_busy_ / (all_ends_ - calls_);
    fill_dispatches(answer);
    return answer;
  }

 private:
  void take_load(double load) {
    load_ = load;
    all_busy_ = busy_shares(n_, load, model_.when_all_busy).back();
    corrections_ = hypercube_corrections(static_cast<int>(n_), load, model_.when_all_busy);
  }

  /// The chance that the k-th of an atom's order is asked: those before it are busy.
  template <class Use>
  void for_each_choice(Use use) const {
    for (std::size_t atom = 0; atom < model_.atoms(); ++atom) {
      double before = 1;
      for (std::size_t k = 0; k < n_; ++k) {
        const auto unit = static_cast<std::size_t>(model_.order[atom][k]);
        use(atom, unit, k, corrections_[k] * before);
        before *= busy_[unit];
      }
    }
  }

  double one_round() {
    std::vector<double> asked(n_, 0);  // erlangs that would come to a unit that is always free
    for_each_choice([&](std::size_t atom, std::size_t unit, std::size_t, double chance) {
      asked[unit] += model_.arrivals[atom] * chance * model_.service[unit];
    });
    const double from_queue = queues_ ? calls_ * all_busy_ / all_ends_ : 0;
    std::vector<double> next(n_);
    double served = 0;
    for (std::size_t unit = 0; unit < n_; ++unit) {
      next[unit] = (asked[unit] + from_queue) / (1 + asked[unit]);
      served += next[unit] / model_.service[unit];
    }
    const double wanted = queues_ ? calls_ : calls_ * (1 - all_busy_);
    double moved = 0;
    double busy_sum = 0;
    for (std::size_t unit = 0; unit < n_; ++unit) {
      next[unit] = std::min(next[unit] * wanted / served, 1.0);
      moved = std::max(moved, std::fabs(next[unit] - busy_[unit]));
      busy_sum += next[unit];
    }
    busy_ = next;
    // What is lost depends on the mean service, and that on who serves (Jarvis 1985).
    if (!queues_) take_load(busy_sum / wanted * calls_ / static_cast<double>(n_));
    return moved;
  }

  void fill_dispatches(HypercubeAnswer& answer) const {
    answer.dispatches.assign(n_, std::vector<double>(model_.atoms(), 0));
    for_each_choice([&](std::size_t atom, std::size_t unit, std::size_t, double chance) {
      answer.dispatches[unit][atom] = chance * (1 - busy_[unit]);
    });
    for (std::size_t atom = 0; atom < model_.atoms(); ++atom) {
      double sum = 0;
      for (std::size_t unit = 0; unit < n_; ++unit) sum += answer.dispatches[unit][atom];
      for (std::size_t unit = 0; unit < n_; ++unit) {
        double& share = answer.dispatches[unit][atom];
        share /= sum;
        if (queues_) share = share * (1 - all_busy_) + all_busy_ / model_.service[unit] / all_ends_;
        share *= model_.arrivals[atom] / calls_;
        if (model_.order[atom].front() != static_cast<int>(unit)) answer.share_not_first_choice += share;
      }
    }
  }

  const Hypercube& model_;
  std::size_t n_;
  bool queues_;
  double calls_ = 0;
  double all_ends_ = 0;
  double load_ = 0;
  double all_busy_ = 0;
  std::vector<double> corrections_;
  std::vector<double> busy_;
};

}  // namespace

HypercubeAnswer approximate_hypercube(const Hypercube& model, double tolerance, int most_rounds) {
  if (model.units() == 0) throw std::runtime_error("a hypercube needs a unit");
  return ApproximateHypercube{model}.run(tolerance, most_rounds);
}

}  // namespace kredsim::theory
