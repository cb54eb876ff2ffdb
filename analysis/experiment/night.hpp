#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/engine/logbook.hpp"
#include "sim/engine/records.hpp"

namespace kredsim {

/// One replication between two moments, with all that is needed to show it.
struct Night {
  /// A line of the story in both languages.
  struct Line {
    SimTime time;
    std::string en;
    std::string da;
    std::vector<UnitId> units;
    std::vector<std::uint32_t> incidents;  ///< rows
  };
  Outcome outcome;  ///< of the replication until `to`
  Logbook book;
  std::vector<Line> story;  ///< of [from, to), and of the day before what concerns incidents that were open at `from`
};

/// Plays the replication under the scenario's seed and policy, once in each language.
Night play_night(const World& world, std::uint64_t replication, SimTime from, SimTime to);

}  // namespace kredsim
