#include "analysis/theory/several_units.hpp"

#include <algorithm>
#include <cstddef>

#include "analysis/theory/markov_chain.hpp"

namespace kredsim::theory {

namespace {

using State = MarkovChain::State;
State id(std::size_t number) { return static_cast<State>(number); }

/// Room for a queue whose share falls at least as fast as that of a single queue at this load.
std::size_t room(double load) { return static_cast<std::size_t>(60 + 60 / (1 - load)); }

}  // namespace

// What those behind the first need is not yet known: it shows when they come to the head of the line. A call for two
// that comes to the head finds exactly one unit free and waits for the next, one more.
OneOrTwoAtOnce one_or_two_at_once(int units, double arrivals, double share_two, double work) {
  const auto c = static_cast<std::size_t>(units);
  const double end = 1 / work;
  const double load = arrivals * (1 + share_two) * work / units;
  const std::size_t most = room(std::min(0.97, load * 1.1));
  // 0 ... c: so many busy, nobody waits; then all busy with q waiting; then one free, the first of q needs two.
  const auto full = [&](std::size_t q) { return q == 0 ? id(c) : id(c + q); };
  const auto held = [&](std::size_t q) { return id(c + most + q); };
  MarkovChain chain{c + 2 * most + 1};
  for (std::size_t busy = 0; busy < c; ++busy) {
    chain.add(id(busy), id(busy + 1), arrivals * (1 - share_two));
    chain.add(id(busy), busy + 2 <= c ? id(busy + 2) : held(1), arrivals * share_two);
  }
  for (std::size_t busy = 1; busy <= c; ++busy) chain.add(id(busy), id(busy - 1), static_cast<double>(busy) * end);
  for (std::size_t q = 0; q <= most; ++q) {
    if (q < most) chain.add(full(q), full(q + 1), arrivals);
    if (q == 0) continue;
    chain.add(full(q), full(q - 1), static_cast<double>(c) * end * (1 - share_two));
    chain.add(full(q), held(q), static_cast<double>(c) * end * share_two);
    if (q < most) chain.add(held(q), held(q + 1), arrivals);
    chain.add(held(q), full(q - 1), static_cast<double>(c - 1) * end);
  }
  const std::vector<double> share = chain.steady_state().share;
  OneOrTwoAtOnce figures;
  figures.share_one_waits = share[id(c)];
  double busy = 0;
  for (std::size_t n = 0; n <= c; ++n) busy += static_cast<double>(n) * share[n];
  for (std::size_t q = 1; q <= most; ++q) {
    figures.mean_queue += static_cast<double>(q) * (share[full(q)] + share[held(q)]);
    figures.share_one_waits += share[full(q)] + share[held(q)];
    busy += static_cast<double>(c) * share[full(q)] + static_cast<double>(c - 1) * share[held(q)];
  }
  figures.share_two_waits = figures.share_one_waits + share[c - 1];
  figures.utilisation = busy / units;
  figures.mean_wait = figures.mean_queue / arrivals;
  const double longer = figures.share_two_waits * work / (units - 1);
  figures.wait_one = figures.mean_wait - share_two * longer;
  figures.wait_two = figures.wait_one + longer;
  return figures;
}

OneByOne one_by_one(int units, double arrivals, std::span<const double> shares, double work) {
  const auto c = static_cast<std::size_t>(units);
  double mean_need = 0;
  for (std::size_t k = 0; k < shares.size(); ++k) mean_need += static_cast<double>(k + 1) * shares[k];
  const double load = arrivals * mean_need * work / units;
  const std::size_t most = 2 * shares.size() * room(load);
  MarkovChain chain{most + 1};
  for (std::size_t n = 0; n <= most; ++n) {
    for (std::size_t k = 0; k < shares.size(); ++k)
      chain.add(id(n), id(std::min(n + k + 1, most)), arrivals * shares[k]);
    if (n > 0) chain.add(id(n), id(n - 1), static_cast<double>(std::min(n, c)) / work);
  }
  const std::vector<double> share = chain.steady_state().share;
  OneByOne figures;
  for (std::size_t n = 0; n <= most; ++n) {
    figures.utilisation += static_cast<double>(std::min(n, c)) * share[n] / units;
    // The m-th unit to be demanded waits for m - c ends of work.
    const auto wait = [&](std::size_t m) { return m < c ? 0 : static_cast<double>(m - c + 1) * work / units; };
    figures.wait_first += share[n] * wait(n);
    if (n >= c) figures.share_first_waits += share[n];
    for (std::size_t k = 0; k < shares.size(); ++k) {
      figures.wait_last += share[n] * shares[k] * wait(n + k);
      if (n + k >= c) figures.share_some_wait += share[n] * shares[k];
    }
  }
  return figures;
}

AllOrNone all_or_none(int units, std::span<const double> arrivals, double work) {
  const auto c = static_cast<std::size_t>(units);
  MarkovChain chain{c + 1};
  for (std::size_t busy = 0; busy <= c; ++busy) {
    for (std::size_t need = 1; need <= arrivals.size() && busy + need <= c; ++need)
      chain.add(id(busy), id(busy + need), arrivals[need - 1]);
    if (busy > 0) chain.add(id(busy), id(busy - 1), static_cast<double>(busy) / work);
  }
  const std::vector<double> share = chain.steady_state().share;
  AllOrNone figures;
  for (std::size_t busy = 0; busy <= c; ++busy) figures.mean_busy += static_cast<double>(busy) * share[busy];
  for (std::size_t need = 1; need <= arrivals.size(); ++need) {
    double lost = 0;
    for (std::size_t busy = 0; busy <= c; ++busy)
      if (busy + need > c) lost += share[busy];
    figures.lost.push_back(lost);
  }
  return figures;
}

PairsFirst pairs_first(int units, double pair_arrivals, double single_arrivals, double work) {
  const auto c = static_cast<std::size_t>(units);
  const double load = (2 * pair_arrivals + single_arrivals) * work / units;
  const std::size_t pairs = 60;
  const std::size_t singles = room(std::min(0.97, load * 1.15));
  // With nobody waiting: how many are busy. Else by whether all are busy or one is free, and who waits.
  const std::size_t width = singles + 1;
  const auto full = [&](std::size_t p, std::size_t s) { return p == 0 && s == 0 ? id(c) : id(c + 1 + p * width + s); };
  const auto held = [&](std::size_t p, std::size_t s) { return id(c + 1 + (pairs + 1) * width + (p - 1) * width + s); };
  MarkovChain chain{c + 1 + (pairs + 1) * width + pairs * width};
  chain.add(id(c + 1), id(c), 1);  // the number of "all busy, nobody waits" among those who wait: never entered
  for (std::size_t busy = 0; busy < c; ++busy) {
    chain.add(id(busy), id(busy + 1), single_arrivals);
    chain.add(id(busy), busy + 2 <= c ? id(busy + 2) : held(1, 0), pair_arrivals);
  }
  for (std::size_t busy = 1; busy <= c; ++busy) chain.add(id(busy), id(busy - 1), static_cast<double>(busy) / work);
  for (std::size_t p = 0; p <= pairs; ++p) {
    for (std::size_t s = 0; s <= singles; ++s) {
      const double all_end = static_cast<double>(c) / work;
      if (p < pairs) chain.add(full(p, s), full(p + 1, s), pair_arrivals);
      if (s < singles) chain.add(full(p, s), full(p, s + 1), single_arrivals);
      if (p > 0) {
        chain.add(full(p, s), held(p, s), all_end);
        if (p < pairs) chain.add(held(p, s), held(p + 1, s), pair_arrivals);
        if (s < singles) chain.add(held(p, s), held(p, s + 1), single_arrivals);
        chain.add(held(p, s), full(p - 1, s), static_cast<double>(c - 1) / work);
      } else if (s > 0) {
        chain.add(full(0, s), full(0, s - 1), all_end);
      }
    }
  }
  const std::vector<double> share = chain.steady_state().share;
  PairsFirst figures;
  double busy = 0;
  for (std::size_t n = 0; n <= c; ++n) busy += static_cast<double>(n) * share[n];
  figures.share_second_waits = share[c];
  for (std::size_t p = 0; p <= pairs; ++p) {
    for (std::size_t s = 0; s <= singles; ++s) {
      if (p == 0 && s == 0) continue;
      const double at_full = share[full(p, s)];
      const double at_held = p > 0 ? share[held(p, s)] : 0;
      busy += static_cast<double>(c) * at_full + static_cast<double>(c - 1) * at_held;
      figures.share_second_waits += at_full + at_held;
      figures.wait_first += static_cast<double>(p) * (at_full + at_held) / pair_arrivals;
      figures.wait_second += static_cast<double>(s) * (at_full + at_held) / single_arrivals;
    }
  }
  figures.share_first_waits = figures.share_second_waits + share[c - 1];
  figures.utilisation = busy / units;
  return figures;
}

WorkOfTheirOwn work_of_their_own(int units, double arrivals, double work, double starts, double own_work) {
  const auto c = static_cast<std::size_t>(units);
  const std::size_t most = room(arrivals * work / units) + c;
  const auto at = [&](std::size_t calls, std::size_t own) { return id(calls * (c + 1) + own); };
  MarkovChain chain{(most + 1) * (c + 1)};
  for (std::size_t calls = 0; calls <= most; ++calls) {
    for (std::size_t own = 0; own <= c; ++own) {
      const std::size_t served = std::min(calls, c - own);
      const std::size_t idle = c - own - served;
      if (calls < most) chain.add(at(calls, own), at(calls + 1, own), arrivals);
      if (calls > 0) chain.add(at(calls, own), at(calls - 1, own), static_cast<double>(served) / work);
      if (own < c) chain.add(at(calls, own), at(calls, own + 1), static_cast<double>(idle) * starts);
      if (own > 0) chain.add(at(calls, own), at(calls, own - 1), static_cast<double>(own) / own_work);
    }
  }
  const std::vector<double> share = chain.steady_state().share;
  WorkOfTheirOwn figures;
  for (std::size_t calls = 0; calls <= most; ++calls) {
    for (std::size_t own = 0; own <= c; ++own) {
      const double here = share[at(calls, own)];
      const std::size_t served = std::min(calls, c - own);
      if (served + own == c) figures.share_waits += here;
      figures.mean_wait += static_cast<double>(calls - served) * here / arrivals;
      figures.share_of_time_on_calls += static_cast<double>(served) * here / units;
      figures.share_of_time_on_own += static_cast<double>(own) * here / units;
    }
  }
  return figures;
}

}  // namespace kredsim::theory
