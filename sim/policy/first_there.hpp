#pragma once

#include "sim/policy/dispatch_policy.hpp"

namespace kredsim {

/// What is the same for all units that are compared.
struct Comparing {
  TravelTimes::Query& travel;
  ProfileId profile;
  SimTime now;
  PolicyScratch& scratch;
  Search search{};
};

/// The unit that is expected to be at `to` first: turnout and driving; the smaller index at equal times; nothing if
/// none can. One look-up of the nearest for each turnout that differs.
/// @param turnout of each unit; empty: driving alone is compared
/// @return with the time in which it is there, turnout included
std::optional<TravelTimes::Nearest> first_there(const Comparing& comparing, std::span<const Whereabouts> units,
                                                std::span<const Milliseconds> turnout, Place to);
inline std::optional<TravelTimes::Nearest> first_there(const Outlook& outlook, const Call& call) {
  const ProfileId profile = outlook.world.travel->profile(call.driving, outlook.now);
  return first_there({outlook.travel, profile, outlook.now, outlook.scratch, outlook.search}, outlook.whereabouts,
                     outlook.turnout, call.place);
}

}  // namespace kredsim
