#include "sim/world/never_met.hpp"

#include <algorithm>
#include <array>
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

/// A stretch of a usual week, since the midnight to Monday; it may end in the next one.
struct WeekShift {
  Milliseconds from;
  Milliseconds to;
};

/// Every shift in a usual week of those who do a task, once more a week earlier and later.
std::vector<WeekShift> week_shifts(const World& world, const PlannedTask& task) {
  constexpr Milliseconds week = std::chrono::days{7};
  std::vector<WeekShift> shifts;
  for (const Unit& unit : world.force.units) {
    if (!task.groups[unit.group.index()]) continue;
    if (unit.always_on) return {{-week, 3 * week}};
    for (int day = 0; day < 7; ++day)
      for (int other = -1; other <= 1 && unit.weekdays[static_cast<std::size_t>(day)]; ++other) {
        const Milliseconds from = std::chrono::days{day} + unit.from + other * week;
        shifts.push_back({from, from + unit.length});
      }
  }
  return shifts;
}

/// Whether a task of its mean time can begin in an hour of `when` and end in the same shift.
bool fits_a_shift(const PlannedTask& task, const std::vector<WeekShift>& shifts) {
  const auto needs = Milliseconds{static_cast<std::int64_t>(task.lasts.mean_s() * 1000)};
  for (const WeekShift& shift : shifts)
    for (auto hour = std::chrono::floor<std::chrono::hours>(std::max(shift.from, Milliseconds{0}));
         hour + needs <= shift.to && hour < std::chrono::hours{hours_of_week}; hour += std::chrono::hours{1})
      if (task.when[static_cast<std::size_t>(hour.count())]) return true;
  return false;
}

/// Whether somebody can be there from before the deadline until it packs up.
bool goes_out(const Outing& outing, Milliseconds begin, Milliseconds deadline, const std::vector<WeekShift>& shifts) {
  return std::any_of(shifts.begin(), shifts.end(), [&](const WeekShift& shift) {
    return shift.from <= begin + std::min(deadline, outing.length) && shift.to >= begin + outing.length;
  });
}

std::string clock_of(Milliseconds since_midnight) {
  const auto minutes = std::chrono::floor<std::chrono::minutes>(since_midnight).count() % (24 * 60);
  const std::string hour = std::to_string(minutes / 60);
  const std::string minute = std::to_string(minutes % 60);
  return std::string(2 - hour.size(), '0') + hour + ":" + std::string(2 - minute.size(), '0') + minute;
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

std::vector<scenario::Text> never_done_warnings(const World& world) {
  static constexpr std::array<std::pair<const char*, const char*>, 7> weekdays{{{"mandag", "Monday"},
                                                                                {"tirsdag", "Tuesday"},
                                                                                {"onsdag", "Wednesday"},
                                                                                {"torsdag", "Thursday"},
                                                                                {"fredag", "Friday"},
                                                                                {"lørdag", "Saturday"},
                                                                                {"søndag", "Sunday"}}};
  std::vector<scenario::Text> warnings;
  for (std::size_t sort = 0; sort < world.planned.size(); ++sort) {
    const PlannedTask& task = world.planned[sort];
    const std::string key = "planned_tasks." + world.scenario.planned_tasks[sort].first;
    const std::vector<WeekShift> shifts = week_shifts(world, task);
    if (task.outings.empty() && !fits_a_shift(task, shifts))
      warnings.push_back({.da = key + ": ingen af dem, der skal løse opgaven, er på arbejde længe nok i de timer, hvor "
                                      "den må begynde: den bliver aldrig løst",
                          .en = key + ": nobody who does it is on duty for long enough in the hours in which it may "
                                      "begin: it is never done"});
    for (std::size_t i = 0; i < task.outings.size(); ++i)
      for (std::size_t day = 0; day < weekdays.size(); ++day) {
        const Outing& outing = task.outings[i];
        const Milliseconds begin = std::chrono::days{day} + outing.from;
        if (!outing.weekdays[day] || goes_out(outing, begin, task.deadline, shifts)) continue;
        const std::string place = key + ".outings[" + std::to_string(i) + "]: ";
        const std::string from = clock_of(outing.from), to = clock_of(outing.from + outing.length);
        warnings.push_back({.da = place + "ingen af dem, der skal afsted " + weekdays[day].first +
                                  ", er på arbejde fra " + from + " til " + to + ": turen bliver aldrig til noget",
                            .en = place + "on " + weekdays[day].second + " nobody who does it is on duty from " + from +
                                  " to " + to + ": it never takes place"});
      }
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
