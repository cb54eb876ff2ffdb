#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "sim/base/id.hpp"
#include "sim/road/road_graph.hpp"
#include "sim/road/travel_times.hpp"
#include "sim/scenario/scenario.hpp"
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
};

struct IncidentType {
  std::string key;
  scenario::Text label;
  Priority priority = Priority::urgent;
  Driving driving = Driving::emergency;
  bool published = false;
  scenario::HourProfile hours{};  ///< mean 1
  Distribution on_scene;
  scenario::Attendance attendance{};
  std::uint64_t capabilities = 0;  ///< a bit each, as of the groups
};

struct Demand {
  Column<TypeId, IncidentType> types;
  std::vector<ArrivalStream> streams;      ///< those with a rate above 0
  Column<AreaId, AreaPoints> area_points;  ///< filled for municipalities

  /// Incidents per hour of one stream in one hour of the week.
  [[nodiscard]] double rate(const ArrivalStream& stream, int hour) const {
    return stream.per_hour * types[stream.type].hours[static_cast<std::size_t>(hour)];
  }
};

struct Group {
  std::string key;
  scenario::Text label;
  int crew = 2;
  scenario::Idle idle = scenario::Idle::return_to_station;
  scenario::Duties duties{};
  std::uint64_t capabilities = 0;
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
};

struct Force {
  Column<GroupId, Group> groups;
  Column<UnitId, Unit> units;
  /// How each unit stands in the list of preference of an area: the smaller the earlier. Empty without such lists.
  Column<AreaId, std::vector<std::uint16_t>> preference;
};

/// All that is constant during a run. Valid from construction, shared by all threads.
struct World {
  scenario::Scenario scenario;
  Network network;
  std::unique_ptr<TravelTimes> travel;
  District district;
  Demand demand;
  Force force;
  AreaPoints start_points;  ///< of the whole district; filled where cars may start anywhere
  IdlePlans idle;
};

/// How the travel times are to be answered: by the kernel, or by the slow oracle that tests hold it against.
enum class Kernel : std::uint8_t { labels, dijkstra };

/// @throws ScenarioError for what only shows once the network is there (unreachable stations, areas without a point),
///         InputError for missing files.
std::unique_ptr<const World> build_world(scenario::Scenario scenario, Kernel kernel = Kernel::labels);

}  // namespace kredsim
