#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "sim/base/geo.hpp"
#include "sim/base/problem.hpp"
#include "sim/base/quantity.hpp"
#include "sim/base/time.hpp"
#include "sim/random/distribution.hpp"
#include "sim/scenario/attendance.hpp"
#include "sim/scenario/known_answers.hpp"
#include "sim/scenario/local_police.hpp"
#include "sim/scenario/neighbours.hpp"
#include "sim/scenario/reference.hpp"

/// What the user wrote, checked and with units taken off: plain values, nothing derived.
/// Each struct mirrors one map of the file; the names of the members are the names of the keys.
namespace kredsim::scenario {

/// A map of named things in the order of the file. Names are unique.
template <class T>
using Named = std::vector<std::pair<std::string, T>>;

/// What a planner reads, in both languages.
struct Text {
  std::string da;
  std::string en;
};

enum class RoadClass : std::uint8_t {
  motorway,
  motor_road,
  primary,
  secondary,
  tertiary,
  unclassified,
  residential,
  living_street,
  service,
  track,
  ferry
};
inline constexpr std::size_t road_classes = 11;
/// "motorway", "motor_road", ... as in a scenario.
std::string_view name(RoadClass road_class);

// --- network -------------------------------------------------------------------------------------------------------

/// A town of a stylised network: local streets grow around it in proportion to its population.
struct Town {
  std::string name;  ///< as a planner writes it, e.g. "Næstved"
  Position at;
  double population = 0;
  Reference municipality;  ///< an area of the layer `municipality`
};

/// A main road through named points in order. Roads meet only where they share a name; a motorway therefore joins the
/// rest of the network only at its ramps.
struct MainRoad {
  std::string name;  ///< e.g. "E47"
  RoadClass road_class = RoadClass::primary;
  double speed_kmh = 80;
  std::vector<Reference> via;  ///< towns or points, at least two
};

/// Towns and main roads, from which a network is generated. Shown as *stylised* wherever it is used.
struct StylisedNetwork {
  double detail = 1;                      ///< 1 = full detail; 0.1 = a tenth of the local nodes
  double local_nodes_per_inhabitant = 0;  ///< local street nodes at full detail
  double inhabitants_per_km2 = 1800;      ///< of the towns
  Named<Town> towns;
  Named<Position> points;  ///< junctions, ramps, bridge heads, bends
  std::vector<MainRoad> roads;
};

/// The folder that `kredsim network import` wrote.
struct ImportedNetwork {
  std::string folder;  ///< absolute
  Origin origin;
};

struct InlineNode {
  Position at;
  double weight = 1;  ///< share of the area's demand that arises here
  std::optional<Reference> area;
};

/// Either a length and a speed, or a length (0 if not given) and a time.
struct InlineEdge {
  Reference from;
  Reference to;
  Millimetres length;
  std::optional<double> speed_kmh;
  std::optional<Milliseconds> time;  ///< driven in exactly this time under every profile of factor 1
  bool one_way = false;
};

/// A mini network written out in the scenario.
struct InlineNetwork {
  Named<InlineNode> nodes;
  std::vector<InlineEdge> edges;
};

using Network = std::variant<InlineNetwork, StylisedNetwork, ImportedNetwork>;

/// By hour of the week, Monday 00-01 first.
using WeekHours = std::array<bool, hours_of_week>;

/// A car ferry between two named places of a stylised or inline network, both ways alike.
struct Ferry {
  std::string name;
  Reference from;  ///< a town, point or node
  Reference to;
  Milliseconds crossing{0};
  std::optional<Milliseconds> every;     ///< headway around the clock; else `departures` from either landing
  std::vector<Milliseconds> departures;  ///< after midnight, rising, every day; those in hours without service fail
  WeekHours no_service{};
};

// --- district ------------------------------------------------------------------------------------------------------

struct Area {
  std::string name;
  std::string layer = "municipality";
  std::optional<double> population;
  std::optional<Position> centre;      ///< an imported network: an address belongs to the nearest centre of a layer ...
  std::vector<std::string> postcodes;  ///< ... unless the layer lists its postcode
  std::string code;                    ///< official code, e.g. "0370"; matched against `boundaries`
  std::vector<double> people_by_week;  ///< present, as a multiple of `population`: 53 weeks; empty: as many all year
};

/// Polygons of a layer from a user's GeoJSON, matched by `property` against an area's code or name.
struct Boundaries {
  std::string layer;
  std::string file;  ///< absolute
  std::string property;
  Origin origin;
};

struct Station {
  std::string name;
  /// A town, point or node of the network by name, or a position that is snapped to the nearest road.
  std::variant<Reference, Position> at;
  Origin origin;
  std::optional<Reference> area;  ///< the own area of its cars
  bool detention = false;
};

// --- demand --------------------------------------------------------------------------------------------------------

enum class Priority : std::uint8_t { urgent, soon, when_possible, planned };
inline constexpr std::size_t priorities = 4;
std::string_view name(Priority priority);

enum class Driving : std::uint8_t { normal, emergency };

/// Relative weights of the 168 hours of the week, mean 1.
using HourProfile = std::array<double, hours_of_week>;

/// How a rate moves over the week, mean 1: by hours, by finer steps, or as a sinusoid.
struct RateProfile {
  HourProfile hours{};       ///< means over the hours; level for a sinusoid
  std::vector<double> fine;  ///< equal steps of the week, a multiple of 168 of them; empty: by hours
  double amplitude = 0;      ///< of the sinusoid, as a share of the mean; 0: none
  Milliseconds period{0};    ///< divides a week
  Milliseconds peak{0};      ///< after Monday 00:00
};

/// The line on which a report comes in: 112 (the alarm centre), 114 (the service line), or none: it is at the
/// dispatchers at once (alarms, other authorities, officers).
enum class Line : std::uint8_t { alarm_centre, service_line, none };

/// What callers do about incidents of one type.
struct Calls {
  std::optional<Line> line;              ///< default: 112 if urgent, else 114
  std::optional<Distribution> handling;  ///< instead of that of the line
  double settled_by_telephone = 0;       ///< share of calls after which nobody need be sent
  double second_caller = 0;              ///< probability that another person rings about the same incident ...
  Distribution second_caller_after;      ///< ... so long after the first
};

/// Where a follow-on incident happens.
struct Near {
  enum class Kind : std::uint8_t { same_place, same_area, within } kind = Kind::same_place;
  Millimetres radius;
};

/// An incident that another one may bring about.
struct FollowOn {
  double probability = 0;
  Distribution delay;
  Near where;
};

/// In proportion to the inhabitants (or address points) of each area, the default.
struct ByPopulation {};
/// In proportion to these weights of areas; inside an area by its points.
struct ByArea {
  std::vector<std::pair<Reference, double>> weights;
};
using Where = std::variant<ByPopulation, ByArea>;

struct IncidentType {
  Text label;
  Priority priority = Priority::urgent;
  double per_hour = 0;             ///< mean over the week, whole district
  std::optional<Reference> hours;  ///< an hour profile; level if absent
  Where where;
  Distribution on_scene;
  Driving driving = Driving::emergency;  ///< default: emergency for urgent, else normal
  bool published = false;                ///< belongs to the cause groups of the published response time
  Attendance attendance;
  Calls calls;
  std::vector<double> season;                          ///< by month (12) or day of the year (365), mean 1; may be empty
  std::vector<std::pair<Reference, FollowOn>> follow;  ///< by the type of the incident that follows
};

/// More of some types in some areas for a while: a festival, a storm.
struct Surge {
  SimTime from;
  Milliseconds length{0};
  double factor = 1;
  std::vector<Reference> types;  ///< empty: all
  std::vector<Reference> areas;  ///< municipalities; empty: all
};

/// Whether days are busy or quiet alike in the whole district, or each municipality by itself.
enum class DayRegion : std::uint8_t { district, municipality };

/// Real days vary more than Poisson: a gamma factor of mean 1 for each day and region.
struct DayEffect {
  double sd = 0;
  DayRegion region = DayRegion::district;
};

/// Incidents that happened, read from a CSV file.
struct TraceDemand {
  enum class Use : std::uint8_t { instead_of_rates, beside_rates, instead_of_rates_of_its_types };
  std::string file;  ///< absolute
  Use use = Use::instead_of_rates;
  Origin origin;
};

struct DemandRules {
  DayEffect day_effect;
  Named<Surge> surges;
  std::optional<TraceDemand> trace;
};

// --- control centre ------------------------------------------------------------------------------------------------

/// People on duty by hour of the week.
using Staff = std::array<int, hours_of_week>;

/// A line on which the public rings.
struct CallDesk {
  std::optional<Staff> call_takers;      ///< none: every call is answered at once
  Distribution handling;                 ///< beside locating
  Distribution locating;                 ///< finding out where the caller is
  std::optional<Distribution> patience;  ///< of a caller in the queue; none: nobody hangs up
  double other_calls_per_hour = 0;       ///< calls that are about no incident and keep a call taker busy
  std::optional<Reference> other_calls_hours;
};

struct DispatchDesk {
  std::optional<Staff> dispatchers;
  Distribution handling;  ///< from reading the report to choosing a unit
};

/// Calls that the telephone network locates by itself.
struct CallerLocation {
  double share = 0;
  Distribution locating;  ///< what is left of locating
};

/// Registered reports (anmeldelser) as work at a desk.
struct Reports {
  double per_hour = 0;
  Milliseconds work{0};  ///< at a desk, each
  std::optional<Staff> officers;
};

/// Where the published clock starts on 112.
enum class ResponseFrom : std::uint8_t { control_centre, alarm_centre };

struct ControlCentre {
  CallDesk alarm_centre;
  CallDesk service_line;
  DispatchDesk dispatch;
  CallerLocation caller_location;
  ResponseFrom response_from = ResponseFrom::control_centre;
  Distribution arrival_report;  ///< delay with which a patrol reports that it is there
  std::optional<Reports> reports;
};

// --- force ---------------------------------------------------------------------------------------------------------

/// Officers of a group in årsværk (full-time years): what a base says, and what the plans above it change.
struct Officers {
  std::optional<double> value;
  bool as_rostered = false;  ///< `value` is what the roster needs
  double change = 0;         ///< the sum of all changes along `extends`
  Origin origin;

  [[nodiscard]] double now() const { return value.value_or(0) + change; }
};

/// What is left of an årsværk for work on a roster: docs/methods/staffing.md. Empty: the default of default_net_hours.
struct NetHours {
  std::optional<Milliseconds> gross;
  std::optional<Milliseconds> holidays;
  std::optional<Milliseconds> public_holidays;
  std::optional<double> absence;  ///< share of what holidays leave
  std::optional<Milliseconds> training;
  std::optional<double> desk;  ///< share of the hours on duty
};

/// Desk work of a known number a year that comes off the hours of a group's posts: enquiries, permits.
struct DeskTask {
  double per_year = 0;
  Milliseconds each{0};
};

/// Which posts change when the number of officers does.
struct PostsRule {
  enum class Kind : std::uint8_t { refuse, refill, in_proportion, worst, listed } kind = Kind::refuse;
  std::vector<Reference> drop;  ///< in this order, until the roster fits the officers
  std::vector<Reference> add;   ///< in this order, as long as the roster fits the officers
};

/// One line of a roster: the same shift on some weekdays, with so many cars from each station.
struct Shift {
  std::string name;
  Milliseconds from{0};                                                    ///< after midnight
  Milliseconds length{0};                                                  ///< more than 0, at most 24 h
  std::array<bool, 7> weekdays{true, true, true, true, true, true, true};  ///< Monday first; day on which it starts
  std::vector<std::pair<Reference, int>> cars;
  std::optional<int> crew;  ///< instead of that of the group
  Milliseconds stagger{0};  ///< each further car of a station begins so much later
};

/// What a car does that has no task.
enum class Idle : std::uint8_t {
  return_to_station,
  stay_at_scene,
  patrol_own_area,
  patrol_hotspots,
  stand_by,
  keep_coverage
};

/// In proportion to what a patrol draws the points that it drives by.
enum class PatrolBy : std::uint8_t { population, road_length };
/// How a crew is seen whose car stands.
enum class StopAs : std::uint8_t { parked, on_foot };

/// A name of the network, or a position.
using PlaceName = std::variant<Reference, Position>;

/// How a group patrols: docs/methods/patrol.md.
struct PatrolRules {
  std::string layer = "municipality";  ///< whose area around the station is the own one
  PatrolBy by = PatrolBy::population;
  int points = 24;
  double speed = 0.6;  ///< as a multiple of normal driving
  Milliseconds stop{0};
  StopAs stop_as = StopAs::parked;
};

/// A place that a patrol comes to more often than chance would have it.
struct Hotspot {
  PlaceName at;
  Origin origin;
  double weight = 1;              ///< visits in proportion
  std::optional<WeekHours> when;  ///< around the clock if absent
  Milliseconds stay = std::chrono::minutes{15};
  StopAs as = StopAs::on_foot;
};

/// Where a car waits that is not at its station.
struct StandbyPoint {
  PlaceName at;
  Origin origin;
};

/// What `keep coverage` covers: Daskin's maximal expected coverage (1983).
struct CoverageRules {
  Milliseconds within = std::chrono::minutes{10};
  double busy = 0.3;  ///< chance that a car is busy when it is needed
};

enum class Interruptible : std::uint8_t { never, urgent, always };

/// Stops and checks that a crew begins by itself.
struct OwnWork {
  double per_idle_hour = 0;
  std::optional<Reference> hours;  ///< an hour profile; level if absent
  Distribution lasts;
  Interruptible interruptible = Interruptible::never;
};

/// Whether a car that has cleared can be sent before it is back at its station.
enum class WayHome : std::uint8_t { can_be_sent, not_available, takes_no_time };
/// Where a car stands when its crew comes on duty.
enum class Begins : std::uint8_t { at_station, anywhere };

/// Officers lent away (border control, guard duty), whose posts are not manned for a while: docs/methods/staffing.md.
struct Loan {
  SimTime from;
  Milliseconds length{0};
  std::optional<double> officers;  ///< in årsværk; none: the officers of all of `posts`
  std::vector<Reference> posts;    ///< names of units, such as `naestved day car 4`
  Origin origin;

  [[nodiscard]] SimTime to() const { return from + length; }
};

struct Group {
  Text label;
  int crew = 2;
  Idle idle = Idle::return_to_station;
  WayHome way_home = WayHome::can_be_sent;
  Begins begins = Begins::at_station;
  double work_pace = 1;  ///< work on scene takes its duration divided by this
  PatrolRules patrol;
  Named<Hotspot> hotspots;
  Named<StandbyPoint> standby;
  CoverageRules coverage;
  std::optional<OwnWork> own_work;
  std::vector<Shift> roster;
  std::vector<std::pair<Reference, int>> always_on_duty;  ///< station: cars, around the clock without relief
  Duties duties;
  Named<Loan> lent;
  std::optional<Officers> officers;
  std::optional<double> heads;  ///< people, shown beside årsværk
  NetHours net_hours;
  Named<DeskTask> desk_tasks;
  std::optional<PostsRule> when_officers_change;
  double short_notice_absence = 0;      ///< probability that a post is empty on a day
  std::optional<RingFence> ring_fence;  ///< a group that has one is local police
};

// --- planned tasks -------------------------------------------------------------------------------------------------

/// A place to be at on some weekdays: a mobile police station.
struct Outing {
  PlaceName at;
  Origin origin;
  std::vector<int> days;  ///< Monday 0
  Milliseconds from{0};   ///< the crew sets out
  Milliseconds length{0};
};

enum class WhenLate : std::uint8_t { do_it_late, drop };
enum class WhoDoes : std::uint8_t { own_area, anybody };
/// How a crew at a planned task is visible.
enum class Seen : std::uint8_t { no, parked, on_foot };

/// Work that is planned, can be put off, and has a deadline.
struct PlannedTask {
  Text label;
  Origin origin;
  std::vector<Reference> by;  ///< groups
  double per_hour = 0;        ///< mean over the year
  std::vector<Outing> outings;
  std::optional<WeekHours> when;  ///< around the clock if absent
  Where where;
  std::optional<Distribution> lasts;
  std::optional<Milliseconds> deadline;
  WhenLate when_late = WhenLate::do_it_late;
  WhoDoes who = WhoDoes::own_area;
  Interruptible interruptible = Interruptible::never;
  Seen seen = Seen::no;
};

/// A neighbouring kreds: its cars that help here, and what it asks for.
struct Neighbour {
  Text label;
  std::optional<HelpReceived> helps;
  std::optional<HelpGiven> asks;
};

// --- operations, driving, experiment ---------------------------------------------------------------------------------

enum class WhenAllBusy : std::uint8_t { queue, lose };

/// The policies that `dispatch.policy` can name.
inline constexpr std::array<std::string_view, 3> dispatch_policies{"nearest", "own area first", "preference"};

struct Dispatch {
  std::string policy = "nearest";
  WhenAllBusy when_all_busy = WhenAllBusy::queue;
  Send send = Send::as_they_come;
  QueueRule queue = QueueRule::bypass;
  Compare compare = Compare::driving;
  Milliseconds own_area_margin{0};  ///< own area first: as long as it is not later than this behind the nearest
  std::vector<std::pair<Reference, std::vector<std::string>>> preference;  ///< by area: stations, groups or units
  int reserve = 0;  ///< the last so many free are for urgent work
  TakeOff diversion = TakeOff::never;
  Milliseconds diversion_margin{0};
  TakeOff preemption = TakeOff::never;
};

/// Driven speed as a factor of the road's speed.
struct SpeedProfile {
  double factor = 1;
  std::array<std::optional<double>, road_classes> by_class;  ///< overrides `factor`
  Milliseconds junction_delay{0};  ///< for each junction passed; an even number, half is paid on either side
};

/// How driving differs in some hours of the week.
struct SpeedVariation {
  WeekHours when{};
  double factor = 1;                                         ///< multiple of the speed at other hours
  std::array<std::optional<double>, road_classes> by_class;  ///< the same, overrides `factor`
  std::optional<Milliseconds> junction_delay;                ///< instead of that at other hours
};

struct DrivingProfile : SpeedProfile {
  Named<SpeedVariation> hours;  ///< no hour in two of them
};

/// What one trip to a scene takes, as a multiple of what the profile says, with mean 1; no `sd`, no spread.
struct TripMultiplier {
  enum class Law : std::uint8_t { lognormal, exponential } law = Law::lognormal;
  double sd = 0;  ///< exponential: 1
};

struct DrivingRules {
  std::array<DrivingProfile, 2> profiles;  ///< by Driving: the keys `normal` and `emergency`
  TripMultiplier trip_multiplier;
};

enum class AtEnd : std::uint8_t { finish, cut };

struct Period {
  SimTime start;  ///< first measured moment; the warm-up lies before it
  Milliseconds length{0};
  Milliseconds warm_up{0};
  AtEnd at_end = AtEnd::finish;
  Milliseconds finish_within = std::chrono::hours{24};
  int most_waiting = 10'000;  ///< incidents and calls that wait; more end the replication as unstable
};

/// Dimensions a table of results can have.
enum class Dimension : std::uint8_t { type, area, hour, weekday_hour, priority, group };

/// Inhabitants at random, asked at random moments whether a car could be with them in time.
struct Reachable {
  Milliseconds within{0};
  int per_hour = 4;  ///< so many are asked in each hour
};

struct Results {
  /// `share_within` is given for each.
  std::vector<Milliseconds> targets{std::chrono::minutes{5}, std::chrono::minutes{10}, std::chrono::minutes{20},
                                    std::chrono::minutes{30}};
  std::vector<std::vector<Dimension>> tables;          ///< beyond the standard ones
  Milliseconds late_after = std::chrono::minutes{10};  ///< a response later than this is late and has a cause
  double small_below = 0;                              ///< inhabitants; municipalities with fewer are small. 0: none is
  std::optional<Reachable> reachable;
};

/// What `published.measure` and `published.statistic` can name.
inline constexpr std::array<std::string_view, 8> published_measures{
    "response_s", "dispatch_wait_s", "travel_s", "on_scene_s", "distance_m", "incidents", "unserved", "utilisation"};
inline constexpr std::array<std::string_view, 9> published_statistics{"mean", "sd",  "p50", "p75",  "p90",
                                                                      "p95",  "p99", "sum", "count"};

struct Published {
  std::string measure;
  std::string statistic;
  double value = 0;  ///< in the unit of the measure: seconds, metres, a share, or a number
  int year = 0;
  std::string definition;
  std::string source;
  std::optional<Reference> area;
};

/// When a difference between two plans matters, and when it does not (docs/methods/comparison.md).
struct Comparison {
  Milliseconds margin = std::chrono::seconds{5};  ///< of times
  double share_margin = 0.005;                    ///< of shares, as a difference of shares
  double relative_margin = 0.01;                  ///< of everything else, as a part of the base's figure
  double unserved_margin = 0.001;                 ///< of incidents: more of them unanswered, and nothing is better
  std::string ensemble;                           ///< folder of input sets that fit what is known; may be empty
  int ensemble_replications = 8;                  ///< pairs for each of them
};

/// What officers cost, for kroner per task improved.
struct Costs {
  std::optional<double> officer_year;  ///< kroner for an årsværk, with all that comes with it
};

/// Replications are added until the interval of one figure is narrow enough (docs/methods/precision.md).
struct Until {
  std::string measure;
  std::string statistic = "mean";
  std::optional<Reference> type;     ///< or `published`; all types if absent
  std::optional<Reference> area;     ///< the whole district if absent
  std::optional<double> half_width;  ///< in the unit of the statistic: seconds, metres, a share or a number ...
  std::optional<double> relative;    ///< ... or as a part of the figure itself
  double confidence = 0.95;
  int max_replications = 1'000;
  Origin origin;
};

/// An input with the source that the user stated, carried into the results.
struct SourcedInput {
  std::string key;     ///< `incidents.robbery.per_year`
  std::string value;   ///< as written
  std::string source;  ///< as written; "assumption" is one
  Origin origin;
};

/// What people call the areas that results are split by.
enum class AreasCalled : std::uint8_t { municipalities, city_districts, towns };
std::string_view name(AreasCalled called);

struct Scenario {
  Text title;
  Text question;
  Period period;
  int replications = 20;
  std::uint64_t seed = 1;
  /// Arrival streams are cut into strips of the rate, doubling from this rate per hour (docs/methods/arrivals.md).
  double rate_step_per_hour = 0.01;

  Text district_name;
  bool stylised = false;  ///< shown wherever figures of this district are shown
  Network network;
  Named<Area> areas;
  AreasCalled areas_called = AreasCalled::municipalities;
  std::vector<Boundaries> boundaries;
  Named<Station> stations;
  Named<Ferry> ferries;
  DrivingRules driving;

  Named<RateProfile> hours;
  Named<IncidentType> incidents;
  DemandRules demand;
  std::optional<ControlCentre> control_centre;
  Named<Group> force;
  Named<PlannedTask> planned_tasks;
  Named<Neighbour> neighbours;
  Dispatch dispatch;
  Results results;
  std::vector<Published> published;
  Comparison comparison;
  Costs costs;
  std::optional<Until> until;
  std::optional<KnownAnswers> known_answers;

  std::vector<SourcedInput> sources;    ///< every `source:` of the file; speaks for all inputs at and below its key
  std::vector<SourcedInput> unsourced;  ///< measured inputs that no source speaks for (`source` is empty)
  std::vector<std::string> files;       ///< every file that was read, in order of reading: for hashes
  std::string resolved;                 ///< the whole scenario as one YAML text, `extends` and `--set` applied
};

}  // namespace kredsim::scenario
