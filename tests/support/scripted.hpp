#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/engine/replicate.hpp"
#include "sim/world/world.hpp"

namespace kredsim::test {

/// One day that went as the test wants it: of each incident type exactly one incident in the measured period.
class ScriptedDay {
 public:
  ScriptedDay(std::shared_ptr<const World> world, std::uint64_t replication);

  [[nodiscard]] const World& world() const { return *world_; }
  [[nodiscard]] const Outcome& outcome() const { return outcome_; }
  /// The same day in words.
  [[nodiscard]] const std::string& words() const { return words_; }

  /// The one incident of this type in the measured period.
  [[nodiscard]] const IncidentRecord& incident(const std::string& type) const;
  [[nodiscard]] bool sent(const std::string& type) const { return job_row(type).has_value(); }
  /// The unit sent to it.
  [[nodiscard]] const AssignmentRecord& job(const std::string& type) const {
    return outcome_.assignments[job_row(type).value()];
  }
  [[nodiscard]] std::string unit(const std::string& type) const;
  /// The stretches of duty of a unit, in order.
  [[nodiscard]] std::vector<DutyRecord> duties(const std::string& unit) const;
  [[nodiscard]] bool complete() const;

 private:
  [[nodiscard]] std::optional<std::size_t> incident_row(const std::string& type) const;
  [[nodiscard]] std::optional<std::size_t> job_row(const std::string& type) const;

  std::shared_ptr<const World> world_;
  Outcome outcome_;
  std::string words_;
};

/// The first replication in which each type happens exactly once, and which `also` accepts (an order within an hour,
/// say).
ScriptedDay day_on_which(const std::string& yaml, const std::function<bool(const ScriptedDay&)>& also = {},
                         const std::vector<std::string>& settings = {});

/// An incident of about one a day in this hour, at this node, with this much work.
std::string incident(const std::string& type, const std::string& priority, const std::string& node, int hour,
                     const std::string& work);

/// The day of `one_road`, at midnight.
inline const SimTime monday{std::chrono::local_days{std::chrono::January / 7 / 2019}};
/// The start of a force of `one_road` whose cars are always on duty: `always + "west: 1, east: 1}}"`.
inline const std::string always = "  cars: {label: Cars, always_on_duty: {";

/// From sent to arrived.
inline Milliseconds travel(const AssignmentRecord& job) { return job.arrived - job.dispatched; }

/// Monday 7 January 2019 on one road, `west` - 10 km - `middle` - 10 km - `east`, driven at 60 km/h whatever the hurry:
/// ten minutes each half. Each node is an area and a station.
/// @param incidents,force the entries of these maps; `more` further keys of the scenario
std::string one_road(const std::string& incidents, const std::string& force,
                     const std::string& period = "length: 1 day", const std::string& more = "");

}  // namespace kredsim::test
