#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/time.hpp"
#include "sim/scenario/reference.hpp"

/// Figures that are known from elsewhere, and how they are read off the rows of a run: `kredsim validate` plays a
/// scenario that has some and judges it by them.
namespace kredsim::scenario {

/// What is read off a run.
enum class KnownMeasure : std::uint8_t {
  wait,
  wait_of_last,
  answer_wait,
  call_to_dispatch,
  drive,
  response,
  time_in_system,
  time_waiting,
  interruptions,
  lost,
  unit_drive,
  way,
  first_way,
  dispatches,
  not_first_choice,
  choice_rank,
  queue_length,
  in_system,
  busy,
  own_work,
  overtime_units,
  overtime,
  count,
  none
};

/// What a measure is a mean over, and so which keys choose among what it counts.
enum class KnownOver : std::uint8_t { incidents, units_sent, first_unit_sent, all_sent, time, shift_ends, days };
enum class KnownUnit : std::uint8_t { time, length, number };

struct KnownMeasureInfo {
  KnownMeasure measure;
  std::string_view name;
  KnownOver over;
  KnownUnit unit;
};
/// In the order of KnownMeasure.
std::span<const KnownMeasureInfo> known_measures();
const KnownMeasureInfo& info(KnownMeasure measure);

enum class KnownStatistic : std::uint8_t { mean, sd, variance, dispersion };

struct KnownAnswer {
  std::string figure;  ///< its name on the sheet, and in analysis/theory
  KnownMeasure measure = KnownMeasure::wait;
  KnownStatistic statistic = KnownStatistic::mean;
  std::optional<Reference> type;            ///< none: all
  std::optional<Reference> area;            ///< a municipality; none: all
  std::optional<int> unit;                  ///< place on the roster, from 1
  std::optional<int> cars;                  ///< only incidents that need so many
  std::optional<int> hour;                  ///< only incidents created in this hour of the day
  std::optional<Milliseconds> longer_than;  ///< instead of the mean: the share of values above it ...
  std::optional<Milliseconds> at_most;      ///< ... or up to it
  std::optional<Milliseconds> at;           ///< after midnight: at this moment of each measured day
  std::optional<Milliseconds> after;        ///< at this moment since the beginning of the period
  double per = 1;                           ///< seconds, metres or a number, by the measure: 1 of the unit shown
  std::optional<double> value;              ///< that of theory if absent
  std::string source;
  Origin origin;
};

struct KnownAnswers {
  std::string theory;  ///< the case of analysis/theory that gives the values; may be empty
  bool is_short = false;
  std::vector<KnownAnswer> figures;
  Origin origin;
};

}  // namespace kredsim::scenario
