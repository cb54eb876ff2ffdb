#include "analysis/cli/staffing_command.hpp"

#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "analysis/cli/play_arguments.hpp"
#include "analysis/cli/slow_notice.hpp"
#include "analysis/cli/staffing_text.hpp"
#include "sim/world/refill.hpp"

namespace kredsim::cli {

namespace {

struct StaffingArguments : PlayArguments {
  std::string scenario;
  std::string propose;
  std::optional<double> officers;
};

/// A whole roster that the solver would write for a group, to take or to change.
std::string proposal(const World& world, const StaffingArguments& arguments) {
  const auto& force = world.scenario.force;
  const auto found =
      std::find_if(force.begin(), force.end(), [&](const auto& g) { return g.first == arguments.propose; });
  if (found == force.end()) throw CLI::ValidationError("--propose", "no group is called `" + arguments.propose + "`");
  const scenario::Group& group = found->second;
  if (group.roster.empty())
    throw CLI::ValidationError("--propose", "`" + arguments.propose + "` has no roster whose lines could be filled");
  const scenario::GroupStaffing& now = world.force.staffing[static_cast<std::size_t>(found - force.begin())];
  if (!arguments.officers && !now.officers)
    throw CLI::ValidationError("--officers", "say how many: `" + arguments.propose + "` has no `officers`");
  const double officers = arguments.officers.value_or(now.officers ? now.officers->now() : 0);
  const double hours = officers * now.year.net();
  const DemandCurve demand = demand_curve(world, group);
  const std::vector<scenario::Post> posts = best_posts(demand, group, now.posts, hours, Refill::whole_roster);
  double needed = 0;
  for (const scenario::Post& post : posts) needed += post.hours();
  return fmt::format(
      "# {} for {} årsværk: {} posts, {:.0f} of {:.0f} h a year.\n"
      "# Tasks a year without a free car of their own station, by the solver's measure: {:.0f} (the roster now: "
      "{:.0f}).\n"
      "force:\n  {}:\n{}",
      arguments.propose, officers, posts.size(), needed, hours, tasks_without_free_car(demand, posts),
      tasks_without_free_car(demand, now.posts), arguments.propose, roster_yaml(group, posts));
}

void staffing(const StaffingArguments& arguments) {
  const SlowNotice notice{fmt::format("reading {} ...", arguments.scenario)};
  const auto world = build_world(read_scenario(arguments.scenario, arguments));
  if (!arguments.propose.empty()) {
    std::cout << proposal(*world, arguments);
  } else if (arguments.json) {
    std::cout << to_json(*world, staffing_rows(*world));
  } else {
    std::cout << staffing_text(*world, language(arguments));
  }
  std::cout.flush();
}

}  // namespace

void add_staffing_command(CLI::App& app) {
  auto arguments = std::make_shared<StaffingArguments>();
  CLI::App* command = app.add_subcommand("staffing", "from officers to posts, line by line, and what is left over");
  command->add_option("SCENARIO", arguments->scenario, "the scenario file (YAML)")->required();
  CLI::Option* propose = command->add_option(
      "--propose", arguments->propose,
      "a group whose roster the solver is to write: the cars of each line that leave the fewest tasks without one");
  command->add_option("--officers", arguments->officers, "how many, in årsværk, instead of those of the scenario")
      ->needs(propose)
      ->check(CLI::Range(0.0, 20'000.0));
  add_scenario_options(*command, *arguments);
  command->callback([arguments] { staffing(*arguments); });
}

}  // namespace kredsim::cli
