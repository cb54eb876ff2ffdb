#include "sim/world/load.hpp"

#include <cstdio>

namespace kredsim {

namespace {

using scenario::Line;

double hours(const Distribution& work) { return work.mean_s() / 3600; }

double staff_hours(const scenario::Staff& staff) {
  double sum = 0;
  for (const int people : staff) sum += people;
  return sum;
}

std::string warning(const std::string& who, double work, double capacity) {
  char text[256];
  std::snprintf(text, sizeof text,
                "%s: %.0f hours of work come in a usual week and %.0f hours are on duty: the queue grows without bound",
                who.c_str(), work, capacity);
  return text;
}

class Loads {
 public:
  explicit Loads(const World& world) : world_{world}, incidents_(world.demand.types.size(), 0.0) {
    for (const ArrivalStream& stream : world.demand.streams)
      incidents_[stream.type.index()] += stream.per_hour * hours_of_week;
  }

  std::vector<std::string> warnings() {
    if (world_.scenario.control_centre) {
      line("control_centre.alarm_centre", Line::alarm_centre, world_.scenario.control_centre->alarm_centre);
      line("control_centre.service_line", Line::service_line, world_.scenario.control_centre->service_line);
      dispatchers();
      desks();
    }
    if (world_.scenario.dispatch.when_all_busy == scenario::WhenAllBusy::queue) units();
    return std::move(warnings_);
  }

 private:
  void compare(const std::string& who, double work, double capacity) {
    if (work >= capacity) warnings_.push_back(warning(who, work, capacity));
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
    compare(who, work, staff_hours(*desk.call_takers));
  }

  void dispatchers() {
    const scenario::DispatchDesk& desk = world_.scenario.control_centre->dispatch;
    if (!desk.dispatchers) return;
    double reports = 0;
    for (const TypeId id : world_.demand.types.ids()) reports += sent_on(world_.demand.types[id], id.index());
    compare("control_centre.dispatch", reports * hours(desk.handling), staff_hours(*desk.dispatchers));
  }

  void desks() {
    const auto& reports = world_.scenario.control_centre->reports;
    if (!reports || !reports->officers) return;
    compare("control_centre.reports", reports->per_hour * hours_of_week * seconds(reports->work) / 3600,
            staff_hours(*reports->officers));
  }

  void units() {
    double work = 0;
    for (const TypeId id : world_.demand.types.ids())
      work += sent_on(world_.demand.types[id], id.index()) * hours(world_.demand.types[id].on_scene);
    double capacity = 0;
    for (const Unit& unit : world_.force.units) {
      double days = 0;
      for (const bool works : unit.weekdays) days += works ? 1 : 0;
      capacity += unit.always_on ? hours_of_week : days * seconds(unit.length) / 3600;
    }
    compare("force", work, capacity);
  }

  const World& world_;
  std::vector<double> incidents_;  ///< by type, a usual week
  std::vector<std::string> warnings_;
};

}  // namespace

std::vector<std::string> load_warnings(const World& world) { return Loads{world}.warnings(); }

}  // namespace kredsim
