#include "analysis/statistics/presence.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "analysis/statistics/measured_time.hpp"

namespace kredsim {

namespace {
bool by_area_hour_or_group(const Table& table) {
  return !table.split_by(Axis::type) && !table.split_by(Axis::priority);
}

/// Cuts [from, to) at full hours: `visit(begin, end, hour of the week)`.
template <class Visit>
void for_each_hour(SimTime from, SimTime to, const Visit& visit) {
  while (from < to) {
    const SimTime next =
        std::min(to, std::chrono::floor<std::chrono::hours>(from) + SimTime::duration{std::chrono::hours{1}});
    visit(from, next, static_cast<std::size_t>(hour_of_week(from)));
    from = next;
  }
}

Sum sum_of(Presence presence) {
  switch (presence) {
    case Presence::passing: return Sum::passing_ms;
    case Presence::parked: return Sum::parked_ms;
    case Presence::on_foot: return Sum::on_foot_ms;
  }
  return Sum::passing_ms;
}

/// Walks through the stretches of idling and adds what was seen to all tables; keeps who was in which area when.
class Watch {
 public:
  Watch(const Tables& tables, const MeasuredTime& window, Sums& sums)
      : tables_{tables}, window_{window}, sums_{sums}, seen_(tables.world().district.areas.size()) {}

  void add(const IdleRecord& row) {
    const SimTime from = std::max(row.from, window_.from);
    const SimTime to = std::min(row.to, window_.to);
    if (from >= to) return;
    group_ = tables_.world().force.units[row.unit].group;
    if (row.tour.valid())
      add_tour(tables_.world().idle.tours[row.tour], from, to, row.offset + (from - row.from));
    else
      add_stretch(nullptr, from, to, Milliseconds{0}, Presence::parked,
                  tables_.world().idle.posts[group_][row.post].areas);
  }

  /// A crew at a planned task that is seen.
  void add(const AssignmentRecord& row, const Outcome& outcome) {
    const IncidentRecord& incident = outcome.incidents[row.incident];
    if (incident.planned == not_planned || row.arrived == never) return;
    const scenario::Seen seen = tables_.world().planned[outcome.planned[incident.planned].sort].seen;
    const SimTime from = std::max(row.arrived, window_.from);
    const SimTime to = std::min({row.ended, outcome.ended, window_.to});
    if (seen == scenario::Seen::no || from >= to) return;
    group_ = tables_.world().force.units[row.unit].group;
    add_stretch(nullptr, from, to, Milliseconds{0},
                seen == scenario::Seen::parked ? Presence::parked : Presence::on_foot,
                tables_.world().district.points[incident.point].areas);
  }

  /// The time between two presences in an area, whoever is seen.
  void add_gaps() {
    for (const Table& table : tables_.all()) {
      if (!table.split_by(Axis::area) || table.dimensions() != 1) continue;
      for (const AreaId area : seen_.ids()) {
        auto& times = seen_[area];
        std::sort(times.begin(), times.end());
        const std::size_t cell = table.first_cell + table.step(Axis::area) * area.index();
        for (std::size_t i = 1; i < times.size(); ++i) {
          const SimTime gone = times[i - 1].second;
          if (times[i].first > gone) {
            ++sums_.at(cell, Sum::gaps);
            sums_.at(cell, Sum::gap_ms) += (times[i].first - gone).count();
          }
          times[i].second = std::max(times[i].second, gone);
        }
      }
    }
  }

 private:
  /// @param offset on the tour at `from`
  void add_tour(const Tour& tour, SimTime from, SimTime to, Milliseconds offset) {
    offset %= tour.period();
    const auto& visits = tour.visits();
    auto visit = std::upper_bound(visits.begin(), visits.end(), offset,
                                  [](Milliseconds time, const Tour::Visit& v) { return time < v.begins; }) -
                 1;
    while (from < to) {
      const Milliseconds ends = visit + 1 == visits.end() ? tour.period() : (visit + 1)->begins;
      const SimTime until = std::min(to, from + (ends - offset));
      add_stretch(&tour, from, until, offset, visit->presence, visit->areas);
      offset = ends == tour.period() ? Milliseconds{0} : ends;
      visit = visit + 1 == visits.end() ? visits.begin() : visit + 1;
      from = until;
    }
  }

  void add_stretch(const Tour* tour, SimTime from, SimTime to, Milliseconds offset, Presence presence,
                   const AreasOfPlace& areas) {
    for (const AreaId area : areas)
      if (area.valid()) seen_[area].emplace_back(from, to);
    const bool drives = tour != nullptr && presence == Presence::passing;
    Millimetres driven = drives ? tour->driven(offset) : Millimetres{};
    for_each_hour(from, to, [&](SimTime begin, SimTime end, std::size_t hour) {
      const Millimetres before = driven;
      if (drives) driven = tour->driven(offset + (end - from));
      for (const Table& table : tables_.all())
        if (by_area_hour_or_group(table))
          add_piece(table, hour, sum_of(presence), (end - begin).count(), (driven - before).count(), areas);
    });
  }

  void add_piece(const Table& table, std::size_t hour, Sum sum, std::int64_t ms, std::int64_t mm,
                 const AreasOfPlace& areas) {
    const std::size_t base = table.first_cell + table.step(Axis::group) * group_.index() +
                             table.step(Axis::hour) * (table.by_hour_of_week ? hour : hour % 24);
    const auto add = [&](std::size_t cell) {
      sums_.at(cell, sum) += ms;
      sums_.at(cell, Sum::patrol_mm) += mm;
    };
    if (!table.split_by(Axis::area)) return add(base);
    for (const AreaId area : areas)
      if (area.valid()) add(base + table.step(Axis::area) * area.index());
  }

  const Tables& tables_;
  const MeasuredTime& window_;
  Sums& sums_;
  GroupId group_;
  Column<AreaId, std::vector<std::pair<SimTime, SimTime>>> seen_;
};

void add_own_work(const Tables& tables, const MeasuredTime& window, const Outcome& outcome, const OwnWorkRecord& work,
                  Sums& sums) {
  const GroupId group = tables.world().force.units[work.unit].group;
  const SimTime from = std::max(work.from, window.from);
  const SimTime to = std::min({work.to, window.to, outcome.ended});
  for (const Table& table : tables.all()) {
    if (!by_area_hour_or_group(table) || table.split_by(Axis::area)) continue;
    const auto cell = [&](std::size_t hour) {
      return table.first_cell + table.step(Axis::group) * group.index() +
             table.step(Axis::hour) * (table.by_hour_of_week ? hour : hour % 24);
    };
    if (work.from >= window.from && work.from < window.to)
      ++sums.at(cell(static_cast<std::size_t>(hour_of_week(work.from))), Sum::own_work);
    for_each_hour(from, to, [&](SimTime begin, SimTime end, std::size_t hour) {
      sums.at(cell(hour), Sum::own_work_ms) += (end - begin).count();
    });
  }
}

}  // namespace

void add_presence(const Tables& tables, const Outcome& outcome, Sums& sums) {
  const MeasuredTime window{outcome.measured_from, outcome.measured_to};
  if (tables.world().idle.any_presence) {
    Watch watch{tables, window, sums};
    for (const IdleRecord& row : outcome.idling) watch.add(row);
    for (const AssignmentRecord& row : outcome.assignments) watch.add(row, outcome);
    watch.add_gaps();
  }
  for (const OwnWorkRecord& work : outcome.own_work) add_own_work(tables, window, outcome, work, sums);
}

double inhabitants(const Tables& tables, const Cell& cell) {
  const District& district = tables.world().district;
  if (cell[Axis::area] >= 0) return district.areas[AreaId{static_cast<std::size_t>(cell[Axis::area])}].population;
  double sum = 0;
  for (const District::Area& area : district.areas) {
    if (area.layer != LayerId{0}) continue;
    if (area.population <= 0) return 0;
    sum += area.population;
  }
  return sum;
}

}  // namespace kredsim
