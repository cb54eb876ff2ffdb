#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "sim/base/time.hpp"
#include "sim/world/world.hpp"

namespace kredsim {

/// What a unit does when it is chosen for an incident.
enum class Source : std::uint8_t {
  free,
  under_way,  ///< to less urgent work
  at_desk,    ///< writes a report that can wait, or has a break
  at_work,    ///< that is less urgent and can be interrupted
  neighbour,  ///< of a neighbouring kreds
};
inline constexpr std::size_t sources = 5;

/// A unit chosen for an incident.
struct Candidate {
  UnitId unit;
  Source source = Source::free;
  Milliseconds travel{0};  ///< its expected turnout counts where the scenario compares by arrival
  std::string_view rule = "nearest";
  Milliseconds nearer_by = unreachable;  ///< than the own unit that would have gone; unreachable: none was
  Milliseconds to_border{0};             ///< a neighbour's: its way to its place at the border, drawn
};

/// What an incident still needs while units are being found for it.
struct Lack {
  int cars = 0;
  int officers = 0;
  bool capability = false;
  [[nodiscard]] bool anything() const { return cars > 0 || officers > 0 || capability; }
};

/// Whether a group has every capability of a set.
constexpr bool has_all(std::uint64_t of_group, std::uint64_t needed) { return (of_group & needed) == needed; }

}  // namespace kredsim
