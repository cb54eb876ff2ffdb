#include "sim/world/load.hpp"

#include <algorithm>
#include <cstdio>

#include "sim/world/may_serve.hpp"
#include "sim/world/never_met.hpp"

namespace kredsim {

namespace {

using scenario::Line;

double hours(const Distribution& work) { return work.mean_s() / 3600; }

double staff_hours(const scenario::Staff& staff) {
  double sum = 0;
  for (const int people : staff) sum += people;
  return sum;
}

/// @param helped neighbours may help with it
scenario::Text warning(const scenario::Text& who, double work, double capacity, bool helped) {
  const auto filled = [&](const std::string& name, const char* pattern, const char* unless) {
    char text[160];
    std::snprintf(text, sizeof text, pattern, work, capacity);
    return name + text + (helped ? unless : "");
  };
  return {.da = filled(who.da,
                       ": i en almindelig uge kommer der %.0f timers arbejde, og der er %.0f timer på arbejde: køen "
                       "vokser uden grænse",
                       ", medmindre nabokredse tager resten"),
          .en = filled(who.en,
                       ": %.0f hours of work come in a usual week and %.0f hours are on duty: the queue grows without "
                       "bound",
                       ", unless neighbours take the rest")};
}

class Loads {
 public:
  explicit Loads(const World& world) : world_{world}, incidents_(world.demand.types.size(), 0.0) {
    for (const ArrivalStream& stream : world.demand.streams)
      incidents_[stream.type.index()] += stream.per_hour * hours_of_week;
  }

  std::vector<scenario::Text> warnings() {
    if (world_.scenario.control_centre) {
      line("control_centre.alarm_centre", Line::alarm_centre, world_.scenario.control_centre->alarm_centre);
      line("control_centre.service_line", Line::service_line, world_.scenario.control_centre->service_line);
      dispatchers();
      desks();
    }
    if (world_.scenario.dispatch.when_all_busy == scenario::WhenAllBusy::queue) units();
    planned();
    return std::move(warnings_);
  }

 private:
  void compare(const scenario::Text& who, double work, double capacity, bool helped = false) {
    if (work >= capacity) warnings_.push_back(warning(who, work, capacity, helped));
  }

  /// Incidents of a type that reach the dispatchers.
  [[nodiscard]] double sent_on(const IncidentType& type, std::size_t index) const {
    const double settled = type.line == Line::none ? 0 : type.calls.settled_by_telephone;
    return incidents_[index] * (world_.scenario.control_centre ? 1 - settled : 1);
  }

  void line(const std::string& who, Line line, const scenario::CallDesk& desk) {
    if (!desk.call_takers || desk.patience) return;  // callers who hang up keep a queue short
    const scenario::CallerLocation& location = world_.scenario.control_centre->caller_location;
    const double locating = location.share * hours(location.locating) + (1 - location.share) * hours(desk.locating);
    double work = desk.other_calls_per_hour * hours_of_week * hours(desk.handling);
    for (const TypeId id : world_.demand.types.ids()) {
      const IncidentType& type = world_.demand.types[id];
      if (type.line != line) continue;
      const double calls = incidents_[id.index()] * (1 + type.calls.second_caller);
      work += calls * (locating + hours(type.calls.handling.value_or(desk.handling)));
    }
    compare({who, who}, work, staff_hours(*desk.call_takers));
  }

  void dispatchers() {
    const scenario::DispatchDesk& desk = world_.scenario.control_centre->dispatch;
    if (!desk.dispatchers) return;
    double reports = 0;
    for (const TypeId id : world_.demand.types.ids()) reports += sent_on(world_.demand.types[id], id.index());
    compare({"control_centre.dispatch", "control_centre.dispatch"}, reports * hours(desk.handling),
            staff_hours(*desk.dispatchers));
  }

  void desks() {
    const auto& reports = world_.scenario.control_centre->reports;
    if (!reports || !reports->officers) return;
    compare({"control_centre.reports", "control_centre.reports"},
            reports->per_hour * hours_of_week * seconds(reports->work) / 3600, staff_hours(*reports->officers));
  }

  /// All units by all work, and those with a capability by what only they can do: at least one car of each incident.
  void units() {
    units({"force", "force"}, 0, Priority::urgent);
    if (std::any_of(world_.force.groups.begin(), world_.force.groups.end(), [](const Group& group) {
          return may_serve(group, Priority::urgent) && !may_serve(group, Priority::soon);
        }))
      units({"patruljer, der må sendes til andet end hastende opgaver", "cars that may go to what is not urgent"}, 0,
            Priority::soon);
    std::vector<std::uint64_t> seen;
    for (const IncidentType& type : world_.demand.types) {
      if (type.capabilities == 0 || std::find(seen.begin(), seen.end(), type.capabilities) != seen.end()) continue;
      seen.push_back(type.capabilities);
      std::string names;
      for (const std::string& name : type.attendance.capabilities) names += (names.empty() ? "" : ", ") + name;
      units({"patruljer med " + names, "cars with " + names}, type.capabilities, Priority::urgent);
    }
  }

  /// @param from the most urgent work that counts; so do the cars that may be sent to it
  void units(const scenario::Text& who, std::uint64_t capabilities, Priority from) {
    double work = 0;
    for (const TypeId id : world_.demand.types.ids()) {
      const IncidentType& type = world_.demand.types[id];
      if ((type.capabilities & capabilities) != capabilities || type.priority < from) continue;
      work += sent_on(type, id.index()) * (capabilities == 0 ? work_of(type) : least_of_one_car(type));
    }
    double capacity = 0;
    bool helped = false;
    for (const Unit& unit : world_.force.units) {
      const Group& group = world_.force.groups[unit.group];
      if ((group.capabilities & capabilities) != capabilities || !may_serve(group, from)) continue;
      helped = helped || group.neighbours;
      if (group.neighbours) continue;
      capacity += group.work_pace * hours_a_week(unit);
    }
    compare(who, work, capacity, helped);
  }

  /// Each sort of planned task by those who do it, and all of them by all of those.
  void planned() {
    double work_of_all = 0;
    std::vector<bool> all(world_.force.groups.size(), false);
    for (std::size_t sort = 0; sort < world_.planned.size(); ++sort) {
      const PlannedTask& task = world_.planned[sort];
      const auto open = static_cast<double>(std::count(task.when.begin(), task.when.end(), true));
      double work = task.outings.empty() ? task.per_open_hour * open * hours(task.lasts) : 0;
      for (const Outing& outing : task.outings)
        work += static_cast<double>(std::count(outing.weekdays.begin(), outing.weekdays.end(), true)) *
                seconds(outing.length) / 3600;
      const std::string key = "planned_tasks." + world_.scenario.planned_tasks[sort].first;
      not_all_of_it({key, key}, work, task.groups);
      work_of_all += work;
      for (std::size_t group = 0; group < all.size(); ++group) all[group] = all[group] || task.groups[group];
    }
    if (world_.planned.size() > 1 && warned_of_planned_ == 0)
      not_all_of_it({"planned_tasks", "planned_tasks"}, work_of_all, all);
  }

  void not_all_of_it(const scenario::Text& who, double work, const std::vector<bool>& groups) {
    double capacity = 0;
    for (const Unit& unit : world_.force.units)
      if (groups[unit.group.index()]) capacity += hours_a_week(unit) * world_.force.groups[unit.group].work_pace;
    if (work < capacity) return;
    ++warned_of_planned_;
    const auto filled = [&](const std::string& name, const char* pattern) {
      char text[160];
      std::snprintf(text, sizeof text, pattern, work, capacity);
      return name + text;
    };
    warnings_.push_back({.da = filled(who.da,
                                      ": en almindelig uge har %.0f timers planlagt arbejde, og dem, der skal "
                                      "løse det, er %.0f timer på arbejde: det kan ikke alt blive løst"),
                         .en = filled(who.en,
                                      ": a usual week has %.0f hours of planned work, and those who do it are "
                                      "%.0f hours on duty: not all of it can be done")});
  }

  static double hours_a_week(const Unit& unit) {
    if (unit.always_on) return hours_of_week;
    return static_cast<double>(std::count(unit.weekdays.begin(), unit.weekdays.end(), true)) * seconds(unit.length) /
           3600;
  }

  /// Hours that the cars sent to an incident of this type spend there, and what follows; driving apart.
  static double work_of(const IncidentType& type) {
    const scenario::Attendance& needs = type.attendance;
    double cars = 0;
    for (const auto& [number, share] : needs.cars.chances) cars += number * share;
    const double backup = hours(needs.backup_on_scene.value_or(type.on_scene));
    double after = needs.report ? needs.report->probability * hours(needs.report->time) : 0;
    after += needs.arrest ? needs.arrest->probability * hours(needs.arrest->booking) : 0;
    return comes_about(needs) * (hours(type.on_scene) + (cars - 1) * backup + after);
  }

  static double least_of_one_car(const IncidentType& type) {
    const double backup = hours(type.attendance.backup_on_scene.value_or(type.on_scene));
    return comes_about(type.attendance) * std::min(hours(type.on_scene), backup);
  }

  /// At least this share is not cancelled.
  static double comes_about(const scenario::Attendance& needs) {
    return needs.cancellation ? 1 - needs.cancellation->probability : 1;
  }

  const World& world_;
  std::vector<double> incidents_;  ///< by type, a usual week
  std::vector<scenario::Text> warnings_;
  int warned_of_planned_ = 0;
};

}  // namespace

std::vector<scenario::Text> load_warnings(const World& world) {
  std::vector<scenario::Text> warnings = Loads{world}.warnings();
  for (scenario::Text& unmet : never_met_warnings(world)) warnings.push_back(std::move(unmet));
  for (scenario::Text& undone : never_done_warnings(world)) warnings.push_back(std::move(undone));
  for (scenario::Text& outside : outside_run_warnings(world)) warnings.push_back(std::move(outside));
  return warnings;
}

}  // namespace kredsim
