#include <algorithm>
#include <memory>
#include <optional>

#include "sim/random/stream.hpp"
#include "sim/scenario/units.hpp"
#include "sim/world/area_finder.hpp"
#include "sim/world/build.hpp"

namespace kredsim {

namespace {

class PlannedTasksBuilder {
 public:
  PlannedTasksBuilder(World& world, const AreaFinder& areas) : world_{world}, areas_{areas} {}

  void build() {
    for (const auto& [key, task] : world_.scenario.planned_tasks) add(key, task);
    if (!problems_.empty()) throw ScenarioError{problems_};
  }

 private:
  void add(const std::string& key, const scenario::PlannedTask& task) {
    PlannedTask made;
    made.key = stable_key(key);
    for (const Group& group : world_.force.groups)
      made.groups.push_back(std::any_of(task.by.begin(), task.by.end(),
                                        [&](const scenario::Reference& name) { return name.name == group.key; }));
    made.longest = longest_shift(key, task, made);
    made.when.fill(true);
    if (task.when) made.when = *task.when;
    made.when_late = task.when_late;
    made.who = task.who;
    made.interruptible = task.interruptible;
    made.seen = task.seen;
    const auto usual = task.outings.empty() ? Milliseconds{std::chrono::days{14}} : std::chrono::minutes{30};
    made.deadline = task.deadline.value_or(usual);
    made.type = world_.demand.types.push_back(type_of(key, task));
    if (task.outings.empty())
      spread(key, task, made);
    else
      go_out(key, task, made);
    world_.planned.push_back(std::move(made));
  }

  [[nodiscard]] static IncidentType type_of(const std::string& key, const scenario::PlannedTask& task) {
    IncidentType type{key, task.label, Priority::planned, Driving::normal, false, {}, {}};
    if (task.lasts) type.on_scene = *task.lasts;
    if (task.interruptible != scenario::Interruptible::never)
      type.attendance.interruption = scenario::Interruption::resume;
    type.planned = true;
    return type;
  }

  Milliseconds longest_shift(const std::string& key, const scenario::PlannedTask& task, const PlannedTask& made) {
    Milliseconds longest{0};
    for (const Unit& unit : world_.force.units)
      if (made.groups[unit.group.index()])
        longest = std::max<Milliseconds>(longest, unit.always_on ? std::chrono::weeks{52} : unit.length);
    if (longest == Milliseconds{0}) {
      problem(task.origin, "planned_tasks." + key + ".by", "none of these groups has a car (give one a `roster`)");
      return longest;
    }
    Milliseconds needed{0};
    if (task.lasts) needed = Milliseconds{static_cast<std::int64_t>(task.lasts->mean_s() * 1000)};
    for (const scenario::Outing& outing : task.outings) needed = std::max(needed, outing.length);
    if (needed > longest)
      problem(task.origin, "planned_tasks." + key,
              "takes " + scenario::duration_text(needed) +
                  ", longer than any shift of those who do it (the longest is " + scenario::duration_text(longest) +
                  ": shorten the task or lengthen the shift)");
    return longest;
  }

  void spread(const std::string& key, const scenario::PlannedTask& task, PlannedTask& made) {
    const auto open = std::count(made.when.begin(), made.when.end(), true);
    if (open == 0) return problem(task.origin, "planned_tasks." + key + ".when", "names no hour");
    made.per_open_hour = task.per_hour * static_cast<double>(hours_of_week) / static_cast<double>(open);
    made.lasts = *task.lasts;
    const auto shares = shares_by(task.where, world_.district);
    double sum = 0;
    for (const AreaId area : world_.district.areas.ids()) {
      if (shares[area] <= 0) continue;
      if (world_.demand.area_points[area].points.empty())
        return problem(task.origin, "planned_tasks." + key + ".where",
                       "nobody lives in `" + world_.district.areas[area].key + "` (no point of demand there)");
      made.areas.emplace_back(area, sum += shares[area]);
    }
    if (made.areas.empty()) return problem(task.origin, "planned_tasks." + key + ".where", "its weights sum to zero");
    made.areas.back().second = 1;
  }

  /// Each place becomes a point of its own at which nobody lives.
  void go_out(const std::string& key, const scenario::PlannedTask& task, PlannedTask& made) {
    for (std::size_t i = 0; i < task.outings.size(); ++i) {
      const scenario::Outing& outing = task.outings[i];
      const auto place = find_place(outing, "planned_tasks." + key + ".outings[" + std::to_string(i) + "].at");
      if (!place) continue;
      const PointId point = world_.district.points.push_back({*place, 0, areas_.at(*place)});
      const auto from = static_cast<std::uint64_t>(outing.from.count());
      Outing planned{point, combine(combine(made.key, from), i), {}, outing.from, outing.length};
      for (const int day : outing.days) planned.weekdays[static_cast<std::size_t>(day)] = true;
      made.outings.push_back(planned);
    }
  }

  std::optional<Place> find_place(const scenario::Outing& outing, const std::string& key) {
    if (const auto* reference = std::get_if<scenario::Reference>(&outing.at)) {
      for (const auto& [known, place] : world_.network.named)
        if (known == reference->name && place.edge.valid()) return place;
      problem(reference->origin, key, "no road leads to `" + reference->name + "` (choose a place on the network)");
      return std::nullopt;
    }
    if (!snapper_) snapper_ = std::make_unique<Snapper>(world_.network.graph);
    const Place place = snapper_->snap(std::get<Position>(outing.at), snap_limit_m).place;
    if (place.edge.valid()) return place;
    problem(outing.origin, key,
            "no road of the district within 1 km (is it [latitude, longitude], and in the district?)");
    return std::nullopt;
  }

  void problem(Origin origin, std::string key, std::string text) {
    if (origin.file.empty() && !world_.scenario.files.empty()) origin.file = world_.scenario.files.back();
    problems_.push_back({std::move(origin), std::move(key), std::move(text)});
  }

  World& world_;
  const AreaFinder& areas_;
  std::unique_ptr<Snapper> snapper_;
  std::vector<Problem> problems_;
};

}  // namespace

void add_planned_tasks(World& world) {
  const AreaFinder areas{world};
  world.force.own_area = Column<UnitId, AreaId>(world.force.units.size());
  for (const UnitId unit : world.force.units.ids()) {
    if (world.force.is_neighbours(unit)) continue;
    const District::Station& station = world.district.stations[world.force.units[unit].station];
    world.force.own_area[unit] = station.area.valid() ? station.area : areas.at(station.place)[0];
  }
  PlannedTasksBuilder{world, areas}.build();
}

}  // namespace kredsim
