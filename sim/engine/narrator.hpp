#pragma once

#include <ostream>
#include <string_view>

#include "sim/engine/candidate.hpp"
#include "sim/engine/logbook.hpp"
#include "sim/engine/state.hpp"

namespace kredsim {

/// Tells one replication as an officer would: one line a happening, in words of the language asked for.
class Narrator {
 public:
  /// @param log if given, gets each line too, with the units and incidents that it names
  Narrator(const World& world, std::ostream& out, StoryLanguage language = StoryLanguage::en, Logbook* log = nullptr)
      : world_{world}, out_{out}, language_{language}, log_{log} {}

  void reported(const State& state, IncidentRow incident);
  void rings(const State& state, std::uint32_t call);
  void answered(const State& state, std::uint32_t call);
  void hangs_up(const State& state, std::uint32_t call);
  void settled(const State& state, IncidentRow incident);
  void waits_for_dispatcher(const State& state, IncidentRow incident);
  void ready(const State& state, IncidentRow incident);
  void waits(const State& state, IncidentRow incident);
  void lost(const State& state, IncidentRow incident);
  void sent(const State& state, UnitId unit, const Candidate& candidate, std::size_t candidates);
  /// Before it turns to the incident `next`.
  void diverted(const State& state, UnitId unit, const Candidate& candidate, IncidentRow next);
  void interrupted(const State& state, UnitId unit, IncidentRow next);
  void called_from_desk(const State& state, UnitId unit);
  void neighbour_refuses(const State& state, std::uint32_t neighbour, IncidentRow incident);
  void neighbour_asks(const State& state, std::uint32_t neighbour, IncidentRow request);
  void refuses_neighbour(const State& state, std::uint32_t neighbour, IncidentRow request);
  void holds(const State& state, UnitId unit);
  void begins_alone(const State& state, UnitId unit);
  /// Work that was interrupted, or begun again; `left` is what it takes.
  void takes_up(const State& state, UnitId unit, Milliseconds left);
  void called_off(const State& state, UnitId unit);
  void break_over(const State& state, UnitId unit);
  void cancelled(const State& state, IncidentRow incident);
  void escalated(const State& state, UnitId unit, int more);
  void transports(const State& state, UnitId unit, StationId station);
  void books(const State& state, UnitId unit);
  void writes(const State& state, UnitId unit);
  void rests(const State& state, UnitId unit);
  void swaps(const State& state, UnitId busy, UnitId other);
  void arrived(const State& state, UnitId unit);
  void cleared(const State& state, UnitId unit);
  void returns(const State& state, UnitId unit);
  void goes_on_patrol(const State& state, UnitId unit, const Tour& tour);
  void goes_to_post(const State& state, UnitId unit, const Post& post);
  void begins_own_work(const State& state, UnitId unit);
  void ends_own_work(const State& state, UnitId unit);
  void planned(const State& state, IncidentRow task);
  void planned_dropped(const State& state, IncidentRow task);
  void on_duty(const State& state, UnitId unit);
  void is_lent(const State& state, UnitId unit);
  void stays_empty(const State& state, UnitId unit);
  void off_duty(const State& state, UnitId unit);
  /// Its next shift begins while it is still busy.
  void works_on(const State& state, UnitId unit);

 private:
  std::ostream& line(const State& state);
  [[nodiscard]] std::string incident_name(const State& state, IncidentRow incident) const;
  [[nodiscard]] std::string caller_name(const State& state, std::uint32_t call) const;
  [[nodiscard]] std::string unit_name(UnitId unit) const;
  /// What the story's language says.
  [[nodiscard]] std::string_view say(std::string_view en, std::string_view da) const {
    return language_ == StoryLanguage::da ? da : en;
  }
  [[nodiscard]] std::string say(Milliseconds duration) const;
  [[nodiscard]] std::string say(Millimetres length) const;
  /// The time of day: 18:59:27, in Danish 18.59.27.
  [[nodiscard]] std::string clock(SimTime time) const;
  [[nodiscard]] std::string moment(SimTime time) const;
  [[nodiscard]] const std::string& say(const scenario::Text& text) const {
    return language_ == StoryLanguage::da ? text.da : text.en;
  }
  [[nodiscard]] std::string_view priority_name(Priority priority) const;
  [[nodiscard]] std::string_view rule_name(std::string_view rule) const;
  [[nodiscard]] std::string overtime(const State& state, UnitId unit) const;
  [[nodiscard]] std::string why_nobody_comes(const State& state, IncidentRow incident) const;

  const World& world_;
  std::ostream& out_;
  StoryLanguage language_ = StoryLanguage::en;
  Logbook* log_ = nullptr;
  bool told_ = false;  ///< this line goes into the log
  std::ostream silence_{nullptr};
};

}  // namespace kredsim
