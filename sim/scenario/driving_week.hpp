#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "sim/scenario/scenario.hpp"

/// What follows from `driving` and `ferries` for each hour of the week. Each different hour costs a speed profile of
/// the network, so their number is bounded.
namespace kredsim::scenario {

inline constexpr std::size_t most_driving_profiles = 8;
inline constexpr std::size_t most_ferries = 50;

struct DrivingHour {
  static constexpr std::size_t no_variation = ~std::size_t{0};
  std::size_t variation = no_variation;  ///< index into `DrivingProfile::hours`
  std::uint64_t sailing = 0;             ///< a bit for each ferry that sails
  bool operator==(const DrivingHour&) const = default;
};

/// How the cars of `driving` find the roads in this hour of the week.
DrivingHour driving_hour(const Scenario& scenario, Driving driving, std::size_t hour);
/// The different ones over the week, for both kinds of driving.
std::size_t count_driving_profiles(const Scenario& scenario);
/// The speeds under one of the variations, or under none.
SpeedProfile speeds(const DrivingProfile& profile, std::size_t variation);
/// Mean wait of a car that comes to the landing at any time of the hours of service: half the headway, or the mean time
/// to the next departure.
Milliseconds mean_wait(const Ferry& ferry);
/// Whether there is an hour of service with a departure.
bool sails(const Ferry& ferry);
/// "Tuesday 08-09".
std::string hour_name(std::size_t hour);

}  // namespace kredsim::scenario
