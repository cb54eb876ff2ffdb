#include "sim/scenario/driving_week.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace kredsim::scenario {
namespace {

constexpr std::int64_t hour_ms = 3'600'000;

/// Departures over the week, those in hours without service left out.
std::vector<std::int64_t> departures_of_week(const Ferry& ferry) {
  std::vector<std::int64_t> departures;
  for (std::int64_t day = 0; day < 7; ++day)
    for (const Milliseconds after_midnight : ferry.departures) {
      const std::int64_t time = day * 24 * hour_ms + after_midnight.count();
      if (!ferry.no_service[static_cast<std::size_t>(time / hour_ms)]) departures.push_back(time);
    }
  return departures;
}

}  // namespace

DrivingHour driving_hour(const Scenario& scenario, Driving driving, std::size_t hour) {
  DrivingHour state;
  const auto& variations = scenario.driving.profiles[static_cast<std::size_t>(driving)].hours;
  for (std::size_t i = 0; i < variations.size(); ++i)
    if (variations[i].second.when[hour]) state.variation = i;
  for (std::size_t i = 0; i < scenario.ferries.size() && i < most_ferries; ++i)
    if (!scenario.ferries[i].second.no_service[hour]) state.sailing |= std::uint64_t{1} << i;
  return state;
}

std::size_t count_driving_profiles(const Scenario& scenario) {
  std::size_t count = 0;
  for (const auto driving : {Driving::normal, Driving::emergency}) {
    std::vector<DrivingHour> seen;
    for (std::size_t hour = 0; hour < hours_of_week; ++hour) {
      const DrivingHour state = driving_hour(scenario, driving, hour);
      if (std::find(seen.begin(), seen.end(), state) == seen.end()) seen.push_back(state);
    }
    count += seen.size();
  }
  return count;
}

SpeedProfile speeds(const DrivingProfile& profile, std::size_t variation) {
  SpeedProfile result = profile;
  if (variation == DrivingHour::no_variation) return result;
  const SpeedVariation& varied = profile.hours[variation].second;
  for (std::size_t i = 0; i < road_classes; ++i) {
    auto& of_class = result.by_class[i];
    if (!of_class && !varied.by_class[i]) continue;
    of_class = of_class.value_or(profile.factor) * varied.by_class[i].value_or(varied.factor);
  }
  result.factor *= varied.factor;
  result.junction_delay = varied.junction_delay.value_or(profile.junction_delay);
  return result;
}

Milliseconds mean_wait(const Ferry& ferry) {
  if (ferry.every) return *ferry.every / 2;
  const std::vector<std::int64_t> departures = departures_of_week(ferry);
  if (departures.empty()) return Milliseconds{0};
  constexpr std::int64_t week = hours_of_week * hour_ms;
  double waited = 0;  // integral of the wait over the hours of service
  double served = 0;
  for (std::int64_t hour = 0; hour < hours_of_week; ++hour) {
    if (ferry.no_service[static_cast<std::size_t>(hour)]) continue;
    const std::int64_t end = (hour + 1) * hour_ms;
    for (std::int64_t from = hour * hour_ms; from < end;) {
      const auto later = std::upper_bound(departures.begin(), departures.end(), from);
      const std::int64_t next = later == departures.end() ? departures.front() + week : *later;
      const std::int64_t to = std::min(next, end);
      waited += static_cast<double>(to - from) * (static_cast<double>(next) - static_cast<double>(from + to) / 2);
      from = to;
    }
    served += static_cast<double>(hour_ms);
  }
  return Milliseconds{std::llround(waited / served)};
}

bool sails(const Ferry& ferry) {
  if (!ferry.every) return !departures_of_week(ferry).empty();
  return std::find(ferry.no_service.begin(), ferry.no_service.end(), false) != ferry.no_service.end();
}

std::string hour_name(std::size_t hour) {
  constexpr std::array<const char*, 7> days{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                            "Friday", "Saturday", "Sunday"};
  const auto two = [](std::size_t value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  return std::string{days[hour / 24]} + " " + two(hour % 24) + "-" + two(hour % 24 + 1);
}

}  // namespace kredsim::scenario
