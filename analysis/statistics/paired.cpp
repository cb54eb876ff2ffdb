#include "analysis/statistics/paired.hpp"

#include <algorithm>
#include <utility>

namespace kredsim {

namespace {

using Row = std::pair<std::uint64_t, std::uint32_t>;  // key, row

std::vector<Row> measured_by_key(const Outcome& outcome) {
  std::vector<Row> rows;
  for (std::size_t i = 0; i < outcome.incidents.size(); ++i)
    if (outcome.incidents[i].measured) rows.emplace_back(outcome.incidents[i].key, static_cast<std::uint32_t>(i));
  std::sort(rows.begin(), rows.end());
  return rows;
}

std::int64_t response_of(const IncidentRecord& incident) {
  return incident.first_arrival == never ? PairedIncident::unanswered
                                         : (incident.first_arrival - incident.created).count();
}

}  // namespace

Pairing pair_up(const Outcome& base, const Outcome& plan, const Column<TypeId, TypeId>& types) {
  Pairing pairing;
  pairing.base_keeps.assign(base.incidents.size(), 0);
  pairing.plan_keeps.assign(plan.incidents.size(), 0);
  const std::vector<Row> of_plan = measured_by_key(plan);
  for (std::size_t i = 0; i < base.incidents.size(); ++i) {
    const IncidentRecord& incident = base.incidents[i];
    if (!incident.measured) continue;
    PairedIncident pair{incident.type, incident.point, response_of(incident), PairedIncident::not_received};
    const auto match = std::lower_bound(of_plan.begin(), of_plan.end(), Row{incident.key, 0});
    if (match != of_plan.end() && match->first == incident.key) {
      pairing.base_keeps[i] = 1;
      pairing.plan_keeps[match->second] = 1;
      pair.plan_ms = response_of(plan.incidents[match->second]);
    }
    pairing.incidents.push_back(pair);
  }
  for (std::size_t i = 0; i < plan.incidents.size(); ++i) {
    const IncidentRecord& incident = plan.incidents[i];
    if (incident.measured && pairing.plan_keeps[i] == 0)
      pairing.incidents.push_back(
          {types[incident.type], incident.point, PairedIncident::not_received, response_of(incident)});
  }
  return pairing;
}

bool keeps_all(const Outcome& outcome, const std::vector<char>& keeps) {
  for (std::size_t i = 0; i < keeps.size(); ++i)
    if (outcome.incidents[i].measured && keeps[i] == 0) return false;
  return true;
}

Outcome restricted(Outcome outcome, const std::vector<char>& keeps) {
  for (std::size_t i = 0; i < keeps.size(); ++i) outcome.incidents[i].measured &= keeps[i] != 0;
  return outcome;
}

Gains& Gains::operator+=(const Gains& other) {
  answered += other.answered;
  gained += other.gained;
  lost += other.lost;
  gained_ms += other.gained_ms;
  lost_ms += other.lost_ms;
  base_only += other.base_only;
  plan_only += other.plan_only;
  neither += other.neither;
  for (std::size_t i = 0; i < classes.size(); ++i) classes[i] += other.classes[i];
  return *this;
}

PairSums::PairSums(const Tables& tables, int planned)
    : tables_{&tables},
      areas_{tables.world().district.areas.size()},
      types_{tables.world().demand.types.size() + (tables.published() >= 0 ? 1 : 0)},
      gains_(1 + areas_ + types_),
      published_gains_(tables.published() >= 0 ? 1 + areas_ : 0),
      points_(tables.world().district.points.size()),
      mixes_(static_cast<std::size_t>(std::clamp(planned, 1, Summary::most_groups)),
             std::vector<Mix>(tables.world().demand.types.size() * areas_)),
      replications_(mixes_.size(), 0) {}

void PairSums::add(int replication, const std::vector<PairedIncident>& incidents) {
  const std::size_t group = static_cast<std::size_t>(replication) % mixes_.size();
  ++replications_[group];
  for (const PairedIncident& incident : incidents) {
    Mix& mix = mixes_[group][mix_index(incident.type, tables_->world().district.municipality(incident.point))];
    if (incident.base_ms >= 0) {
      ++mix.base_n;
      mix.base_ms += incident.base_ms;
    }
    if (incident.plan_ms >= 0) {
      ++mix.plan_n;
      mix.plan_ms += incident.plan_ms;
    }
    if (incident.in_both()) add_gains(incident);
    only_in_base_ += incident.plan_ms == PairedIncident::not_received ? 1 : 0;
    only_in_plan_ += incident.base_ms == PairedIncident::not_received ? 1 : 0;
  }
}

void PairSums::add_gains(const PairedIncident& incident) {
  Gains one;
  PointGains& point = points_[incident.point.index()];
  ++point.received;
  if (incident.base_ms >= 0 && incident.plan_ms >= 0) {
    constexpr std::int64_t second = 1000;
    const std::int64_t later = incident.plan_ms - incident.base_ms;
    one.answered = 1;
    if (later <= -second) one.gained = 1, one.gained_ms = -later;
    if (later >= second) one.lost = 1, one.lost_ms = later;
    // A class holds its lower edge where people lose and its upper one where they gain, so that no change is in none.
    const auto edge = std::find_if(gain_edges.begin(), gain_edges.end(),
                                   [&](int at) { return at < 0 ? later <= at * second : later < at * second; });
    one.classes[static_cast<std::size_t>(edge - gain_edges.begin())] = 1;
    ++point.answered;
    point.gained += one.gained;
    point.lost += one.lost;
    point.change_ms += later;
  } else {
    (incident.base_ms >= 0 ? one.base_only : incident.plan_ms >= 0 ? one.plan_only : one.neither) = 1;
  }
  const World& world = tables_->world();
  const bool published = world.demand.types[incident.type].published;
  gains_[0] += one;
  gains_[1 + areas_ + incident.type.index()] += one;
  if (published) {
    gains_.back() += one;
    published_gains_[0] += one;
  }
  for (const AreaId area : world.district.points[incident.point].areas) {
    if (!area.valid()) continue;
    gains_[1 + area.index()] += one;
    if (published) published_gains_[1 + area.index()] += one;
  }
}

}  // namespace kredsim
