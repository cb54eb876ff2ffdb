#include <array>

#include "analysis/theory/erlang.hpp"
#include "analysis/theory/known_cases.hpp"
#include "analysis/theory/queue_over_time.hpp"
#include "analysis/theory/sine_demand.hpp"
#include "sim/base/pinned_math.hpp"

namespace kredsim::theory {

namespace {

using Figures = std::vector<Figure>;
constexpr double step = 15.0 / 3600;

/// Ten units of 40 min; calls swing around 12 an hour by half, highest at 15.
Figures rush_hour() {
  const SineDemand demand{12, 6, 9};
  QueueOverTime queue{10, 40 / minutes, [&](double hour) { return demand.at(hour); }, 260, step};
  double begin = 0;
  for (double before = -1; queue.in_system() - before > 1e-11 || begin < 72; begin += 24) {
    before = queue.in_system();
    queue.advance(begin + 24);
  }
  QueueOverTime::Totals day;
  Figures figures;
  std::array<double, 24> waits{};
  for (std::size_t h = 0; h < 24; ++h) {
    if (h == 15) figures.push_back({"busy_at_15h", queue.busy()});
    if (h == 18) figures.push_back({"Lq_at_18h", queue.waiting()});
    queue.forget();
    queue.advance(begin + static_cast<double>(h) + 1);
    const QueueOverTime::Totals& hour = queue.totals();
    waits[h] = hour.wait_hours / hour.arrivals * minutes;
    day.arrivals += hour.arrivals;
    day.waiting += hour.waiting;
    day.wait_hours += hour.wait_hours;
  }
  figures.push_back({"Wq_mean_min", day.wait_hours / day.arrivals * minutes});
  figures.push_back({"P_wait", day.waiting / day.arrivals});
  for (const std::size_t h : {3U, 12U, 15U, 18U, 21U})
    figures.push_back({"Wq_hour" + std::to_string(h) + "_min", waits[h]});
  return figures;
}

/// Shifts of 5, 8 and 11 units for 5, 9 and 13 calls an hour of 40 min; the old crew finishes, the new takes over.
Figures relieved_shifts() {
  constexpr std::array<int, 3> units{5, 8, 11};
  constexpr std::array<double, 3> calls{5, 9, 13};
  std::size_t shift = 0;
  QueueOverTime queue{units[0], 40 / minutes, [&](double) { return calls[shift]; }, 200, step};
  std::array<double, 3> overtime{};
  for (int day = 0; day < 12; ++day) {
    queue.forget();
    for (shift = 0; shift < 3; ++shift) {
      queue.advance(24.0 * day + 8.0 * static_cast<double>(shift + 1));
      overtime[shift] = queue.relieve(units[(shift + 1) % 3]);
    }
  }
  const QueueOverTime::Totals& day = queue.totals();
  return {{"Wq_mean_min", day.queue_hours / day.arrivals * minutes},
          {"P_wait", day.waiting / day.arrivals},
          {"overtime_units_at_08", overtime[0]},
          {"overtime_units_at_16", overtime[1]},
          {"overtime_units_at_24", overtime[2]},
          {"overtime_unit_hours_per_day", (overtime[0] + overtime[1] + overtime[2]) * 40 / minutes}};
}

/// Calls swing around 10 an hour by 8, rising at 6.
Figures counts() {
  const SineDemand demand{10, 8, 6};
  Figures figures;
  for (const int h : {0, 5, 6, 12, 17, 18})
    figures.push_back({"mean_count_hour" + std::to_string(h), demand.between(h, h + 1)});
  figures.push_back({"mean_count_day", demand.between(0, 24)});
  figures.push_back({"var_count_day", demand.between(0, 24)});
  figures.push_back({"dispersion_hour12", 1});
  for (const int h : {0, 12})
    figures.push_back({"P_no_call_in_hour" + std::to_string(h), pinned::exp(-demand.between(h, h + 1))});
  return figures;
}

/// Units without limit, an hour of work, calls swing around 30 an hour by 20.
Figures enough_units() {
  const SineDemand demand{30, 20, 0};
  Figures figures;
  for (const int h : {6, 12, 18}) {
    figures.push_back({"exp_busy_at_" + std::to_string(h) + "h", demand.busy_with_exponential_work(h, 1)});
    figures.push_back({"det_busy_at_" + std::to_string(h) + "h", demand.busy_with_constant_work(h, 1)});
  }
  figures.push_back({"exp_var_at_6h", demand.busy_with_exponential_work(6, 1)});
  figures.push_back({"exp_peak_lag_h", SineDemand::peak_lag_with_exponential_work(1)});
  figures.push_back({"det_peak_lag_h", 0.5});
  return figures;
}

/// Four units, 7 calls an hour of half an hour, empty at the start.
Figures from_empty() {
  QueueOverTime queue{4, 0.5, [](double) { return 7.0; }, 200, step};
  Figures figures;
  for (const int h : {1, 2, 4, 8}) {
    queue.advance(h);
    figures.push_back({"N_at_" + std::to_string(h) + "h", queue.in_system()});
  }
  figures.push_back({"Wq_first_8h_min", queue.totals().wait_hours / queue.totals().arrivals * minutes});
  figures.push_back({"Wq_steady_min", ErlangQueue{4, 7, 0.5}.mean_wait() * minutes});
  return figures;
}

}  // namespace

std::vector<KnownCase> clock_cases() {
  return {
      {"A17", "Demand like a sine, overloaded at its peak", "forward equations", rush_hour},
      {"A19", "Shifts with full relief and overtime", "forward equations with jumps", relieved_shifts},
      {"A21", "Counts of a varying Poisson process", "integral of the rate", counts},
      {"A23", "Units without limit under varying demand", "Eick, Massey and Whitt 1993", enough_units},
      {"A24", "M/M/4 from empty", "forward equations", from_empty},
  };
}

}  // namespace kredsim::theory
