#pragma once

#include <chrono>
#include <string>
#include <utility>

#include "sim/engine/records.hpp"
#include "sim/world/world.hpp"

namespace kredsim::testing {

/// Two municipalities and two beats, two published types and one that is not, two groups; one point in each
/// municipality. Nothing drives: outcomes are written by hand. The measured day is Monday 2019-01-07.
inline World small_world() {
  using namespace std::chrono;
  World world;
  world.scenario.title = {"Prøve", "Test"};
  world.scenario.files = {"test.yaml"};
  world.scenario.resolved = "kredsim: 1\n";
  world.scenario.period.start = SimTime{local_days{2019y / January / 7}};
  world.scenario.period.length = hours{24};
  world.scenario.results.targets = {minutes{10}, minutes{5}};

  District& district = world.district;
  district.name = {"Prøvekreds", "Test district"};
  district.layers = {"municipality", "beat"};
  const AreaId naestved = district.areas.push_back({"naestved", "Næstved", LayerId{0}, 83143});
  const AreaId soroe = district.areas.push_back({"soroe", "Sorø", LayerId{0}, 29881});
  const AreaId north = district.areas.push_back({"north", "North", LayerId{1}, 0});
  const AreaId south = district.areas.push_back({"south", "South", LayerId{1}, 0});
  district.stations.push_back({"naestved", "Næstved", {}});
  district.points.push_back({{}, 1, {naestved, south}});
  district.points.push_back({{}, 1, {soroe, north}});

  const auto type = [](std::string key, std::string label, Priority priority, bool published) {
    IncidentType result;
    result.key = std::move(key);
    result.label = {label, label};
    result.priority = priority;
    result.published = published;
    return result;
  };
  world.demand.types.push_back(type("robbery", "Robbery", Priority::urgent, true));
  world.demand.types.push_back(type("fight", "Fight", Priority::urgent, true));
  world.demand.types.push_back(type("theft", "Theft", Priority::soon, false));

  world.force.groups.push_back({"response", {"Beredskab", "Response"}, 2, {}});
  world.force.groups.push_back({"local", {"Lokalpoliti", "Local"}, 1, {}});
  const auto car = [](std::string name, std::size_t group) {
    Unit unit;
    unit.name = std::move(name);
    unit.group = GroupId{group};
    unit.station = StationId{0};
    unit.always_on = true;
    return unit;
  };
  world.force.units.push_back(car("naestved day car 1", 0));
  world.force.units.push_back(car("naestved local car 1", 1));
  return world;
}

/// An outcome of that world, written row by row. Times are seconds since the start of the measured day.
class OutcomeWriter {
 public:
  explicit OutcomeWriter(const World& world, int replication = 0) : start_{world.scenario.period.start} {
    outcome_.replication = replication;
    outcome_.measured_from = start_;
    outcome_.measured_to = start_ + world.scenario.period.length;
    outcome_.ended = outcome_.measured_to;
  }

  /// An incident that is served: sent after `wait`, at the scene after `travel` more, clear after `on_scene` more.
  OutcomeWriter& served(std::size_t type, std::size_t point, double created, double wait, double travel,
                        double on_scene, std::size_t unit = 0, double metres = 1000) {
    IncidentRecord incident = made(type, point, created);
    incident.fate = Fate::cleared;
    incident.dispatched = incident.created + from_seconds(wait);
    incident.first_arrival = incident.dispatched + from_seconds(travel);
    incident.cleared = incident.first_arrival + from_seconds(on_scene);
    incident.first_unit = UnitId{unit};
    AssignmentRecord assignment;
    assignment.incident = static_cast<std::uint32_t>(outcome_.incidents.size());
    assignment.unit = UnitId{unit};
    assignment.dispatched = incident.dispatched;
    assignment.arrived = incident.first_arrival;
    assignment.cleared = incident.cleared;
    assignment.distance = Millimetres{static_cast<std::int64_t>(metres * 1000)};
    outcome_.incidents.push_back(incident);
    outcome_.assignments.push_back(assignment);
    return *this;
  }
  OutcomeWriter& lost(std::size_t type, std::size_t point, double created) {
    return unanswered(type, point, created, Fate::lost);
  }
  OutcomeWriter& unserved(std::size_t type, std::size_t point, double created) {
    return unanswered(type, point, created, Fate::unserved);
  }
  /// The last incident was created in the warm-up or after the end.
  OutcomeWriter& not_measured() {
    outcome_.incidents.back().measured = false;
    return *this;
  }
  OutcomeWriter& duty(std::size_t unit, double from, double to) {
    outcome_.duties.push_back(
        {UnitId{unit}, start_ + from_seconds(from), start_ + from_seconds(to), start_ + from_seconds(to)});
    return *this;
  }
  operator const Outcome&() const { return outcome_; }
  Outcome& outcome() { return outcome_; }

 private:
  [[nodiscard]] IncidentRecord made(std::size_t type, std::size_t point, double created) const {
    IncidentRecord incident;
    incident.key = 0xabc0 + outcome_.incidents.size();
    incident.type = TypeId{type};
    incident.point = PointId{point};
    incident.measured = true;
    incident.created = incident.answered = incident.received = incident.ready = start_ + from_seconds(created);
    return incident;
  }
  OutcomeWriter& unanswered(std::size_t type, std::size_t point, double created, Fate fate) {
    outcome_.incidents.push_back(made(type, point, created));
    outcome_.incidents.back().fate = fate;
    return *this;
  }

  SimTime start_;
  Outcome outcome_;
};

}  // namespace kredsim::testing
