#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "sim/base/time.hpp"

namespace kredsim {

/// What is measured. The first twelve are sampled: they have one value per incident or assignment and a distribution.
enum class Measure : std::uint8_t {
  response_s,
  dispatch_wait_s,
  travel_s,
  citizen_wait_s,
  answer_wait_s,
  call_handling_s,
  dispatcher_s,
  turnout_s,
  enough_officers_s,
  enough_wait_s,
  on_scene_s,
  distance_m,
  incidents,
  unserved,
  lost,
  abandoned,
  settled,
  assignments,
  cancelled,
  never_enough,
  escalations,
  diversions,
  interruptions,
  called_off,
  overtime_h,
  overtime_officer_h,
  utilisation,
  units_on_duty,
  queue_length,
  presence_passing,
  presence_parked,
  presence_on_foot,
  presence_per_1000,
  patrol_km,
  revisit_gap_s,
  own_work,
  own_work_share,
  desk_work_h,
  desk_backlog_h,
  recovery_s,
  unstable,
  over_20_min,
  over_30_min,
  late,
  late_control_centre,
  late_urgent_work,
  late_other_work,
  late_planned_work,
  late_desk,
  late_held_back,
  late_shift_change,
  late_distance,
  late_second_unit,
  no_free_car_h,
  gap_s,
  slowest_s,
  fastest_s,
  small_s,
  local_planned_h,
  local_delivered_h,
  local_leaked_h,
  local_leaked_outside_h,
  tasks,
  tasks_on_time,
  tasks_dropped,
  tasks_put_off,
  tasks_interrupted,
  in_time,
  fixed_weights_s,
  empty_posts_h,
  lent_officer_h,
  reachable,
  helped_in,
  help_refused,
  help_in_h,
  helped_out,
  help_out_h,
  breaks_lost,
  worst_tenth_s
};
inline constexpr std::size_t sampled_measures = 12;
constexpr std::size_t index(Measure measure) { return static_cast<std::size_t>(measure); }

/// What a change of a measure means to those who wait. A measure that is not said to be one or the other is neutral.
enum class Judged : std::uint8_t {
  neutral,     ///< neither: a comparison says higher or lower
  smaller,     ///< smaller is better; so is a larger share within a target
  larger,      ///< larger is better
  unanswered,  ///< smaller is better, and nothing else is better while it rises
};

struct MeasureInfo {
  Measure measure;
  std::string_view name;     ///< as in the files, with its unit
  std::string_view unit;     ///< "s", "m", "1" (a share or a number)
  std::string_view meaning;  ///< one sentence, English
  Judged judged = Judged::neutral;
};

/// All measures in the order of the enumeration.
std::span<const MeasureInfo> measures();
std::string_view name(Measure measure);
/// +1 if a larger value of this statistic is better, -1 if a smaller one is, 0 if neither.
int better_sign(const MeasureInfo& measure, std::string_view statistic);

/// Whether the measure says something only where the scenario has a control centre.
constexpr bool of_control_centre(Measure measure) {
  return (measure >= Measure::citizen_wait_s && measure <= Measure::dispatcher_s) || measure == Measure::abandoned ||
         measure == Measure::settled;
}

/// How a measure is summed up.
enum class StatisticKind : std::uint8_t { mean, sd, quantile, share_within, share_positive, share, count };

struct Statistic {
  StatisticKind kind = StatisticKind::mean;
  int percent = 0;               ///< quantile: 50, 75, 90, 95 or 99
  std::size_t target_index = 0;  ///< share_within: which of the targets ...
  Milliseconds target{0};        ///< ... and what it is
};
inline constexpr int quantile_percents[] = {50, 75, 90, 95, 99};

/// `mean`, `p90`, `share_within_600s`, ...
std::string name(const Statistic& statistic);

struct StatisticInfo {
  std::string_view name;
  std::string_view meaning;
};
/// What the statistics mean, for the data dictionary.
std::span<const StatisticInfo> statistics_explained();

}  // namespace kredsim
