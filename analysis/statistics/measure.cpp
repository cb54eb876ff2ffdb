#include "analysis/statistics/measure.hpp"

#include <array>
#include <charconv>

namespace kredsim {

std::span<const MeasureInfo> measures() {
  static constexpr std::array<MeasureInfo, 79> all{{
      {Measure::response_s, "response_s", "s",
       "From the moment the control centre has the report until the first unit is at the scene. Incidents of every "
       "type "
       "and priority; the pseudo type `published` holds the types whose response time the police publish. With a "
       "`control_centre`, from where `response_from` says until the unit reports its arrival.",
       Judged::smaller},
      {Measure::dispatch_wait_s, "dispatch_wait_s", "s",
       "From the moment a unit may be sent (without a `control_centre`: from the report) until the first unit is "
       "sent.",
       Judged::smaller},
      {Measure::travel_s, "travel_s", "s",
       "From the dispatch of the unit that is there first until it is at the scene, its turnout included.",
       Judged::smaller},
      {Measure::citizen_wait_s, "citizen_wait_s", "s",
       "From the first ring until the first unit is at the scene. Only with a `control_centre`, like the next three.",
       Judged::smaller},
      {Measure::answer_wait_s, "answer_wait_s", "s",
       "From the first ring until a call taker answers the call that reports the incident.", Judged::smaller},
      {Measure::call_handling_s, "call_handling_s", "s",
       "From that answer until the control centre has the report: locating and handling.", Judged::smaller},
      {Measure::dispatcher_s, "dispatcher_s", "s",
       "From the moment the control centre has the report until a unit may be sent: the wait for a dispatcher and the "
       "dispatcher's work.",
       Judged::smaller},
      {Measure::turnout_s, "turnout_s", "s",
       "From the dispatch of the unit that is there first until it sets out: a part of `travel_s`. Only where some "
       "group has a turnout.",
       Judged::smaller},
      {Measure::enough_officers_s, "enough_officers_s", "s",
       "From the beginning of `response_s` until as many cars and officers are at the scene at once as the incident "
       "needed when it was received. Only where some type needs more than one car or officer, like the next. Incidents "
       "where it never came to that are not in it: read it beside `never_enough` and `unserved`.",
       Judged::smaller},
      {Measure::enough_wait_s, "enough_wait_s", "s",
       "From the arrival of the first unit until enough are there: `enough_officers_s` less `response_s`, of the "
       "incidents that have both.",
       Judged::smaller},
      {Measure::on_scene_s, "on_scene_s", "s",
       "From the arrival of a unit at the scene until it is clear; one value per assignment."},
      {Measure::distance_m, "distance_m", "m",
       "Driven by a unit to the scene; one value per assignment that reached it."},
      {Measure::incidents, "incidents", "1",
       "Incidents created inside the measured period, without those cancelled before a unit was there; by group: those "
       "which a unit of the group reached first."},
      {Measure::unserved, "unserved", "1", "Measured incidents still open when the run ended.", Judged::unanswered},
      {Measure::lost, "lost", "1",
       "Measured incidents turned away because no unit was free and the scenario does not let them queue.",
       Judged::unanswered},
      {Measure::abandoned, "abandoned", "1",
       "Measured incidents about which every caller hung up before a call taker answered.", Judged::unanswered},
      {Measure::settled, "settled", "1",
       "Measured incidents settled by telephone: they need no unit and are outside every share of incidents."},
      {Measure::assignments, "assignments", "1",
       "Units sent to measured incidents: jobs. By group: the group of the unit sent."},
      {Measure::cancelled, "cancelled", "1",
       "Incidents that went away before a unit was there. They are in no other measure of incidents; the `share` is of "
       "all that need a unit, these included. Only where some type is cancelled, like `called_off`.",
       Judged::unanswered},
      {Measure::never_enough, "never_enough", "1",
       "Incidents that a unit reached, but at which there were never as many cars and officers at once as they needed; "
       "the `share` is of those reached. By group: of the unit there first, like the next.",
       Judged::smaller},
      {Measure::escalations, "escalations", "1",
       "Incidents at which the unit at the scene called for more cars; the `share` is of those reached. Only where "
       "some "
       "type escalates.",
       Judged::neutral},
      {Measure::diversions, "diversions", "1",
       "Units under way that were sent to more urgent work instead, by the incident that lost them; the `share` is of "
       "all units sent to measured incidents, cancelled ones too. Only with `dispatch.diversion`.",
       Judged::neutral},
      {Measure::interruptions, "interruptions", "1",
       "Units taken from their work at a scene for more urgent work, likewise. Only with `dispatch.preemption`.",
       Judged::neutral},
      {Measure::called_off, "called_off", "1",
       "Units on their way to incidents that were cancelled; the `share` is as of `diversions`.", Judged::neutral},
      {Measure::overtime_h, "overtime_h", "h",
       "Hours that units are on duty after the planned end of their shift, inside the measured period. Only where "
       "shifts end, like the next.",
       Judged::smaller},
      {Measure::overtime_officer_h, "overtime_officer_h", "h", "The same in hours of officers.", Judged::smaller},
      {Measure::utilisation, "utilisation", "1",
       "Busy time over time on duty, both inside the measured period: a unit is busy from its dispatch until it is "
       "clear or taken off, while it brings away a detainee, books or writes a report, and on its way home where it "
       "cannot be sent (`way_home: not available`); overtime included."},
      {Measure::units_on_duty, "units_on_duty", "1",
       "Time average of the number of units on duty inside the measured period, overtime included."},
      {Measure::queue_length, "queue_length", "1",
       "Time average, over the measured period, of the number of incidents that wait for a unit to be sent, those that "
       "are cancelled later included.",
       Judged::smaller},
      {Measure::presence_passing, "presence_passing", "1",
       "Time average of the number of units without a task that drive by on patrol. Only where some group patrols or "
       "waits at posts, like the next five.",
       Judged::larger},
      {Measure::presence_parked, "presence_parked", "1",
       "Time average of the number of units without a task that stand at a stop of their patrol or at a standby point, "
       "the crew in the car.",
       Judged::larger},
      {Measure::presence_on_foot, "presence_on_foot", "1",
       "Time average of the number of units without a task whose crew walks about at a stop of its patrol.",
       Judged::larger},
      {Measure::presence_per_1000, "presence_per_1000", "h",
       "Unit-hours of presence a week per 1,000 inhabitants: passing, parked and on foot together. Only where the "
       "inhabitants are stated.",
       Judged::larger},
      {Measure::patrol_km, "patrol_km", "km",
       "Kilometres driven on patrol tours per day; drives to a tour are not in it.", Judged::neutral},
      {Measure::revisit_gap_s, "revisit_gap_s", "s",
       "From the end of a presence of any unit in an area until the next presence of any unit there.", Judged::smaller},
      {Measure::own_work, "own_work", "1",
       "Stops and checks that crews begin by themselves inside the measured period. Only where some group does, like "
       "the next one.",
       Judged::neutral},
      {Measure::own_work_share, "own_work_share", "1",
       "Time at such work over time on duty, both inside the measured period; it is not in `utilisation`.",
       Judged::neutral},
      {Measure::desk_work_h, "desk_work_h", "h",
       "Hours of desk work that the registered reports of the measured period make."},
      {Measure::desk_backlog_h, "desk_backlog_h", "h",
       "Hours of desk work left undone at the end of a day, averaged over the days of the measured period.",
       Judged::smaller},
      {Measure::recovery_s, "recovery_s", "s",
       "From the end of a surge until every incident that was waiting for a unit at that moment has had one sent; one "
       "value per surge that ends inside the measured period.",
       Judged::smaller},
      {Measure::unstable, "unstable", "1",
       "Replications that ended early because more than `period.most_waiting` waited: their queue grows without bound, "
       "and no figure of the run says anything about a long run.",
       Judged::unanswered},
      {Measure::over_20_min, "over_20_min", "1",
       "Measured incidents that need a unit and whose response takes over 20 minutes or never comes.", Judged::smaller},
      {Measure::over_30_min, "over_30_min", "1", "The same over 30 minutes.", Judged::smaller},
      {Measure::late, "late", "1",
       "Measured incidents whose first unit, or whose last unit that they need, is there later than "
       "`results.late_after`; those to which nobody came are in `unserved` and `lost`. Each has one of the nine causes "
       "below; the `share` of a cause is of those that are late, and the shares sum to 1.",
       Judged::smaller},
      {Measure::late_control_centre, "late_control_centre", "1",
       "Late: most of the time went by before a unit could be sent."},
      {Measure::late_urgent_work, "late_urgent_work", "1",
       "Late: it waited for a free unit most of the time, and most units were busy with urgent incidents."},
      {Measure::late_other_work, "late_other_work", "1", "The same, and most were busy with less urgent incidents."},
      {Measure::late_planned_work, "late_planned_work", "1", "The same, and most were busy with planned tasks."},
      {Measure::late_desk, "late_desk", "1", "The same, and most were busy with detainees, bookings and reports."},
      {Measure::late_held_back, "late_held_back", "1",
       "The same, though units were free: ring-fenced, in reserve, at the end of their shift, or without a way there."},
      {Measure::late_shift_change, "late_shift_change", "1",
       "The same, until the unit that came first had come on duty."},
      {Measure::late_distance, "late_distance", "1", "Late: turnout and the way took the longest."},
      {Measure::late_second_unit, "late_second_unit", "1",
       "Late: the first unit was there in time, but not as many cars and officers as were needed."},
      {Measure::no_free_car_h, "no_free_car_h", "h",
       "Hours of the measured period in which no car that can be sent to incidents was free; by area: none of those "
       "whose own area it is (only where there are such cars).",
       Judged::smaller},
      {Measure::gap_s, "gap_s", "s",
       "Difference of the long-run mean responses of the slowest and the fastest municipality: those that have enough "
       "incidents for an interval. Whether a smaller one is good depends on which end moved, like the next two."},
      {Measure::slowest_s, "slowest_s", "s", "Mean response of the slowest municipality.", Judged::smaller},
      {Measure::fastest_s, "fastest_s", "s", "Mean response of the fastest municipality.", Judged::smaller},
      {Measure::small_s, "small_s", "s",
       "Mean response in the municipalities with fewer than `results.small_below` inhabitants.", Judged::smaller},
      {Measure::local_planned_h, "local_planned_h", "h",
       "Hours of local police that the roster plans in the measured period: groups with a `ring_fence`. By area: the "
       "own area of the cars.",
       Judged::neutral},
      {Measure::local_delivered_h, "local_delivered_h", "h", "Of these, hours on duty and not spent on incidents.",
       Judged::larger},
      {Measure::local_leaked_h, "local_leaked_h", "h",
       "Hours of local police spent on incidents and what follows them (detainees, bookings, reports), overtime "
       "included."},
      {Measure::local_leaked_outside_h, "local_leaked_outside_h", "h", "Of these, at incidents outside the own area.",
       Judged::smaller},
      {Measure::tasks, "tasks", "1", "Planned tasks that arose in the measured period."},
      {Measure::tasks_on_time, "tasks_on_time", "1",
       "Share of planned tasks that began by their deadline, of those that began or whose deadline passed.",
       Judged::larger},
      {Measure::tasks_dropped, "tasks_dropped", "1",
       "Planned tasks that nobody began in time and that are not done late; the `share` is of those that "
       "`tasks_on_time` "
       "judges, like the next one's.",
       Judged::unanswered},
      {Measure::tasks_put_off, "tasks_put_off", "1", "Planned tasks that did not begin on the day on which they arose.",
       Judged::smaller},
      {Measure::tasks_interrupted, "tasks_interrupted", "1",
       "How often a crew was taken off a planned task, or off the way to it, for an incident.", Judged::smaller},
      {Measure::in_time, "in_time", "1",
       "Measured incidents whose first unit is there within `results.late_after`. Those to which nobody came are not.",
       Judged::larger},
      {Measure::fixed_weights_s, "fixed_weights_s", "s",
       "Mean response of the district with its municipalities weighted by inhabitants, whatever share of the incidents "
       "each has. Only where every municipality states its inhabitants and has incidents.",
       Judged::smaller},
      {Measure::empty_posts_h, "empty_posts_h", "h",
       "Hours of posts that the roster plans in the measured period and to which nobody came: absence at short notice. "
       "By area: the own area of the cars. Only with `short_notice_absence`.",
       Judged::smaller},
      {Measure::lent_officer_h, "lent_officer_h", "h",
       "Officers' hours of posts that the roster plans in the measured period and that are empty because their "
       "officers "
       "are lent away. By area: the own area of the cars. Only with `lent`.",
       Judged::neutral},
      {Measure::reachable, "reachable", "1",
       "Share of inhabitants, over the measured period, with whom the car that would be sent could be within "
       "`results.reachable.within`: driving from where it is at that moment, without turnout and the chance of a "
       "single trip. Where no car is free nobody is reached. Only with `results.reachable`.",
       Judged::larger},
      {Measure::helped_in, "helped_in", "1",
       "Measured incidents that a car of a neighbouring kreds reached first; the `share` is of those that any car "
       "reached. By group: the neighbour. Only where `neighbours` help, like the next two."},
      {Measure::help_refused, "help_refused", "1",
       "How often a neighbour was asked for a car for a measured incident and could spare none; the `share` is of its "
       "answers: cars that came and refusals."},
      {Measure::help_in_h, "help_in_h", "h",
       "Hours of neighbours' cars in the measured period, a replication: from being sent until they are back at the "
       "border. They are in no `utilisation` and in no `units_on_duty`."},
      {Measure::helped_out, "helped_out", "1",
       "How often a car of ours was sent to a neighbour that asked for one in the measured period; the `share` is "
       "of its requests. Such tasks are in no other measure of incidents. Only where `neighbours` ask, like the next."},
      {Measure::help_out_h, "help_out_h", "h",
       "Hours of our cars in the measured period, a replication, from being sent to a neighbour until they are free "
       "again. They are part of `utilisation`."},
      {Measure::breaks_lost, "breaks_lost", "1",
       "Breaks that were due and not taken to their end: the shift was over before, or the next break was due. By "
       "hour: "
       "that of the loss. Only where some group has a `break`.",
       Judged::smaller},
      {Measure::worst_tenth_s, "worst_tenth_s", "s",
       "Mean response of the worst-served tenth of the inhabitants: the areas with the longest mean response, as many "
       "as "
       "hold a tenth of all inhabitants, each by its inhabitants and the last in part. Areas of the layer with the "
       "most "
       "areas; only where each of them states its inhabitants and has incidents.",
       Judged::smaller},
  }};
  return all;
}

std::string_view name(Measure measure) { return measures()[index(measure)].name; }

int better_sign(const MeasureInfo& measure, std::string_view statistic) {
  if (measure.judged == Judged::neutral) return 0;
  const int of_measure = measure.judged == Judged::larger ? 1 : -1;
  return statistic.starts_with("share_within") ? -of_measure : of_measure;
}

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
       "Share of all measured incidents that need a unit with a value of at most N seconds. Lost and unserved "
       "incidents are outside "
       "every target."},
      {"share_positive",
       "Share of all measured incidents for which no unit could be sent at once: the probability of waiting. Unserved "
       "ones that no unit was sent to waited; lost ones did not."},
      {"share",
       "Share of all measured incidents that need a unit (all but those settled by telephone), or of what the measure "
       "says."},
      {"count", "Mean number per replication."},
      {"low, high",
       "95 % interval of simulation precision: it shrinks with more replications and says nothing about doubtful "
       "inputs. Empty where there is too little to carry one."},
  }};
  return all;
}

}  // namespace kredsim
