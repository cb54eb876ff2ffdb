#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "sim/base/id.hpp"
#include "sim/road/road_graph.hpp"
#include "sim/road/travel_times.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/staffing.hpp"
#include "sim/world/areas.hpp"
#include "sim/world/idle_plans.hpp"

namespace kredsim {

using StationId = Id<struct StationTag>;
using PointId = Id<struct PointTag>;
using TypeId = Id<struct TypeTag>;
using scenario::Driving;
using scenario::Priority;

/// The place: roads, areas, stations and where people are. All names have become ids.
struct District {
  struct Area {
    std::string key;
    std::string name;
    LayerId layer;
    double population = 0;  ///< stated, or 0
  };
  struct Station {
    std::string key;
    std::string name;
    Place place;
    AreaId area{};  ///< the own area of its cars; may be invalid
    bool detention = false;
  };
  /// A point at which incidents happen.
  struct Point {
    Place place;
    double weight = 1;
    std::array<AreaId, most_layers> areas;  ///< by layer; invalid beyond the layers of the district
  };
  /// Ring of a polygon for maps.
  struct Outline {
    AreaId area;
    std::vector<Position> ring;
    bool stylised = true;  ///< a cell around points of demand, not a boundary that the user gave
  };

  scenario::Text name;
  bool stylised = false;
  std::vector<std::string> layers;  ///< layers[0] is `municipality`, the layer in which demand arises
  Column<AreaId, Area> areas;       ///< in the order of the file
  Column<StationId, Station> stations;
  Column<PointId, Point> points;
  std::vector<Outline> outlines;

  [[nodiscard]] AreaId municipality(PointId point) const { return points[point].areas[0]; }
};

/// The points of one municipality, to draw from in proportion to their weights.
struct AreaPoints {
  std::vector<PointId> points;
  std::vector<double> cumulative;  ///< of the weights, rising to 1

  /// The point at share `uniform` (in (0, 1)) of the weights.
  [[nodiscard]] PointId at(double uniform) const;
};

/// Incidents of one type in one municipality.
struct ArrivalStream {
  TypeId type;
  AreaId area;
  std::uint64_t key = 0;  ///< from the names of the type and the area
  double per_hour = 0;    ///< mean over the week
  bool by_population = false;
  std::vector<scenario::Surge> surges{};  ///< those of this type in this area
};

/// What an incident may bring about.
struct FollowOn {
  TypeId type;
  std::uint64_t key = 0;  ///< from the name of the type
  scenario::FollowOn rule;
};

struct IncidentType {
  std::string key;
  scenario::Text label;
  Priority priority = Priority::urgent;
  Driving driving = Driving::emergency;
  bool published = false;
  scenario::HourProfile hours{};  ///< mean 1
  Distribution on_scene;
  scenario::RateProfile finer{};  ///< if `hours` is not all
  std::vector<double> season{};   ///< 366 days, or empty
  scenario::Line line = scenario::Line::none;
  scenario::Calls calls{};
  std::vector<FollowOn> follow{};
  scenario::Attendance attendance{};
  std::uint64_t capabilities = 0;  ///< a bit each, as of the groups
  bool planned = false;            ///< no incident but a planned task: `World::planned` says more
  bool for_neighbour = false;      ///< no incident of this kreds but help that a neighbour asks for

  /// Whether it is work that the kreds' own incidents bring.
  [[nodiscard]] bool is_incident() const { return !planned && !for_neighbour; }
};

/// An incident that a trace replays.
struct TracedIncident {
  SimTime time;
  std::uint64_t key = 0;
  TypeId type;
  PointId point;
  std::optional<Milliseconds> on_scene{};
};

/// Who may be asked whether a car could be there in time.
struct Inhabitants {
  std::vector<AreaId> areas;   ///< municipalities
  std::vector<double> shares;  ///< of the inhabitants, rising to 1
  TypeId asks_as;              ///< an urgent type: which cars may go
};

struct Demand {
  Column<TypeId, IncidentType> types;
  std::vector<ArrivalStream> streams;                    ///< those with a rate above 0
  Column<AreaId, AreaPoints> area_points;                ///< of every layer
  Column<AreaId, std::vector<double>> people_by_week{};  ///< 53 factors, or empty
  std::vector<TracedIncident> trace{};                   ///< in order of time
  Inhabitants inhabitants{};

  /// Incidents per hour of one stream in one hour of a usual week: no season, no surge.
  [[nodiscard]] double rate(const ArrivalStream& stream, int hour) const {
    return stream.per_hour * types[stream.type].hours[static_cast<std::size_t>(hour)];
  }
  /// The same at a moment, but for the chance of the day.
  [[nodiscard]] double rate(const ArrivalStream& stream, SimTime time) const;
  /// No rate of the stream is above this.
  [[nodiscard]] double highest_rate(const ArrivalStream& stream) const;
};

struct Group {
  std::string key;
  scenario::Text label;
  int crew = 2;
  scenario::Idle idle = scenario::Idle::return_to_station;
  scenario::WayHome way_home = scenario::WayHome::can_be_sent;
  scenario::Begins begins = scenario::Begins::at_station;
  double work_pace = 1;
  scenario::Duties duties{};
  std::uint64_t capabilities = 0;
  double short_notice_absence = 0;                  ///< probability that a post is empty on a day
  std::optional<scenario::RingFence> ring_fence{};  ///< of local police
  bool neighbours = false;                          ///< its cars are a neighbour's: they help, and are nobody's here
};

/// A share of the shifts that begin in [from, to) is not manned: their officers are lent away.
struct LentShifts {
  SimTime from;
  SimTime to;
  double share = 1;
};

/// One post on the roster: a car with its crew.
struct Unit {
  std::string name;  ///< "naestved evening car 2"; unique
  GroupId group;
  StationId station;
  bool always_on = false;
  Milliseconds from{0};  ///< shift start after midnight
  Milliseconds length{0};
  std::array<bool, 7> weekdays{};
  std::vector<LentShifts> lent{};
  int crew = 0;           ///< officers; 0: as many as the group says
  std::uint64_t key = 0;  ///< the same in every plan that has this post

  /// Of the shifts that begin at such a time.
  [[nodiscard]] double share_lent(SimTime time) const {
    double share = 0;
    for (const LentShifts& shifts : lent)
      if (time >= shifts.from && time < shifts.to) share += shifts.share;
    return share;
  }
};

struct Force {
  Column<GroupId, Group> groups;
  Column<UnitId, Unit> units;
  /// How each unit stands in the list of preference of an area: the smaller the earlier. Empty without such lists.
  Column<AreaId, std::vector<std::uint16_t>> preference;
  /// By group, in their order: the officers behind the posts, and the posts that changed.
  std::vector<scenario::GroupStaffing> staffing{};

  /// Officers in the car.
  [[nodiscard]] int crew(UnitId unit) const {
    return units[unit].crew > 0 ? units[unit].crew : groups[units[unit].group].crew;
  }
  /// The area that each unit calls its own: that of its station, else the municipality in which the station lies.
  Column<UnitId, AreaId> own_area{};

  /// Whether the car belongs to a neighbouring kreds.
  [[nodiscard]] bool is_neighbours(UnitId unit) const { return groups[units[unit].group].neighbours; }
};

/// A place where a planned task is done every week at the same hours.
struct Outing {
  PointId point;
  std::uint64_t key = 0;
  std::array<bool, 7> weekdays{};
  Milliseconds from{0};  ///< after midnight
  Milliseconds length{0};
};

/// A sort of planned work.
struct PlannedTask {
  TypeId type;
  std::uint64_t key = 0;
  std::vector<bool> groups;  ///< by group: which do it
  double per_open_hour = 0;  ///< how many arise in an hour of `when`
  scenario::WeekHours when{};
  Distribution lasts{};
  Milliseconds longest{0};  ///< no task takes longer: the longest shift of those who do it
  Milliseconds deadline{0};
  scenario::WhenLate when_late = scenario::WhenLate::do_it_late;
  scenario::WhoDoes who = scenario::WhoDoes::own_area;
  scenario::Interruptible interruptible = scenario::Interruptible::never;
  scenario::Seen seen = scenario::Seen::no;
  std::vector<std::pair<AreaId, double>> areas{};  ///< with rising shares up to 1; empty for outings
  std::vector<Outing> outings{};
};

/// What a neighbouring kreds helps with and asks for.
struct Neighbour {
  std::string key;
  scenario::Text label;
  std::uint64_t stream_key = 0;  ///< from its name
  std::optional<scenario::HelpReceived> helps{};
  GroupId group{};  ///< of its cars, the last groups of the force; invalid if it does not help
  /// What it asks for.
  struct Asks {
    ArrivalStream stream;                              ///< of a type of its own, in no area
    std::vector<std::pair<PointId, double>> places{};  ///< with rising shares up to 1
    int refused_below = 1;
  };
  std::optional<Asks> asks{};
};

/// All that is constant during a run. Valid from construction, shared by all threads.
struct World {
  scenario::Scenario scenario;
  std::shared_ptr<const Network> roads = std::make_shared<const Network>();  ///< may belong to several worlds ...
  const Network& network = *roads;
  std::shared_ptr<const TravelTimes> travel;  ///< ... and so may the index over them
  District district;
  Demand demand;
  Force force;
  IdlePlans idle;
  std::vector<PlannedTask> planned{};
  std::vector<Neighbour> neighbours{};
};

/// How the travel times are to be answered: by the kernel, or by the slow oracle that tests hold it against.
enum class Kernel : std::uint8_t { labels, dijkstra };

/// @throws ScenarioError for what only shows once the network is there (unreachable stations, areas without a point),
///         InputError for missing files.
std::unique_ptr<const World> build_world(scenario::Scenario scenario, Kernel kernel = Kernel::labels);

/// Whether a change below these keys at the top of a scenario leaves its roads and travel times as they are.
bool keeps_roads(const std::vector<std::string>& changed);

/// The same for a scenario that differs from that of `like` below the keys `changed` at the top of the file only:
/// network, travel times and district of `like` are taken over where these keys cannot touch them.
std::unique_ptr<const World> build_world(scenario::Scenario scenario, const World& like,
                                         const std::vector<std::string>& changed);

/// The same for any two scenarios that were read from files: their resolved texts say where they differ.
std::unique_ptr<const World> build_world(scenario::Scenario scenario, const World& like);

}  // namespace kredsim
