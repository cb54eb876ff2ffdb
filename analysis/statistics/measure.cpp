#include "analysis/statistics/measure.hpp"

#include <array>
#include <charconv>

namespace kredsim {

std::span<const MeasureInfo> measures() {
  static constexpr std::array<MeasureInfo, 12> all{{
      {Measure::response_s, "response_s", "s",
       "From the moment the control centre has the report until the first unit is at the scene. Incidents of every "
       "type "
       "and priority; the pseudo type `published` holds the types whose response time the police publish."},
      {Measure::dispatch_wait_s, "dispatch_wait_s", "s",
       "From the moment the control centre has the report until the first unit is sent."},
      {Measure::travel_s, "travel_s", "s",
       "From the dispatch of the unit that is there first until it is at the scene, its turnout included."},
      {Measure::on_scene_s, "on_scene_s", "s",
       "From the arrival of a unit at the scene until it is clear; one value per assignment."},
      {Measure::distance_m, "distance_m", "m",
       "Driven by a unit to the scene; one value per assignment that reached it."},
      {Measure::incidents, "incidents", "1",
       "Incidents created inside the measured period, without those cancelled before a unit was there; by group: those "
       "which a unit of the group reached first."},
      {Measure::unserved, "unserved", "1", "Measured incidents still open when the run ended."},
      {Measure::lost, "lost", "1",
       "Measured incidents turned away because no unit was free and the scenario does not let them queue."},
      {Measure::assignments, "assignments", "1",
       "Units sent to measured incidents: jobs. By group: the group of the unit sent."},
      {Measure::utilisation, "utilisation", "1",
       "Busy time over time on duty, both inside the measured period: a unit is busy from its dispatch until it is "
       "clear or taken off, and while it brings away a detainee, books or writes a report; overtime included."},
      {Measure::units_on_duty, "units_on_duty", "1",
       "Time average of the number of units on duty inside the measured period, overtime included."},
      {Measure::queue_length, "queue_length", "1",
       "Time average, over the measured period, of the number of incidents that wait for a unit to be sent."},
  }};
  return all;
}

std::string_view name(Measure measure) { return measures()[index(measure)].name; }

std::string name(const Statistic& statistic) {
  switch (statistic.kind) {
    case StatisticKind::mean: return "mean";
    case StatisticKind::sd: return "sd";
    case StatisticKind::quantile: return "p" + std::to_string(statistic.percent);
    case StatisticKind::share_positive: return "share_positive";
    case StatisticKind::share: return "share";
    case StatisticKind::count: return "count";
    case StatisticKind::share_within: break;
  }
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), seconds(statistic.target)).ptr;
  return "share_within_" + std::string(text.data(), end) + "s";
}

std::span<const StatisticInfo> statistics_explained() {
  static constexpr std::array<StatisticInfo, 8> all{{
      {"mean",
       "Sum over all replications divided by the number of values (utilisation, units_on_duty, queue_length: by time). "
       "Incidents without a value - lost, unserved - are not in it: read it beside `unserved` and `lost`."},
      {"sd",
       "Standard deviation of the single values; for incidents, unserved, lost and assignments: between replications."},
      {"p50, p75, p90, p95, p99",
       "Quantile of all values of all replications together: the smallest value that at least so many per cent do not "
       "exceed, "
       "to the nearest second (metre) below 2,048, to 0.4 per cent above."},
      {"share_within_Ns",
       "Share of all measured incidents with a value of at most N seconds. Lost and unserved incidents are outside "
       "every target."},
      {"share_positive",
       "Share of all measured incidents for which no unit could be sent at once: the probability of waiting. Unserved "
       "ones that no unit was sent to waited; lost ones did not."},
      {"share", "Share of all measured incidents."},
      {"count", "Mean number per replication."},
      {"low, high",
       "95 % interval of simulation precision: it shrinks with more replications and says nothing about doubtful "
       "inputs. Empty where there is too little to carry one."},
  }};
  return all;
}

}  // namespace kredsim
