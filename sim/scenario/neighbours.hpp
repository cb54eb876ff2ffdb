#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "sim/base/geo.hpp"
#include "sim/base/problem.hpp"
#include "sim/base/time.hpp"
#include "sim/random/distribution.hpp"
#include "sim/scenario/reference.hpp"

/// The neighbouring kredse: what they help with, and what they ask for. docs/methods/neighbours.md.
namespace kredsim::scenario {

enum class Priority : std::uint8_t;

/// With which incidents a neighbour helps.
enum class HelpsWith : std::uint8_t { urgent, urgent_and_soon, any };

/// Cars of the neighbour that come when asked.
struct HelpReceived {
  std::vector<std::pair<Reference, int>> cars;  ///< by station: places at the border where our roads begin
  int crew = 2;
  std::vector<std::string> capabilities;
  double available = 1;                                 ///< how often it can spare a car when it is asked for one
  Distribution to_border;                               ///< from wherever its car is to that station
  std::optional<std::array<bool, hours_of_week>> when;  ///< around the clock if absent
  HelpsWith with = HelpsWith::urgent;
  std::optional<Milliseconds> nearer_by;  ///< asked also where an own car could go, if it is so much nearer
  std::optional<Milliseconds> ask_again;  ///< after a no, as long as the incident waits
};

/// By the priority of the incident alone.
bool helps_with(const HelpReceived& help, Priority priority);

/// A place at the border at which the neighbour takes over a car of ours.
struct BorderPlace {
  std::variant<Reference, Position> at;
  Origin origin;
  double weight = 1;
};

/// Tasks beyond the border for which the neighbour asks for one car of ours.
struct HelpGiven {
  double per_hour = 0;
  std::optional<Reference> hours;  ///< an hour profile; level if absent
  std::vector<BorderPlace> at;
  Priority priority{};  ///< urgent unless said
  Distribution lasts;
  int refused_below = 1;  ///< free cars
};

}  // namespace kredsim::scenario
