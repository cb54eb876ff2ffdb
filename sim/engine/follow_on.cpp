#include "sim/base/geo.hpp"
#include "sim/engine/replication.hpp"

namespace kredsim {

/// What this incident brings about, decided by the incident alone: so in every plan alike. What follows brings about
/// nothing more.
void Replication::schedule_follow_ons(IncidentRow row) {
  const IncidentRecord parent = incident(row);
  for (const FollowOn& follow : world_.demand.types[parent.type].follow) {
    const std::uint64_t key = combine(parent.key, follow.key);
    Stream chance{setup_.seed, setup_.replication, Purpose::follow_on, key};
    if (!(chance.uniform() < follow.rule.probability)) continue;
    Arrival arrival;
    arrival.time = state_.now + follow.rule.delay.sample(chance);
    arrival.key = key;
    arrival.type = follow.type;
    arrival.area = world_.district.municipality(parent.point);
    arrival.point = point_near(parent.point, follow.rule.where, chance.uniform());
    arrival.follow_on = true;
    state_.events.push(arrival.time, EventKind::follow_on, UnitId{},
                       static_cast<std::uint32_t>(state_.follow_ons.size()));
    state_.follow_ons.push_back(arrival);
  }
}

/// In proportion to the weights of the points of the municipality that lie within reach, as the crow flies.
PointId Replication::point_near(PointId centre, const scenario::Near& where, double uniform) const {
  const AreaPoints& area = world_.demand.area_points[world_.district.municipality(centre)];
  if (where.kind == scenario::Near::Kind::same_place || area.points.empty()) return centre;
  if (where.kind == scenario::Near::Kind::same_area) return area.at(uniform);
  const auto position = [&](PointId point) {
    return world_.network.graph.position(world_.district.points[point].place);
  };
  const Position middle = position(centre);
  const auto reached = [&](PointId point) { return distance_m(middle, position(point)) <= metres(where.radius); };
  double total = 0;
  for (const PointId point : area.points)
    if (reached(point)) total += world_.district.points[point].weight;
  double left = uniform * total;
  for (const PointId point : area.points) {
    if (!reached(point)) continue;
    left -= world_.district.points[point].weight;
    if (left <= 0) return point;
  }
  return centre;
}

}  // namespace kredsim
