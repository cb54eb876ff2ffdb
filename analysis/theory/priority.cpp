#include "analysis/theory/priority.hpp"

#include <limits>

#include "analysis/theory/erlang.hpp"

namespace kredsim::theory {

namespace {

double cobham(double residual, double load_before, double load_with) {
  return load_with < 1 ? residual / ((1 - load_before) * (1 - load_with)) : std::numeric_limits<double>::infinity();
}

}  // namespace

std::vector<double> waits_in_line(int servers, std::span<const double> arrivals, double service) {
  double all = 0;
  for (const double rate : arrivals) all += rate;
  const double residual = erlang_c(servers, all * service) * service / servers;
  std::vector<double> waits;
  double before = 0;
  for (const double rate : arrivals) {
    const double with = before + rate * service / servers;
    waits.push_back(cobham(residual, before, with));
    before = with;
  }
  return waits;
}

std::vector<double> waits_in_line(std::span<const PriorityClass> classes) {
  double residual = 0;
  for (const PriorityClass& one : classes) residual += one.arrivals * one.service.square / 2;
  std::vector<double> waits;
  double before = 0;
  for (const PriorityClass& one : classes) {
    const double with = before + one.arrivals * one.service.mean;
    waits.push_back(cobham(residual, before, with));
    before = with;
  }
  return waits;
}

std::vector<double> waits_with_preemption(int servers, std::span<const double> arrivals, double service) {
  std::vector<double> waits;
  double rate_before = 0;
  double queue_before = 0;
  for (const double rate : arrivals) {
    const double with = rate_before + rate;
    const double queue = ErlangQueue{servers, with, service}.mean_queue();
    waits.push_back(queue < std::numeric_limits<double>::infinity() ? (queue - queue_before) / rate
                                                                    : std::numeric_limits<double>::infinity());
    rate_before = with;
    queue_before = queue;
  }
  return waits;
}

std::vector<double> times_with_preemption(std::span<const PriorityClass> classes) {
  std::vector<double> times;
  double before = 0;
  double residual = 0;
  for (const PriorityClass& one : classes) {
    const double with = before + one.arrivals * one.service.mean;
    residual += one.arrivals * one.service.square / 2;
    times.push_back(with < 1 ? one.service.mean / (1 - before) + cobham(residual, before, with)
                             : std::numeric_limits<double>::infinity());
    before = with;
  }
  return times;
}

double preemptions_per_call(int servers, double first_arrivals, double second_arrivals, double service) {
  const double all_busy = erlang_c(servers, (first_arrivals + second_arrivals) * service);
  const double busy_with_first = erlang_c(servers, first_arrivals * service);
  return first_arrivals * (all_busy - busy_with_first) / second_arrivals;
}

}  // namespace kredsim::theory
