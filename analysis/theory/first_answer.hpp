#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "sim/world/world.hpp"

namespace kredsim::theory {

/// What theory assumes and a scenario may not keep. The names are those of docs/methods/theory.md.
enum class Assumption : std::uint8_t {
  constant_rate,      ///< calls come at one rate all week
  one_crew,           ///< the same units are on duty all week
  one_priority,       ///< first come first served
  exponential_work,   ///< work on scene is exponential
  no_travel_in_work,  ///< driving is a small part of what keeps a unit busy
  units_at_home,      ///< a free unit stands at its station
  one_driving_speed,  ///< driving does not vary by hour or by chance
  roads_everywhere,   ///< every station reaches every call by road
  stable,             ///< units can keep up, in every hour
  pooled_groups,      ///< all groups of units take all calls
  no_own_work,        ///< crews do nothing else
  no_control_centre,  ///< a call is with the units at once
  independent_calls,  ///< no day is busy as a whole, no call brings another about
  one_unit_each,      ///< every call needs one unit and no more
  nobody_interrupted,
  any_unit_will_do,    ///< whichever is nearest is sent
  work_ends_at_scene,  ///< a unit that has cleared is free
  everybody_stays,     ///< no caller gives up, no call goes away
  no_patrol,           ///< a free unit waits, at its station or at its last scene
  no_help,             ///< nobody crosses the border of the kreds
};
std::string_view name(Assumption assumption);

/// An assumption that the scenario breaks, and by how much: a share, a ratio or a number, as docs/methods/theory.md
/// says.
struct Broken {
  Assumption assumption;
  double by = 0;
};

/// One hour of the week.
struct HourAnswer {
  double calls = 0;                     ///< expected number
  double units = 0;                     ///< on duty, mean over the hour
  double load = 0;                      ///< offered work over units; above 1 a queue grows
  double share_waits = 0;               ///< Erlang's formula as if this hour lasted for ever; lost: Erlang B
  double wait_s = 0;                    ///< the same; infinite at a load of 1 or more
  double share_waits_through_time = 0;  ///< from the forward equations of the whole week; as above where calls are lost
  double wait_through_time_s = 0;
};

/// The hypercube of one crew: the units on duty together in some hours of the week.
struct CrewAnswer {
  std::vector<UnitId> units;
  double hours_a_week = 0;
  double calls_per_hour = 0;
  double load = 0;
  enum class Method : std::uint8_t {
    exact,
    approximate,
    none
  } method = Method::none;  ///< none: nobody, or no steady state
  double share_not_nearest = 0;
  double residual = 0;
};

struct AreaAnswer {
  AreaId area;
  double calls_per_week = 0;
  std::optional<double> travel_s;    ///< mean drive of units sent; none where no crew has an answer
  std::optional<double> response_s;  ///< wait through time plus drive
};

/// The analytic first answer to a scenario: in milliseconds, from formulas and Markov chains alone.
struct FirstAnswer {
  double calls_per_hour = 0;
  double on_scene_s = 0;          ///< mean work
  double on_scene_variation = 0;  ///< square of its coefficient of variation
  double travel_s = 0;            ///< mean drive of units sent, by the hypercubes
  double distance_m = 0;
  double utilisation = 0;             ///< busy over on duty, all week
  double share_waits = 0;             ///< of calls; through time
  double wait_s = 0;                  ///< mean of calls; infinite if the week has no steady state
  double wait_general_service_s = 0;  ///< corrected for the law of the work by Lee and Longton
  double share_lost = 0;
  std::array<HourAnswer, hours_of_week> hours;
  std::vector<CrewAnswer> crews;  ///< by hours a week, most first
  std::vector<AreaAnswer> areas;  ///< municipalities
  double area_km2 = 0;            ///< hull of the points at which calls arise
  double free_units = 0;          ///< mean
  double square_root_law_m = 0;   ///< drive to the nearest of that many, strewn at random, along a grid of streets
  std::vector<Broken> broken;
};

/// @throws ScenarioError if nothing happens or nobody is on duty.
FirstAnswer first_answer(const World& world);

}  // namespace kredsim::theory
