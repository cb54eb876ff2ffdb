#include "analysis/theory/crews.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>

#include "analysis/theory/hypercube.hpp"
#include "sim/base/pinned_math.hpp"

namespace kredsim::theory {

namespace {

constexpr double ms_per_hour = 3'600'000;
constexpr std::int64_t ms_per_week = 168LL * 3'600'000;

bool on_duty(const Unit& unit, std::int64_t moment) {
  if (unit.always_on) return true;
  for (int day = 0; day < 7; ++day) {
    if (!unit.weekdays[static_cast<std::size_t>(day)]) continue;
    const std::int64_t since = moment - day * 86'400'000LL - unit.from.count();
    if ((since % ms_per_week + ms_per_week) % ms_per_week < unit.length.count()) return true;
  }
  return false;
}

}  // namespace

Week::Week(const World& world) {
  std::set<std::int64_t> moments{0};
  for (const Unit& unit : world.force.units) {
    if (unit.always_on) continue;
    for (int day = 0; day < 7; ++day) {
      if (!unit.weekdays[static_cast<std::size_t>(day)]) continue;
      const std::int64_t begin = day * 86'400'000LL + unit.from.count();
      moments.insert(begin % ms_per_week);
      moments.insert((begin + unit.length.count()) % ms_per_week);
    }
  }
  std::map<std::vector<UnitId>, Crew> crews;
  for (auto moment = moments.begin(); moment != moments.end(); ++moment) {
    const auto next = std::next(moment);
    Stretch stretch;
    stretch.from = static_cast<double>(*moment) / ms_per_hour;
    stretch.to = next == moments.end() ? hours_of_week : static_cast<double>(*next) / ms_per_hour;
    for (const UnitId unit : world.force.units.ids())
      if (on_duty(world.force.units[unit], *moment) && !world.force.is_neighbours(unit)) stretch.units.push_back(unit);
    stretches_.push_back(stretch);
    if (stretch.units.empty()) continue;
    Crew& crew = crews[stretch.units];
    crew.units = stretch.units;
    crew.hours_a_week += stretch.to - stretch.from;
    double busiest = -1;
    for (int hour = static_cast<int>(stretch.from); hour < stretch.to; ++hour) {
      double calls = 0;
      for (const ArrivalStream& stream : world.demand.streams) calls += world.demand.rate(stream, hour);
      const double inside = std::min(stretch.to, hour + 1.0) - std::max(stretch.from, static_cast<double>(hour));
      crew.calls_a_week += calls * inside;
      if (calls > busiest) crew.busiest_hour = hour;
      busiest = std::max(busiest, calls);
    }
  }
  for (auto& [units, crew] : crews) crews_.push_back(std::move(crew));
  std::stable_sort(crews_.begin(), crews_.end(),
                   [](const Crew& a, const Crew& b) { return a.hours_a_week > b.hours_a_week; });
}

int Week::units_at(double hour) const {
  for (const Stretch& stretch : stretches_)
    if (hour >= stretch.from && hour < stretch.to) return static_cast<int>(stretch.units.size());
  return 0;
}

double Week::mean_units(double from, double to) const {
  double sum = 0;
  for (const Stretch& stretch : stretches_) {
    const double inside = std::min(to, stretch.to) - std::max(from, stretch.from);
    if (inside > 0) sum += inside * static_cast<double>(stretch.units.size());
  }
  return sum / (to - from);
}

int Week::most_units() const {
  std::size_t most = 0;
  for (const Stretch& stretch : stretches_) most = std::max(most, stretch.units.size());
  return static_cast<int>(most);
}

std::vector<double> Week::changes_within(double hour) const {
  std::vector<double> changes;
  for (const Stretch& stretch : stretches_)
    if (stretch.from >= hour && stretch.from < hour + 1) changes.push_back(stretch.from);
  return changes;
}

namespace {

struct Flat {
  double x = 0;  ///< km
  double y = 0;
};

/// Andrew's monotone chain, then the shoelace formula.
double hull_area(std::vector<Flat> points) {
  std::sort(points.begin(), points.end(),
            [](const Flat& a, const Flat& b) { return a.x < b.x || (a.x == b.x && a.y < b.y); });
  std::vector<Flat> hull;
  const auto turn = [](const Flat& o, const Flat& a, const Flat& b) {
    return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
  };
  for (int pass = 0; pass < 2; ++pass) {
    const std::size_t base = hull.size();
    for (const Flat& point : points) {
      while (hull.size() >= base + 2 && turn(hull[hull.size() - 2], hull.back(), point) <= 0) hull.pop_back();
      hull.push_back(point);
    }
    if (!hull.empty()) hull.pop_back();
    std::reverse(points.begin(), points.end());
  }
  double area = 0;
  for (std::size_t i = 0; i < hull.size(); ++i) {
    const Flat& a = hull[i];
    const Flat& b = hull[(i + 1) % hull.size()];
    area += a.x * b.y - a.y * b.x;
  }
  return std::fabs(area) / 2;
}

}  // namespace

CallPlaces::CallPlaces(const World& world) {
  std::map<std::pair<AreaId, Driving>, double> calls;
  for (const ArrivalStream& stream : world.demand.streams)
    calls[{stream.area, world.demand.types[stream.type].driving}] += stream.per_hour;
  constexpr std::size_t most_places = 16;
  for (const auto& [key, rate] : calls) {
    const AreaPoints& points = world.demand.area_points[key.first];
    if (points.points.size() <= most_places) {
      double before = 0;
      for (std::size_t i = 0; i < points.points.size(); ++i) {
        atoms_.push_back({key.first, points.points[i], key.second, rate * (points.cumulative[i] - before)});
        before = points.cumulative[i];
      }
      continue;
    }
    for (std::size_t i = 0; i < most_places; ++i) {
      const PointId point = points.at((static_cast<double>(i) + 0.5) / most_places);
      atoms_.push_back({key.first, point, key.second, rate / most_places});
    }
  }
  std::vector<Flat> flat;
  double latitude = 0;
  for (const Atom& atom : atoms_)
    latitude +=
        world.network.graph.position(world.district.points[atom.point].place).lat / static_cast<double>(atoms_.size());
  constexpr double km_per_degree = 40'008.0 / 360;
  const double narrower = pinned::cos(latitude * std::numbers::pi / 180);
  std::set<AreaId> areas;
  for (const Atom& atom : atoms_) areas.insert(atom.area);
  for (const AreaId area : areas) {
    for (const PointId point : world.demand.area_points[area].points) {
      const Position at = world.network.graph.position(world.district.points[point].place);
      flat.push_back({at.lon * km_per_degree * narrower, at.lat * km_per_degree});
    }
  }
  hull_km2_ = hull_area(std::move(flat));
}

double CallPlaces::calls_per_hour(AreaId area) const {
  double sum = 0;
  for (const Atom& atom : atoms_)
    if (atom.area == area) sum += atom.calls_per_hour;
  return sum;
}

namespace {

/// Drives of a crew from its stations to every place.
struct Drives {
  std::vector<std::vector<double>> seconds;  ///< by unit, by place
  std::vector<std::vector<double>> metres;
  std::vector<std::vector<int>> order;  ///< by place: units, the nearest first, ties in the order of the roster
  double unreachable = 0;
};

/// A pair without a road takes no part in means, and is asked last.
constexpr double no_road_s = 1e9;

Drives drives_of(const World& world, const CallPlaces& places, const Crew& crew) {
  Drives drives;
  const auto query = world.travel->query();
  const SimTime monday = SimTime{std::chrono::local_days{std::chrono::days{4}}};  // 1970-01-05, a Monday
  const SimTime departure = monday + std::chrono::hours{crew.busiest_hour};
  drives.seconds.assign(crew.units.size(), std::vector<double>(places.atoms().size(), 0));
  drives.metres = drives.seconds;
  Route route;
  for (std::size_t a = 0; a < places.atoms().size(); ++a) {
    const CallPlaces::Atom& atom = places.atoms()[a];
    const Place scene = world.district.points[atom.point].place;
    const ProfileId profile = world.travel->profile(atom.driving, departure);
    std::map<StationId, std::pair<double, double>> from;
    std::vector<int> order;
    for (std::size_t u = 0; u < crew.units.size(); ++u) {
      const StationId station = world.force.units[crew.units[u]].station;
      if (!from.contains(station)) {
        const bool there = query->route(world.district.stations[station].place, scene, profile, route);
        from[station] = there ? std::pair{seconds(route.duration), static_cast<double>(route.length.count()) / 1000}
                              : std::pair{no_road_s, 0.0};
      }
      std::tie(drives.seconds[u][a], drives.metres[u][a]) = from[station];
      if (drives.seconds[u][a] >= no_road_s)
        drives.unreachable += 1.0 / static_cast<double>(crew.units.size() * places.atoms().size());
      std::size_t place = order.size();
      while (place > 0 && drives.seconds[u][a] < drives.seconds[static_cast<std::size_t>(order[place - 1])][a]) --place;
      order.insert(order.begin() + static_cast<std::ptrdiff_t>(place), static_cast<int>(u));
    }
    drives.order.push_back(std::move(order));
  }
  return drives;
}

/// Mean of `worth` over dispatches of one unit (or, with none, of all) that have a road.
double mean_worth(const HypercubeAnswer& answer, const Drives& drives, const std::vector<std::vector<double>>& worth,
                  std::optional<std::size_t> unit) {
  double sum = 0;
  double weight = 0;
  for (std::size_t u = 0; u < worth.size(); ++u) {
    if (unit && u != *unit) continue;
    for (std::size_t a = 0; a < worth[u].size(); ++a) {
      if (drives.seconds[u][a] >= no_road_s) continue;
      sum += answer.dispatches[u][a] * worth[u][a];
      weight += answer.dispatches[u][a];
    }
  }
  return weight > 0 ? sum / weight : 0;
}

}  // namespace

CrewTravel solve_crew(const World& world, const CallPlaces& places, const Crew& crew, double on_scene_s, bool loses) {
  const Drives drives = drives_of(world, places, crew);
  CrewTravel result;
  result.unreachable = drives.unreachable;
  CrewAnswer& crew_answer = result.answer;
  crew_answer.units = crew.units;
  crew_answer.hours_a_week = crew.hours_a_week;
  crew_answer.calls_per_hour = crew.calls_a_week / crew.hours_a_week;

  Hypercube model;
  model.when_all_busy = loses ? Hypercube::WhenAllBusy::lose : Hypercube::WhenAllBusy::queue;
  model.order = drives.order;
  double all = 0;
  for (const CallPlaces::Atom& atom : places.atoms()) all += atom.calls_per_hour;
  for (const CallPlaces::Atom& atom : places.atoms())
    model.arrivals.push_back(atom.calls_per_hour / all * crew_answer.calls_per_hour);
  const std::size_t units = crew.units.size();
  const bool exact = units <= most_exact_units;
  std::vector<double> drive(units, 0);
  for (std::size_t u = 0; u < units; ++u)
    for (std::size_t a = 0; a < places.atoms().size(); ++a)
      if (drives.seconds[u][a] < no_road_s) drive[u] += places.atoms()[a].calls_per_hour / all * drives.seconds[u][a];
  HypercubeAnswer answer;
  // The approximation is calibrated; the exact model is then solved once.
  for (int round = 0; round < 5; ++round) {
    model.service.clear();
    double ends = 0;
    for (std::size_t u = 0; u < units; ++u) {
      model.service.push_back(std::max(1.0, on_scene_s + drive[u]) / 3600);
      ends += 1 / model.service.back();
    }
    crew_answer.load = crew_answer.calls_per_hour / ends;
    if (!loses && crew_answer.load >= 0.999) return result;
    answer = exact && round == 4 ? solve_hypercube(model, 1e-9) : approximate_hypercube(model, 1e-7);
    for (std::size_t u = 0; u < units; ++u) drive[u] = mean_worth(answer, drives, drives.seconds, u);
  }
  crew_answer.method = exact ? CrewAnswer::Method::exact : CrewAnswer::Method::approximate;
  crew_answer.share_not_nearest = answer.share_not_first_choice;
  crew_answer.residual = answer.residual;
  result.travel_s = mean_worth(answer, drives, drives.seconds, std::nullopt);
  result.distance_m = mean_worth(answer, drives, drives.metres, std::nullopt);
  std::map<AreaId, std::pair<double, double>> by_area;
  for (std::size_t u = 0; u < units; ++u) {
    for (std::size_t a = 0; a < places.atoms().size(); ++a) {
      if (drives.seconds[u][a] >= no_road_s) continue;
      auto& [sum, weight] = by_area[places.atoms()[a].area];
      sum += answer.dispatches[u][a] * drives.seconds[u][a];
      weight += answer.dispatches[u][a];
    }
  }
  for (const auto& [area, sums] : by_area)
    if (sums.second > 0) result.by_area.emplace_back(area, sums.first / sums.second);
  return result;
}

}  // namespace kredsim::theory
