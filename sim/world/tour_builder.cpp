#include "sim/world/tour_builder.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace kredsim {

namespace {

constexpr std::size_t most_beginnings = 128;                  // at which a unit may join: more are not nearer by much
constexpr Milliseconds stands_still = std::chrono::hours{1};  // a tour of one stop: any length will do

/// The profile of normal driving in most hours of the week; of equals the one that comes first.
ProfileId most_frequent(const TravelTimes& travel) {
  const SimTime monday{std::chrono::local_days{std::chrono::year{2019} / 1 / 7}};
  std::vector<std::pair<ProfileId, int>> hours;
  for (int hour = 0; hour < hours_of_week; ++hour) {
    const ProfileId profile = travel.profile(Driving::normal, monday + std::chrono::hours{hour});
    const auto known = std::find_if(hours.begin(), hours.end(), [&](const auto& h) { return h.first == profile; });
    if (known == hours.end())
      hours.emplace_back(profile, 1);
    else
      ++known->second;
  }
  return std::max_element(hours.begin(), hours.end(), [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

}  // namespace

TourBuilder::TourBuilder(const World& world, const AreaFinder& areas)
    : world_{world}, areas_{areas}, query_{world.travel->query()}, profile_{most_frequent(*world.travel)} {}

bool TourBuilder::leads(Place from, Place to) {
  Route route;
  return leads(from, to, route);
}

bool TourBuilder::leads(Place from, Place to, Route& route) {
  if (!query_->route(from, to, profile_, route)) return false;
  query_->unpack(route, stretches_);
  return std::none_of(stretches_.begin(), stretches_.end(), [&](const Stretch& stretch) {
    const auto pieces = world_.network.graph.pieces(stretch.edge);
    return std::any_of(pieces.begin(), pieces.end(),
                       [](const Piece& piece) { return piece.road_class == RoadClass::ferry; });
  });
}

Tour TourBuilder::lay(std::string name, const std::vector<TourStop>& stops, double speed) {
  // The longest beginning of the list that can be closed.
  std::vector<TourStop> kept{stops.front()};
  std::vector<Route> drives;
  for (std::size_t i = 1; i < stops.size(); ++i) {
    Route route;
    if (!leads(kept.back().place, stops[i].place, route)) continue;
    kept.push_back(stops[i]);
    drives.push_back(std::move(route));
  }
  Route home;
  while (!leads(kept.back().place, kept.front().place, home)) {
    kept.pop_back();
    drives.pop_back();
  }
  drives.push_back(std::move(home));

  Tour tour{std::move(name)};
  for (std::size_t i = 0; i < kept.size(); ++i) {
    add_stop(tour, kept[i]);
    add_drive(tour, std::move(drives[i]), speed);
  }
  if (tour.legs_.empty()) add_stop(tour, {kept.front().place, stands_still, kept.front().presence});
  finish(tour);
  return tour;
}

void TourBuilder::add_stop(Tour& tour, const TourStop& stop) const {
  if (stop.stay.count() == 0) return;
  Tour::Leg leg;
  leg.route.from = leg.route.to = stop.place;
  leg.route.profile = profile_;
  leg.begins = tour.period_;
  leg.lasts = stop.stay;
  leg.presence = stop.presence;
  tour.legs_.push_back(std::move(leg));
  mark(tour, Millimetres{0}, stop.stay, stop.place, stop.presence);
}

/// Part of a quickest way is the quickest way between its ends: road by road.
void TourBuilder::add_drive(Tour& tour, Route route, double speed) {
  query_->unpack(route, stretches_);
  for (const Stretch& stretch : stretches_) {
    Tour::Leg leg;
    leg.begins = tour.period_;
    query_->route({stretch.edge, stretch.begin}, {stretch.edge, stretch.end}, profile_, leg.route);
    const auto duration = static_cast<double>(leg.route.duration.count());
    leg.lasts = Milliseconds{static_cast<std::int64_t>(std::ceil(duration / speed))};
    mark(tour, leg.route.length, leg.lasts,
         {stretch.edge, Millimetres{(stretch.begin.count() + stretch.end.count()) / 2}}, Presence::passing);
    if (leg.lasts.count() > 0) tour.legs_.push_back(std::move(leg));
  }
}

/// A road or a stop that follows on what the tour has.
void TourBuilder::mark(Tour& tour, Millimetres driven, Milliseconds lasts, Place middle, Presence presence) const {
  if (lasts.count() == 0) {  // too short to be seen on
    tour.length_ += driven;
    return;
  }
  const AreasOfPlace areas = areas_.at(middle);
  tour.marks_.push_back({tour.period_, tour.length_});
  if (tour.visits_.empty() || tour.visits_.back().areas != areas || tour.visits_.back().presence != presence)
    tour.visits_.push_back({tour.period_, tour.length_, areas, presence});
  tour.period_ += lasts;
  tour.length_ += driven;
}

void TourBuilder::finish(Tour& tour) const {
  tour.marks_.push_back({tour.period_, tour.length_});
  const RoadGraph& graph = world_.network.graph;
  tour.origin_ = graph.position(tour.legs_.front().route.from);
  tour.metres_a_degree_east_ = distance_m(tour.origin_, {tour.origin_.lat, tour.origin_.lon + 1});
  const std::size_t step = (tour.legs_.size() + most_beginnings - 1) / most_beginnings;
  for (std::size_t leg = 0; leg < tour.legs_.size(); leg += step) {
    tour.beginnings_.push_back(tour.on_plane(graph.position(tour.legs_[leg].route.from)));
    tour.beginnings_.back().leg = leg;
  }
  for (const Tour::Leg& leg : tour.legs_) tour.begins_.push_back(leg.begins);
  tour.begins_.push_back(tour.period_);
  while ((tour.period_.count() >> tour.slice_) > static_cast<std::int64_t>(2 * tour.legs_.size())) ++tour.slice_;
  for (std::size_t leg = 0, slice = 0; (static_cast<std::int64_t>(slice) << tour.slice_) < tour.period_.count();
       ++slice) {
    while (tour.begins_[leg + 1].count() <= static_cast<std::int64_t>(slice) << tour.slice_) ++leg;
    tour.leg_at_.push_back(static_cast<std::uint32_t>(leg));
  }
}

std::vector<std::size_t> short_round(const std::vector<Position>& positions) {
  const std::size_t size = positions.size();
  std::vector<double> between(size * size);
  for (std::size_t a = 0; a < size; ++a)
    for (std::size_t b = 0; b < size; ++b) between[a * size + b] = distance_m(positions[a], positions[b]);
  const auto distance = [&](std::size_t a, std::size_t b) { return between[a * size + b]; };

  std::vector<std::size_t> order;
  std::vector<bool> used(size);
  for (std::size_t here = 0; order.size() < size;) {
    order.push_back(here);
    used[here] = true;
    double least = std::numeric_limits<double>::infinity();
    std::size_t next = here;
    for (std::size_t other = 0; other < size; ++other)
      if (!used[other] && distance(here, other) < least) {
        least = distance(here, other);
        next = other;
      }
    here = next;
  }
  constexpr double a_metre = 1;  // less is not worth a change, and could go round in circles
  constexpr int most_passes = 100;
  bool shorter = true;
  for (int pass = 0; shorter && pass < most_passes; ++pass) {
    shorter = false;
    for (std::size_t i = 0; i + 2 < size; ++i)
      for (std::size_t j = i + 2; j < size; ++j) {
        const std::size_t after = (j + 1) % size;
        if (after == i) continue;
        const double saved = distance(order[i], order[i + 1]) + distance(order[j], order[after]) -
                             distance(order[i], order[j]) - distance(order[i + 1], order[after]);
        if (saved <= a_metre) continue;
        std::reverse(order.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                     order.begin() + static_cast<std::ptrdiff_t>(j) + 1);
        shorter = true;
      }
  }
  return order;
}

}  // namespace kredsim
