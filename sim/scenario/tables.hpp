#pragma once

#include "sim/scenario/keys.hpp"

/// The table of keys, one function a map of the file. What is not here cannot be written in a scenario.
namespace kredsim::scenario {

/// `{ da: ..., en: ... }`, or one text for both languages.
Kind<Text> text_for_people();

// the place: keys_network.cpp, keys_place.cpp
Kind<Network> network_keys();
Kind<Named<Area>> areas_keys();
Kind<std::vector<Boundaries>> boundaries_keys();
Kind<Named<Station>> stations_keys();
/// A name of the network, or `[latitude, longitude]`.
Kind<PlaceName> place_name();

// on the way: keys_driving.cpp
Kind<DrivingRules> driving_keys();
Kind<Named<Ferry>> ferries_keys();

/// When in the week: `weekdays 07-09`, or a list of such.
Kind<WeekHours> week_hours();

// the demand: keys_distribution.cpp, keys_demand.cpp
/// At least `least` on average; `example_unit` where a unit was forgotten.
Kind<Distribution> distribution_keys(std::string example_unit);
Kind<Named<RateProfile>> hours_keys();
Kind<Named<IncidentType>> incidents_keys();
/// `population`, or weights of areas.
Kind<Where> where_keys();

// who attends, and what a shift asks: keys_attendance.cpp, keys_duties.cpp
void attendance_keys(Keys<IncidentType>& keys);
void duties_keys(Keys<Group>& keys);
void staffing_keys(Keys<Group>& keys);  // keys_staffing.cpp

// what moves the demand, and what becomes of a report: keys_variation.cpp, keys_centre.cpp
Kind<std::vector<double>> people_by_week_keys();
Kind<std::vector<double>> season_keys();
Kind<std::vector<std::pair<Reference, FollowOn>>> follow_on_keys();
Kind<DemandRules> demand_keys();
Kind<Named<Loan>> loans_keys();
Kind<Calls> calls_keys();
Kind<ControlCentre> control_centre_keys();

// the force and what is asked: keys_force.cpp, keys_results.cpp
Kind<Named<Group>> force_keys();
Kind<Dispatch> dispatch_keys();  // keys_dispatch.cpp
Kind<Period> period_keys();
Kind<Results> results_keys();
Kind<Costs> costs_keys();
Kind<std::vector<Published>> published_keys();

// how plans are compared and when a run is precise enough: keys_experiment.cpp
Kind<Comparison> comparison_keys();
Kind<Until> until_keys();
Kind<KnownAnswers> known_answers_keys();  // keys_known_answers.cpp

// what a car does that has no task: keys_idle.cpp
Kind<PatrolRules> patrol_keys();
Kind<Named<Hotspot>> hotspots_keys();
Kind<Named<StandbyPoint>> standby_keys();
Kind<CoverageRules> coverage_keys();
Kind<OwnWork> own_work_keys();
/// Reports keys that the group's way of idling does not read, and those that it lacks.
void check_idle(Group& group, const Yaml& node, Reading& reading);

// local police: keys_planned.cpp
Kind<RingFence> ring_fence_keys();
Kind<Named<PlannedTask>> planned_tasks_keys();

// help across the border: keys_neighbours.cpp
Kind<Named<Neighbour>> neighbours_keys();

/// The whole file: keys_scenario.cpp. Built once.
const Kind<Scenario>& scenario_kind();

/// A description of something that may be written in several forms.
KeyDescription forms(std::string type, std::vector<KeyDescription> children);

}  // namespace kredsim::scenario
