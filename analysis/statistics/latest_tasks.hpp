#pragma once

#include <vector>

#include "analysis/statistics/late.hpp"

namespace kredsim {

/// One late incident, and what its time went on.
struct LateTask {
  int replication = 0;
  std::uint64_t key = 0;
  TypeId type;
  PointId point;
  UnitId unit;                     ///< the first there
  SimTime begins;                  ///< of the response clock
  Milliseconds response{0};        ///< until the first unit is there
  Milliseconds control_centre{0};  ///< until it is ready for dispatch
  Milliseconds wait{0};            ///< until a unit is sent
  Milliseconds way{0};             ///< until the first is there: turnout and driving
  Milliseconds enough{0};          ///< further, until as many are there as it needs; 0 if they were
  Cause cause = Cause::distance;
};

/// The measured incidents that waited longest of all replications: of the types whose response time the police publish
/// if there are any, else of all. Equal waits in the order of replications, then as they arose.
class LatestTasks {
 public:
  static constexpr std::size_t most = 25;

  explicit LatestTasks(const World& world);
  void add(const Outcome& outcome);
  /// The longest first.
  [[nodiscard]] const std::vector<LateTask>& tasks() const { return tasks_; }

 private:
  const World& world_;
  bool published_ = false;
  std::vector<LateTask> tasks_;
};

}  // namespace kredsim
