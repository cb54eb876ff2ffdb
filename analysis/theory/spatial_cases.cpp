#include <array>
#include <cmath>
#include <cstdlib>

#include "analysis/theory/general_service.hpp"
#include "analysis/theory/hypercube.hpp"
#include "analysis/theory/known_cases.hpp"
#include "analysis/theory/markov_chain.hpp"
#include "analysis/theory/nearest.hpp"
#include "sim/base/pinned_math.hpp"

namespace kredsim::theory {

namespace {

using Figures = std::vector<Figure>;
using Table = std::vector<std::vector<double>>;
/// All units by their distance to each atom, ties to the first.
std::vector<std::vector<int>> by_distance(const Table& distance) {
  std::vector<std::vector<int>> orders;
  for (std::size_t atom = 0; atom < distance.front().size(); ++atom) {
    std::vector<int> order;
    for (std::size_t unit = 0; unit < distance.size(); ++unit) {
      auto place = order.end();
      while (place != order.begin() && distance[unit][atom] < distance[static_cast<std::size_t>(place[-1])][atom])
        --place;
      order.insert(place, static_cast<int>(unit));
    }
    orders.push_back(order);
  }
  return orders;
}

void add_busy(Figures& figures, const HypercubeAnswer& answer) {
  for (std::size_t unit = 0; unit < answer.busy.size(); ++unit)
    figures.push_back({"busy_unit" + std::to_string(unit + 1), answer.busy[unit]});
}

/// The share of dispatches that send `unit` to `atom`, both from 1.
Figure dispatches(const HypercubeAnswer& answer, std::size_t unit, std::size_t atom) {
  return {"f_unit" + std::to_string(unit) + "_atom" + std::to_string(atom), answer.dispatches[unit - 1][atom - 1]};
}

/// A strip of the city of H01: calls spread evenly from `west` to `east`.
struct Strip {
  double west;
  double east;
  double calls;
  /// Mean of |x - home|.
  [[nodiscard]] double distance(double home) const {
    const auto integral = [&](double x) { return (x - home) * std::fabs(x - home) / 2; };
    return (integral(east) - integral(west)) / (east - west);
  }
};

struct TwoUnitCity {
  HypercubeAnswer answer;
  double travel = 0;
};

/// Two units at 0.75 and -0.25 of a city from -1 to 1; the first goes first for what lies east of 0.75 - w.
TwoUnitCity two_unit_city(double w) {
  constexpr double calls = 5.0 / 4;
  const double boundary = 0.75 - w;
  const std::array<Strip, 3> strips{{{-1, boundary, calls / 2 * (boundary + 1) / 1.75},
                                     {boundary, 0.75, calls / 2 * w / 1.75},
                                     {0.75, 1, calls / 2}}};
  Hypercube model;
  model.service = {1, 1};
  model.when_all_busy = Hypercube::WhenAllBusy::lose;
  Table distance(2);
  for (const Strip& strip : strips) {
    model.arrivals.push_back(strip.calls);
    model.order.push_back(strip.west >= boundary ? std::vector{0, 1} : std::vector{1, 0});
    distance[0].push_back(strip.distance(0.75));
    distance[1].push_back(strip.distance(-0.25));
  }
  TwoUnitCity city{solve_hypercube(model), 0};
  city.travel = city.answer.mean(distance);
  return city;
}

/// Carter, Chaiken and Ignall 1972: the first unit goes first where its drive exceeds the other's by less than
/// load / (1 + load) times the difference of their mean drives over the whole city.
double best_boundary() {
  const double load = 5.0 / 4;
  const std::array<Strip, 2> city{{{-1, 0.75, 0.5}, {0.75, 1, 0.5}}};
  double first = 0;
  double second = 0;
  for (const Strip& strip : city) {
    first += strip.calls * strip.distance(0.75);
    second += strip.calls * strip.distance(-0.25);
  }
  // At 0.75 - w the drives are w and 1 - w.
  return (1 + load / (1 + load) * (first - second)) / 2;
}

Figures rectangular_city() {
  const TwoUnitCity city = two_unit_city(0.5);
  const double best = best_boundary();
  Figures figures;
  add_busy(figures, city.answer);
  figures.push_back({"imbalance", city.answer.busy[0] - city.answer.busy[1]});
  figures.push_back({"travel_mean", city.travel});
  figures.push_back({"P_loss", city.answer.share_all_busy});
  figures.push_back({"frac_not_by_first_choice", city.answer.share_not_first_choice});
  figures.push_back({"travel_mean_at_w_optimal", two_unit_city(best).travel});
  figures.push_back({"w_optimal", best});
  return figures;
}

/// Three units, four groups of calls with their orders, 1.5 calls per mean service.
Figures ten_atom_city() {
  const Hypercube model{{0.5, 0.25, 0.35, 0.4}, {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {2, 0, 1}}, {1, 1, 1}};
  const HypercubeAnswer answer = solve_hypercube(model);
  Figures figures;
  add_busy(figures, answer);
  figures.push_back({"P_all_busy", answer.share_all_busy});
  figures.push_back({"frac_not_by_first_choice", answer.share_not_first_choice});
  figures.push_back(dispatches(answer, 1, 1));
  figures.push_back(dispatches(answer, 2, 3));
  figures.push_back(dispatches(answer, 3, 4));
  figures.push_back({"Wq_mean", answer.mean_wait});
  return figures;
}

/// Eight atoms a kilometre apart, four units of 30, 40, 24 and 36 min at the first, third, fifth and eighth; losses.
Figures corridor() {
  Hypercube model;
  model.arrivals = {0.9, 0.5, 0.4, 0.7, 0.3, 0.6, 0.8, 0.4};
  model.service = {30 / minutes, 40 / minutes, 24 / minutes, 36 / minutes};
  model.when_all_busy = Hypercube::WhenAllBusy::lose;
  Table distance;
  for (const int home : {1, 3, 5, 8}) {
    distance.emplace_back();
    for (int atom = 1; atom <= 8; ++atom) distance.back().push_back(std::abs(atom - home));
  }
  model.order = by_distance(distance);
  const HypercubeAnswer answer = solve_hypercube(model);
  Figures figures;
  add_busy(figures, answer);
  figures.push_back({"P_loss", answer.share_all_busy});
  figures.push_back({"frac_not_by_first_choice", answer.share_not_first_choice});
  figures.push_back({"travel_mean", answer.mean(distance)});
  figures.push_back(dispatches(answer, 1, 1));
  figures.push_back(dispatches(answer, 2, 4));
  figures.push_back(dispatches(answer, 3, 1));
  figures.push_back(dispatches(answer, 4, 7));
  return figures;
}

/// Two rows of five atoms a kilometre apart, five units of 25 min at every other; a queue.
Figures two_rows() {
  Hypercube model;
  model.arrivals = {1.2, 0.4, 0.6, 0.8, 1.0, 0.5, 0.7, 0.3, 0.9, 0.6};
  model.service.assign(5, 25 / minutes);
  Table distance;
  for (const int home : {0, 2, 4, 6, 8}) {
    distance.emplace_back();
    for (int atom = 0; atom < 10; ++atom)
      distance.back().push_back(std::abs(atom % 5 - home % 5) + std::abs(atom / 5 - home / 5));
  }
  model.order = by_distance(distance);
  const HypercubeAnswer answer = solve_hypercube(model);
  Figures figures;
  add_busy(figures, answer);
  figures.push_back({"P_all_busy", answer.share_all_busy});
  figures.push_back({"Wq_mean_min", answer.mean_wait * minutes});
  figures.push_back({"frac_not_by_first_choice", answer.share_not_first_choice});
  figures.push_back({"travel_mean", answer.mean(distance)});
  figures.push_back(dispatches(answer, 1, 1));
  figures.push_back(dispatches(answer, 4, 1));
  figures.push_back(dispatches(answer, 2, 8));
  figures.push_back(dispatches(answer, 5, 10));
  return figures;
}

/// Three units at three atoms; an exponential drive by the pair, then an exponential half hour; losses. A unit is free,
/// driving to one of the three, or at work.
Figures drives_that_take_time() {
  constexpr std::array<double, 3> calls{1.0, 0.8, 0.6};
  constexpr std::array<std::array<double, 3>, 3> drive{{{1, 6, 12}, {6, 1, 8}, {12, 8, 1}}};  // min
  constexpr std::uint32_t phases = 5;                                                         // free, 1, 2, 3, at work
  constexpr std::array<std::uint32_t, 3> digit{1, phases, phases * phases};
  const auto phase = [&](std::uint32_t state, std::size_t unit) { return state / digit[unit] % phases; };
  MarkovChain chain{phases * phases * phases};
  std::array<std::array<double, 3>, 3> sent{};  // filled below: share of time in which this unit would be sent
  const auto choice = [&](std::uint32_t state, std::size_t atom) {
    std::size_t best = 3;
    for (std::size_t unit = 0; unit < 3; ++unit)
      if (phase(state, unit) == 0 && (best == 3 || drive[unit][atom] < drive[best][atom])) best = unit;
    return best;
  };
  for (std::uint32_t state = 0; state < chain.states(); ++state) {
    for (std::uint32_t atom = 0; atom < 3; ++atom) {
      const std::size_t unit = choice(state, atom);
      if (unit < 3) chain.add(state, state + (atom + 1) * digit[unit], calls[atom]);
    }
    for (std::size_t unit = 0; unit < 3; ++unit) {
      const std::uint32_t now = phase(state, unit);
      if (now == 4) chain.add(state, state - 4 * digit[unit], minutes / 30);
      if (now >= 1 && now <= 3) chain.add(state, state + (4 - now) * digit[unit], minutes / drive[unit][now - 1]);
    }
  }
  const std::vector<double> share = chain.steady_state().share;
  std::array<double, 3> busy{};
  double all_busy = 0;
  for (std::uint32_t state = 0; state < chain.states(); ++state) {
    for (std::size_t atom = 0; atom < 3; ++atom) {
      const std::size_t unit = choice(state, atom);
      if (unit < 3) sent[unit][atom] += share[state];
    }
    for (std::size_t unit = 0; unit < 3; ++unit)
      if (phase(state, unit) != 0) busy[unit] += share[state];
    if (choice(state, 0) == 3) all_busy += share[state];
  }
  double travel = 0;
  double dispatched = 0;
  for (std::size_t unit = 0; unit < 3; ++unit) {
    for (std::size_t atom = 0; atom < 3; ++atom) {
      travel += sent[unit][atom] * calls[atom] * drive[unit][atom];
      dispatched += sent[unit][atom] * calls[atom];
    }
  }
  return {{"P_all_busy", all_busy},
          {"travel_mean_min", travel / dispatched},
          {"busy_unit1", busy[0]},
          {"busy_unit2", busy[1]},
          {"busy_unit3", busy[2]}};
}

/// One unit at the second of five nodes 3 min apart; it drives there and back, with exponential 20 min between.
Figures there_and_back() {
  constexpr std::array<double, 5> shares{0.1, 0.3, 0.3, 0.2, 0.1};
  double drive = 0;
  double mean = 0;
  double square = 0;
  for (std::size_t node = 0; node < 5; ++node) {
    const double one_way = 3 * std::fabs(static_cast<double>(node) - 1);
    drive += shares[node] * one_way;
    mean += shares[node] * (2 * one_way + 20);
    square += shares[node] * (4 * one_way * one_way + 2 * 2 * one_way * 20 + 2 * 20 * 20);
  }
  const double per_minute = 1.2 / minutes;
  const QueueFigures queue = one_server_queue(per_minute, {mean, square});
  return {{"utilisation", per_minute * mean},
          {"Wq_mean_min", queue.mean_wait},
          {"travel_mean_min", drive},
          {"response_mean_min", queue.mean_wait + drive},
          {"P_wait", queue.share_that_waits}};
}

/// One unit that stays where it worked; calls uniform on a 10 x 10 grid, 20 s a block.
Figures stays_at_the_scene() {
  const Grid::Way way = Grid{10}.between_two();
  return {{"drive_mean_blocks", way.mean},
          {"drive_mean_s", 20 * way.mean},
          {"drive_sd_s", 20 * way.sd},
          {"frac_zero_drive", way.share_zero}};
}

/// The nearest of n units strewn over a 21 x 21 grid.
Figures nearest_of_many() {
  const Grid grid{21};
  Figures figures;
  for (const int units : {1, 2, 4, 8, 16, 32, 64})
    figures.push_back({"mean_nearest_n" + std::to_string(units), grid.mean_to_nearest(units)});
  figures.push_back(
      {"loglog_slope_4_64", pinned::log(grid.mean_to_nearest(64) / grid.mean_to_nearest(4)) / pinned::log(16)});
  figures.push_back({"sqrtlaw_n16", square_root_law(441, 16)});
  return figures;
}

}  // namespace

std::vector<KnownCase> spatial_cases() {
  return {
      {"G01", "The nearest of n units on a grid", "enumeration; Kolesar and Blum 1973", nearest_of_many},
      {"H01", "Two-unit rectangular city", "Larson and Odoni 1981, section 5.3.3", rectangular_city},
      {"H02", "Three-unit, ten-atom city with a queue", "Larson and Odoni 1981, section 5.4.3", ten_atom_city},
      {"H03", "Four units on a corridor, losses", "hypercube", corridor},
      {"H04", "Five units, ten atoms, a queue", "hypercube", two_rows},
      {"T01", "Exponential drives, losses", "Markov chain by phase", drives_that_take_time},
      {"T04", "One unit there and back by road", "Pollaczek and Khinchine", there_and_back},
      {"T05", "One unit that stays at the scene", "enumeration", stays_at_the_scene},
  };
}

}  // namespace kredsim::theory
