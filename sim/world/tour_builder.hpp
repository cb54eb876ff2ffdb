#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/world/area_finder.hpp"

namespace kredsim {

/// Where a tour goes, and how long it stays there.
struct TourStop {
  Place place;
  Milliseconds stay{0};
  Presence presence = Presence::parked;
};

/// Lays tours: the quickest ways by normal driving between their stops, in the profile of most hours of the week.
class TourBuilder {
 public:
  TourBuilder(const World& world, const AreaFinder& areas);

  /// Whether a car can drive from one to the other by road, without a ferry.
  [[nodiscard]] bool leads(Place from, Place to);
  /// Visits the stops in their order, but for those to or from which no road leads; `speed` is a multiple of normal
  /// driving. A tour of one stop stands there. `stops` is not empty.
  [[nodiscard]] Tour lay(std::string name, const std::vector<TourStop>& stops, double speed);

 private:
  [[nodiscard]] bool leads(Place from, Place to, Route& route);
  void add_stop(Tour& tour, const TourStop& stop) const;
  void add_drive(Tour& tour, Route route, double speed);
  void mark(Tour& tour, Millimetres driven, Milliseconds until, Place middle, Presence presence) const;
  void finish(Tour& tour) const;

  const World& world_;
  const AreaFinder& areas_;
  std::unique_ptr<TravelTimes::Query> query_;
  ProfileId profile_;
  std::vector<Stretch> stretches_;
};

/// A closed order of the places that is short as the crow flies: from each to the nearest left, then turned round piece
/// by piece as long as that shortens it (2-opt, Croes 1958). @return indices into `positions`
std::vector<std::size_t> short_round(const std::vector<Position>& positions);

}  // namespace kredsim
