#include "tests/support/play.hpp"

#include "sim/scenario/read.hpp"
#include "tests/support/temporary_folder.hpp"

namespace kredsim::test {

std::unique_ptr<const World> world_of(const std::string& yaml, const std::vector<std::string>& settings) {
  const TemporaryFolder folder;
  return build_world(scenario::read(folder.write("scenario.yaml", yaml), settings));
}

std::unique_ptr<const World> world_of_file(const std::string& file, const std::vector<std::string>& settings) {
  return build_world(scenario::read(std::string{KREDSIM_SOURCE_DIR} + "/" + file, settings));
}

namespace {

Outcome run(const World& world, std::uint64_t replication, std::ostream* trace) {
  const auto dispatch = make_dispatch_policy(world.scenario.dispatch);
  return replicate(world, *dispatch,
                   {.seed = world.scenario.seed, .replication = replication, .choice_ranks = true, .trace = trace})
      .value();
}

}  // namespace

Outcome play(const World& world, std::uint64_t replication) { return run(world, replication, nullptr); }

std::string story(const World& world, std::uint64_t replication) {
  std::ostringstream out;
  run(world, replication, &out);
  return out.str();
}

}  // namespace kredsim::test
