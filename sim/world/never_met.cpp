#include "sim/world/never_met.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "sim/world/may_serve.hpp"

namespace kredsim {

namespace {

/// Whether the post is on duty at this time of a usual week, since the midnight to Monday.
bool on_duty_at(const Unit& unit, Milliseconds time) {
  if (unit.always_on) return true;
  constexpr Milliseconds week = std::chrono::days{7};
  for (int day = 0; day < 7; ++day) {
    if (!unit.weekdays[static_cast<std::size_t>(day)]) continue;
    const Milliseconds since = ((time - std::chrono::days{day} - unit.from) % week + week) % week;
    if (since < unit.length) return true;
  }
  return false;
}

/// What is on duty at one moment, or at the best of all.
struct Strength {
  int cars = 0;
  int officers = 0;
};

/// The moments of a usual week at which most are on duty: when somebody begins.
std::vector<Milliseconds> beginnings(const World& world) {
  std::vector<Milliseconds> times{Milliseconds{0}};
  for (const Unit& unit : world.force.units)
    for (int day = 0; day < 7 && !unit.always_on; ++day)
      if (unit.weekdays[static_cast<std::size_t>(day)])
        times.push_back((std::chrono::days{day} + unit.from) % std::chrono::days{7});
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  return times;
}

/// Of the cars that may be sent to work of this priority.
/// @param helped_by neighbours whose cars count beside those of the roster
Strength most_at_once(const World& world, Priority priority, const std::vector<GroupId>& helped_by) {
  Strength most;
  for (const Milliseconds time : beginnings(world)) {
    Strength now;
    for (const UnitId unit : world.force.units.ids()) {
      const GroupId group = world.force.units[unit].group;
      if (!may_serve(world.force.groups[group], priority)) continue;
      if (!on_duty_at(world.force.units[unit], time)) continue;
      if (world.force.groups[group].neighbours &&
          std::find(helped_by.begin(), helped_by.end(), group) == helped_by.end())
        continue;
      ++now.cars;
      now.officers += world.force.crew(unit);
    }
    most = {std::max(most.cars, now.cars), std::max(most.officers, now.officers)};
  }
  return most;
}

}  // namespace

std::vector<scenario::Text> never_met_warnings(const World& world) {
  std::vector<scenario::Text> warnings;
  std::map<std::pair<Priority, std::vector<GroupId>>, Strength> strengths;
  const scenario::Text helped = world.neighbours.empty()
                                    ? scenario::Text{}
                                    : scenario::Text{.da = ", også med de nabokredse, der hjælper med den slags",
                                                     .en = ", neighbours that help with it included"};
  const auto compare = [&](const std::string& key, int needed, int has, const scenario::Text& of) {
    if (needed > has)
      warnings.push_back({.da = key + ": kræver op til " + std::to_string(needed) + " " + of.da +
                                " på én gang, men vagtplanen har aldrig mere end " + std::to_string(has) +
                                " på arbejde" + helped.da + ": sådan en opgave venter på overarbejde, eller for evigt",
                          .en = key + ": needs up to " + std::to_string(needed) + " " + of.en +
                                " at once, but the roster never has more than " + std::to_string(has) + " on duty" +
                                helped.en + ": such an incident waits for overtime, or for ever"});
  };
  if (world.force.units.empty()) return warnings;
  for (const IncidentType& type : world.demand.types) {
    if (type.planned) continue;
    const scenario::Attendance& needs = type.attendance;
    const std::string key = "incidents." + type.key;
    std::vector<GroupId> helped_by;
    for (const Neighbour& neighbour : world.neighbours)
      if (neighbour.helps && type.is_incident() && helps_with(*neighbour.helps, type.priority))
        helped_by.push_back(neighbour.group);
    const auto [known, is_new] = strengths.try_emplace({std::min(type.priority, Priority::soon), helped_by});
    if (is_new) known->second = most_at_once(world, type.priority, helped_by);
    const Strength& most = known->second;
    if (most.cars == 0) {  // once for all types, rather than for each what it lacks
      const bool urgent = type.priority == Priority::urgent;
      if (is_new)
        warnings.push_back({.da = std::string{"force: ingen patrulje, der må sendes til opgaver, som "} +
                                  (urgent ? "haster" : "ikke haster") + ", er nogensinde på arbejde" + helped.da +
                                  ": de venter for evigt",
                            .en = std::string{"force: no car that may be sent to "} +
                                  (urgent ? "urgent" : "less urgent") + " incidents is ever on duty" + helped.en +
                                  ": they wait for ever"});
      continue;
    }
    compare(key + ".cars", needs.cars.most(), most.cars, {.da = "patruljer", .en = "cars"});
    compare(key + ".officers_required", needs.officers.most(), most.officers, {.da = "betjente", .en = "officers"});
    if (needs.solo != scenario::Solo::may_attend && needs.officers.most() < 2)
      compare(key + ".solo", needs.officers_to_begin(), most.officers, {.da = "betjente", .en = "officers"});
  }
  return warnings;
}

std::vector<scenario::Text> outside_run_warnings(const World& world) {
  const scenario::Scenario& scenario = world.scenario;
  const SimTime begin = scenario.period.start - scenario.period.warm_up;
  const SimTime end = scenario.period.start + scenario.period.length;
  std::vector<scenario::Text> warnings;
  const auto look_at = [&](const std::string& key, SimTime from, SimTime to) {
    if (to > begin && from < end) return;
    const std::string both_da = to_text(from) + " til " + to_text(to) + ", kørslen fra " + to_text(begin) + " til " +
                                to_text(end) + ": der sker intet";
    const std::string both_en = to_text(from) + " to " + to_text(to) + ", and the run from " + to_text(begin) + " to " +
                                to_text(end) + ": nothing comes of it";
    warnings.push_back({.da = key + ": varer fra " + both_da, .en = key + ": lasts from " + both_en});
  };
  for (const auto& [name, surge] : scenario.demand.surges)
    look_at("demand.surges." + name, surge.from, surge.from + surge.length);
  for (const auto& [group, rules] : scenario.force)
    for (const auto& [name, loan] : rules.lent) look_at("force." + group + ".lent." + name, loan.from, loan.to());
  return warnings;
}

}  // namespace kredsim
