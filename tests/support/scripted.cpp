#include "tests/support/scripted.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "sim/engine/arrivals.hpp"
#include "tests/support/play.hpp"

namespace kredsim::test {

ScriptedDay::ScriptedDay(std::shared_ptr<const World> world, std::uint64_t replication)
    : world_{std::move(world)}, outcome_{play(*world_, replication)}, words_{story(*world_, replication)} {}

std::optional<std::size_t> ScriptedDay::incident_row(const std::string& type) const {
  for (std::size_t row = 0; row < outcome_.incidents.size(); ++row) {
    const IncidentRecord& incident = outcome_.incidents[row];
    if (incident.measured && world_->demand.types[incident.type].key == type) return row;
  }
  return std::nullopt;
}

std::optional<std::size_t> ScriptedDay::job_row(const std::string& type) const {
  const auto incident = incident_row(type);
  for (std::size_t row = 0; row < outcome_.assignments.size(); ++row)
    if (outcome_.assignments[row].incident == incident) return row;
  return std::nullopt;
}

const IncidentRecord& ScriptedDay::incident(const std::string& type) const {
  return outcome_.incidents[incident_row(type).value()];
}

std::string ScriptedDay::unit(const std::string& type) const { return world_->force.units[job(type).unit].name; }

std::vector<DutyRecord> ScriptedDay::duties(const std::string& unit) const {
  std::vector<DutyRecord> found;
  for (const DutyRecord& duty : outcome_.duties)
    if (world_->force.units[duty.unit].name == unit) found.push_back(duty);
  return found;
}

bool ScriptedDay::complete() const {
  std::set<TypeId> types;
  for (const IncidentRecord& incident : outcome_.incidents)
    if (incident.measured && !types.insert(incident.type).second) return false;
  const auto& all = world_->demand.types;
  return static_cast<std::ptrdiff_t>(types.size()) ==
         std::count_if(all.begin(), all.end(), [](const IncidentType& type) { return type.is_incident(); });
}

namespace {

/// Cheaper than playing the day.
bool once_each(const World& world, std::uint64_t replication) {
  const auto& period = world.scenario.period;
  Column<TypeId, int> count(world.demand.types.size());
  for (Arrivals all{world, world.scenario.seed, replication, period.start - period.warm_up};
       all.peek().time < period.start + period.length; all.pop())
    if (all.peek().time >= period.start && ++count[all.peek().type] > 1) return false;
  for (const TypeId type : count.ids())
    if (world.demand.types[type].is_incident() && count[type] != 1) return false;
  return true;
}

}  // namespace

ScriptedDay day_on_which(const std::string& yaml, const std::function<bool(const ScriptedDay&)>& also,
                         const std::vector<std::string>& settings) {
  const std::shared_ptr<const World> world = world_of(yaml, settings);
  for (std::uint64_t replication = 0; replication < 100'000; ++replication) {
    if (!once_each(*world, replication)) continue;
    ScriptedDay day{world, replication};
    if (!also || also(day)) return day;
  }
  throw std::logic_error("no day goes like this");
}

std::string incident(const std::string& type, const std::string& priority, const std::string& node, int hour,
                     const std::string& work) {
  return "  " + type + ": {label: " + type + ", priority: " + priority + ", per_day: 1, hours: at_" +
         std::to_string(hour) + ", where: {" + node + ": 1}, on_scene: {distribution: constant, value: " + work +
         "}}\n";
}

std::string one_road(const std::string& incidents, const std::string& force, const std::string& period,
                     const std::string& more) {
  std::string hours = "hours:\n";
  for (int hour = 0; hour < 24; ++hour) {
    hours += "  at_" + std::to_string(hour) + ": {every_day: [";
    for (int h = 0; h < 24; ++h) hours += std::string{h == 0 ? "" : ", "} + (h == hour ? "1" : "0");
    hours += "]}\n";
  }
  return "kredsim: 1\ntitle: One road\nseed: 7\nperiod: {start: 2019-01-07, " + period + R"(}
network:
  nodes:
    west: {at: [55.0, 11.0], area: west}
    middle: {at: [55.0, 11.1], area: middle}
    east: {at: [55.0, 11.2], area: east}
  edges:
    - {from: west, to: middle, length: 10 km, speed: 60 km/h}
    - {from: middle, to: east, length: 10 km, speed: 60 km/h}
driving: {emergency: {factor: 1}, normal: {factor: 1}}
areas: {west: {name: West}, middle: {name: Middle}, east: {name: East}}
stations: {west: {name: West, at: west}, middle: {name: Middle, at: middle}, east: {name: East, at: east}}
)" + hours +
         "incidents:\n" + incidents + "force:\n" + force + more;
}

}  // namespace kredsim::test
