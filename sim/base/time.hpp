#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace kredsim {

/// Durations that are tallied: whole milliseconds, so that sums do not depend on their order.
using Milliseconds = std::chrono::milliseconds;

/// A point on the wall clock of the district (Danish local time without daylight-saving jumps).
using SimTime = std::chrono::local_time<Milliseconds>;

/// Later than anything that happens: marks a clock time that was never reached.
inline constexpr SimTime never = SimTime::max();

constexpr double seconds(Milliseconds duration) { return static_cast<double>(duration.count()) / 1000.0; }

/// Nearest whole millisecond.
Milliseconds from_seconds(double seconds);

/// Hours of the week count from Monday 00:00 (0) to Sunday 23:00 (167).
inline constexpr int hours_of_week = 168;
constexpr int hour_of_week(SimTime time) {
  constexpr std::int64_t of_first_moment = 3 * 24;  // 1 January 1970 was a Thursday
  const std::int64_t hour =
      (std::chrono::floor<std::chrono::hours>(time.time_since_epoch()).count() + of_first_moment) % hours_of_week;
  return static_cast<int>(hour < 0 ? hour + hours_of_week : hour);
}
inline int hour_of_day(SimTime time) { return hour_of_week(time) % 24; }
/// 0 Monday ... 6 Sunday.
inline int weekday(SimTime time) { return hour_of_week(time) / 24; }

/// "2019-01-07 23:05:12" (whole seconds, rounded down); "never" for `never`.
std::string to_text(SimTime time);
/// "12 min 36 s", "2 h 5 min", "850 ms": the two largest units that matter.
std::string to_text(Milliseconds duration);

}  // namespace kredsim
