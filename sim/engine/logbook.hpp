#pragma once

#include <cstdint>
#include <vector>

#include "sim/base/time.hpp"
#include "sim/road/travel_times.hpp"
#include "sim/world/world.hpp"

namespace kredsim {

struct State;

/// The language in which a replication is told.
enum class StoryLanguage : std::uint8_t { en, da };

/// What somebody who looks at the map sees a unit do.
enum class Doing : std::uint8_t {
  off_duty,
  free,        ///< at its station, on its way there, at a post or where it last worked: can be sent
  patrolling,  ///< on a tour, or on its way to one
  under_way,   ///< sent to an incident; the turnout is not over before `departed`
  holding,     ///< at the scene, waits for a second officer
  on_scene,
  returning,  ///< on its way home, and not to be sent
  transporting,
  booking,
  to_desk,
  writing,
  resting,
  own_work,
};
inline constexpr std::size_t doings = 13;

/// A stretch of time in which a unit does one thing in one way.
struct LoggedLeg {
  UnitId unit;
  SimTime from;
  SimTime to;
  Doing doing = Doing::off_duty;
  std::uint32_t incident = ~std::uint32_t{0};  ///< row of it; none: at no incident
  Route way;                                   ///< from `departed` on, in `drive`; standing: a way that takes no time
  SimTime departed;
  Milliseconds drive{0};  ///< what the way takes this time
  TourId tour;            ///< invalid: none; else from `joins` on it is on the tour, `offset` from its beginning
  SimTime joins;
  Milliseconds offset{0};
};

/// A line of the story: where its text begins and whom it names.
struct LoggedLine {
  SimTime time;
  std::size_t begin = 0;  ///< in the trace
  std::vector<UnitId> units;
  std::vector<std::uint32_t> incidents;  ///< rows
};

/// What one replication did between two moments, for those who want to see it: who was where doing what, and the
/// story line by line. Keeping it changes nothing that happens until `to`. A value to be filled by one `replicate`.
struct Logbook {
  SimTime from;  ///< legs that overlap [from, to)
  SimTime to;
  SimTime told_from;            ///< lines of [told_from, to)
  bool ends_with_it = false;    ///< the replication ends at `to`, and its outcome holds what happened until then
  std::vector<LoggedLeg> legs;  ///< of one unit in the order of time
  std::vector<SimTime> ended;   ///< by row of the incident: nothing more will come of it; `never`
  std::vector<LoggedLine> lines;
};

/// Looks at the state after every happening and writes down what has changed.
class LogKeeper {
 public:
  explicit LogKeeper(Logbook& book) : book_{book} {}
  void look(const State& state);
  /// All that is wanted has happened.
  [[nodiscard]] bool over(SimTime now) const { return book_.ends_with_it && now >= book_.to; }
  /// The rest, once the clock has stopped.
  void close(const State& state);

 private:
  void look_at(const State& state, UnitId unit);
  void look_at_incidents(const State& state);
  void write(LoggedLeg& leg, SimTime until);

  Logbook& book_;
  std::vector<LoggedLeg> current_;   ///< by unit
  std::vector<std::uint32_t> open_;  ///< rows of incidents
};

}  // namespace kredsim
