#pragma once

#include <vector>

#include "sim/scenario/staffing.hpp"

namespace kredsim::scenario {

/// What a year of a roster asks of the people behind it, set against the rules of rest (docs/methods/staffing.md): the
/// agreement for police officers, and eleven hours between two shifts.
struct RestRules {
  int people = 0;               ///< among whom the posts are shared out
  int unfilled = 0;             ///< places in cars that nobody could take: everybody is at work already
  int short_rests = 0;          ///< less than 11 hours between two shifts
  int long_stretches = 0;       ///< more than 10 working days in a row
  double days_off_missing = 0;  ///< to 26 a quarter, summed over people and quarters
  int weekends_missing = 0;     ///< to 26 free weekends a year, summed over people
  double free_weekends = 0;     ///< a person, on average
  int long_shifts = 0;          ///< posts of more than 15 hours
};

/// Shares a year of 52 weeks out among the people, shift by shift, each to whom it costs least, and counts what is
/// broken: what a careful planner could do about as well, no proof that nobody could do better. Deterministic.
/// Holidays, absence, training and desk work take days of `year`, evenly over the year.
/// @param people whole persons; more than `most_people` are not counted
RestRules rest_rules(const std::vector<Post>& posts, const HoursOfAYear& year, int people);

inline constexpr int most_people = 2'000;

}  // namespace kredsim::scenario
