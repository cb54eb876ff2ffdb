#pragma once

#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "sim/engine/replicate.hpp"
#include "sim/world/world.hpp"

namespace kredsim::test {

/// The world of a scenario written in a test.
std::unique_ptr<const World> world_of(const std::string& yaml, const std::vector<std::string>& settings = {});
/// The world of a scenario file, by its path from the root of the sources.
std::unique_ptr<const World> world_of_file(const std::string& file, const std::vector<std::string>& settings = {});

/// One replication under the seed and the policy of the scenario.
Outcome play(const World& world, std::uint64_t replication = 0);
/// The story of one replication in words.
std::string story(const World& world, std::uint64_t replication = 0);

}  // namespace kredsim::test
