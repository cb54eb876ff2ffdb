#pragma once

#include <array>
#include <string>
#include <vector>

#include "sim/world/world.hpp"

/// Which posts a number of officers should man: docs/methods/staffing.md.
namespace kredsim {

/// Work by station and hour of the week: the tasks that arise nearest to it by emergency driving, and how many cars
/// they keep busy.
struct DemandCurve {
  struct Hours {
    std::array<double, hours_of_week> tasks{};
    std::array<double, hours_of_week> busy{};  ///< Erlang: cars on average, if there were always enough
  };
  std::vector<std::string> stations;
  std::vector<Hours> hours;  ///< by station
};

/// Of a world without its force; for the stations of one group's roster.
DemandCurve demand_curve(const World& world, const scenario::Group& group);

/// Tasks in a year that find none of the posts of their own station free, were each station on its own (Erlang's loss
/// formula, by hour of the week). What the solver makes small; no forecast.
double tasks_without_free_car(const DemandCurve& demand, const std::vector<scenario::Post>& posts);

/// What the solver may change.
enum class Refill : std::uint8_t {
  difference,    ///< with fewer officers posts only go, with more they only come
  whole_roster,  ///< any number of cars in any line of the roster
};

/// The posts whose officers' hours stay within `hours_a_year` and that leave the fewest tasks without a free car.
/// Solved as an integer program (GLPK, branch and cut) to within 0.1 % of the best; the same input gives the same
/// posts. Always-on cars stay.
std::vector<scenario::Post> best_posts(const DemandCurve& demand, const scenario::Group& group,
                                       const std::vector<scenario::Post>& before, double hours_a_year, Refill refill);

/// With fewer officers one post less at a time until their hours suffice, with more one more as long as they do: of the
/// line and station that kept the largest share of its cars, or was given the smallest share more. Equal shares: where
/// the most cars are, then as in the roster.
std::vector<scenario::Post> posts_in_proportion(const scenario::Group& group, const std::vector<scenario::Post>& before,
                                                double hours_a_year);
/// The same, but each time the post that costs the most tasks a free car for each hour that it takes, or spares the
/// fewest: greedy, so a worse choice may exist.
std::vector<scenario::Post> worst_posts(const DemandCurve& demand, const scenario::Group& group,
                                        const std::vector<scenario::Post>& before, double hours_a_year);

/// Applies `when_officers_change: refill`, `refill in proportion` and `refill worst`.
/// @param problems too many posts to choose from
void refill(const World& world, const scenario::Group& group, scenario::GroupStaffing& staffing,
            std::vector<Problem>& problems);

}  // namespace kredsim
