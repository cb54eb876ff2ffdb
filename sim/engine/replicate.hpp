#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <ostream>

#include "sim/engine/logbook.hpp"
#include "sim/engine/records.hpp"
#include "sim/policy/dispatch_policy.hpp"
#include "sim/world/world.hpp"

namespace kredsim {

/// What one replication needs beside the world.
struct ReplicationSetup {
  std::uint64_t seed = 1;
  std::uint64_t replication = 0;
  bool choice_ranks = false;                ///< fill AssignmentRecord::choice: one more travel question per dispatch
  std::ostream* trace = nullptr;            ///< the story in words, if wanted
  StoryLanguage story = StoryLanguage::en;  ///< of the trace
  Logbook* logbook = nullptr;               ///< if wanted, together with a trace
  const std::atomic<bool>* stop = nullptr;  ///< looked at before every event
};

/// Plays one replication. The outcome depends on the world, the seed and the number of the replication only.
/// @return nothing if it was stopped.
std::optional<Outcome> replicate(const World& world, const DispatchPolicy& dispatch, const ReplicationSetup& setup);

}  // namespace kredsim
