#pragma once

#include <utility>
#include <vector>

#include "analysis/theory/first_answer.hpp"

namespace kredsim::theory {

/// Units that are on duty together, in some hours of the week.
struct Crew {
  std::vector<UnitId> units;
  double hours_a_week = 0;
  double calls_a_week = 0;
  int busiest_hour = 0;  ///< of the week
};

/// Who is on duty through the week, by the roster; overtime apart. Hours count from Monday 00:00.
class Week {
 public:
  explicit Week(const World& world);

  /// Most hours first; a week without anybody on duty is no crew.
  [[nodiscard]] const std::vector<Crew>& crews() const { return crews_; }
  [[nodiscard]] int units_at(double hour) const;
  [[nodiscard]] double mean_units(double from, double to) const;
  [[nodiscard]] int most_units() const;
  /// Moments at which the number changes, from this hour until the next, the latter left out.
  [[nodiscard]] std::vector<double> changes_within(double hour) const;

 private:
  struct Stretch {
    double from = 0;
    double to = 0;
    std::vector<UnitId> units;
  };
  std::vector<Stretch> stretches_;
  std::vector<Crew> crews_;
};

/// Places that stand for all at which calls arise: a few points of each municipality, at equal steps of its demand,
/// for each kind of driving there.
class CallPlaces {
 public:
  struct Atom {
    AreaId area;
    PointId point;
    Driving driving = Driving::normal;
    double calls_per_hour = 0;
  };
  explicit CallPlaces(const World& world);

  [[nodiscard]] const std::vector<Atom>& atoms() const { return atoms_; }
  [[nodiscard]] double calls_per_hour(AreaId area) const;
  /// Area of the convex hull of all points of demand.
  [[nodiscard]] double hull_km2() const { return hull_km2_; }

 private:
  std::vector<Atom> atoms_;
  double hull_km2_ = 0;
};

/// What the hypercube of one crew says.
struct CrewTravel {
  CrewAnswer answer;
  double travel_s = 0;
  double distance_m = 0;
  std::vector<std::pair<AreaId, double>> by_area;  ///< mean drive, seconds
  double unreachable = 0;                          ///< share of pairs of unit and place without a road
};

/// Drives in the crew's busiest hour; the mean service of each unit is calibrated to its own drives (Larson 1975).
CrewTravel solve_crew(const World& world, const CallPlaces& places, const Crew& crew, double on_scene_s, bool loses);

}  // namespace kredsim::theory
