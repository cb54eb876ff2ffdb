#include "analysis/cli/replay_command.hpp"

#include <cmath>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "analysis/cli/moment.hpp"
#include "analysis/cli/numbers.hpp"
#include "analysis/cli/play_arguments.hpp"
#include "analysis/cli/slow_notice.hpp"
#include "analysis/experiment/night.hpp"
#include "analysis/report/replay.hpp"
#include "analysis/store/pending_file.hpp"
#include "analysis/store/replay_json.hpp"
#include "sim/base/problem.hpp"

namespace kredsim::cli {

namespace {

struct ReplayArguments : PlayArguments {
  std::string scenario;
  std::string against;
  int replication = 0;
  std::string from;
  double hours = 8;
};

/// The moment asked for, in the period of the scenario.
SimTime begin_of(const ReplayArguments& arguments, const scenario::Period& period) {
  const SimTime end = period.start + period.length;
  SimTime from = period.start;
  if (arguments.from.find('-') != std::string::npos) {
    from = moment_of("--from", arguments.from);
  } else if (!arguments.from.empty()) {
    const double hour = numbers("--from", arguments.from, 1, "'YYYY-MM-DD HH:MM', or hours after the period begins")[0];
    if (!(hour >= 0 && hour < 1e6)) throw CLI::ValidationError{"--from", arguments.from + " lies outside the period"};
    from += from_seconds(hour * 3600);
  }
  if (from < period.start || from >= end)
    throw CLI::ValidationError{"--from", fmt::format("{} lies outside the period ({} to {})", to_text(from),
                                                     to_text(period.start), to_text(end))};
  return from;
}

void refuse_other_period(const ReplayArguments& arguments, const scenario::Scenario& base,
                         const scenario::Scenario& plan) {
  if (plan.period.start == base.period.start && plan.period.warm_up == base.period.warm_up &&
      plan.period.length == base.period.length)
    return;
  throw InputError{arguments.against + ": has another period than " + arguments.scenario +
                   " (two plans are shown on the same night: give both the same `period`)"};
}

void replay(const ReplayArguments& arguments) {
  PendingFile file{arguments.out, arguments.force ? IfExists::replace : IfExists::refuse};
  std::vector<std::unique_ptr<const World>> worlds;
  worlds.push_back(build_world(read_scenario(arguments.scenario, arguments)));
  const scenario::Scenario& base = worlds[0]->scenario;
  const SimTime from = begin_of(arguments, base.period);
  const SimTime to = std::min(from + from_seconds(arguments.hours * 3600), base.period.start + base.period.length);
  if (!arguments.against.empty()) {
    PlayArguments with_seed = arguments;
    with_seed.seed = base.seed;
    auto plan = read_scenario(arguments.against, with_seed);
    refuse_other_period(arguments, base, plan);
    worlds.push_back(build_world(std::move(plan), *worlds[0]));
    if (worlds[1]->network.graph.node_count() != worlds[0]->network.graph.node_count())
      throw InputError{arguments.against + ": has other roads than " + arguments.scenario +
                       " (two plans are shown on one map)"};
  }
  const SlowNotice notice{"playing up to the night ..."};
  std::vector<Night> nights;
  for (const auto& world : worlds)
    nights.push_back(play_night(*world, static_cast<std::uint64_t>(arguments.replication), from, to));
  for (std::size_t i = 0; i < nights.size(); ++i)
    if (nights[i].outcome.ended < to && nights[i].outcome.unstable)
      throw InputError{fmt::format("{}: replication {} ends as unstable at {}, before the night is over",
                                   i == 0 ? arguments.scenario : arguments.against, arguments.replication,
                                   to_text(nights[i].outcome.ended))};
  std::vector<ShownNight> shown;
  for (std::size_t i = 0; i < nights.size(); ++i) shown.push_back({worlds[i].get(), &nights[i]});
  write_replay(replay_json(shown, arguments.command_line), language(arguments), file.path());
  const double megabytes = static_cast<double>(std::filesystem::file_size(file.path())) / 1e6;
  file.commit();
  fmt::print("{}: replication {}, {} to {}, {:.1f} MB\n", arguments.out, arguments.replication, to_text(from),
             to_text(to), megabytes);
}

}  // namespace

void add_replay_command(CLI::App& app, const Invocation& invocation) {
  auto arguments = std::make_shared<ReplayArguments>();
  arguments->language = "da";
  CLI::App* command =
      app.add_subcommand("replay", "show some hours of one replication as a page: cars on their roads, with a clock");
  command->add_option("SCENARIO", arguments->scenario, "the scenario file (YAML)")->required();
  command->add_option("--against", arguments->against, "a plan to be shown beside it on the same night, in step");
  command->add_option("--replication", arguments->replication, "which one to show (0 is the first)")
      ->check(CLI::Range(0, 999'999));
  command->add_option("--from", arguments->from,
                      "'YYYY-MM-DD HH:MM', or hours after the period begins, such as 46.5 [start of period]");
  command->add_option("--hours", arguments->hours, "how long, up to 72 [8]")->check(CLI::Range(0.1, 72.0));
  command->add_option("--out", arguments->out, "the page to write; appears when it is complete")->required();
  command->add_flag("--force", arguments->force, "replace an existing file");
  command->add_option("--seed", arguments->seed, "instead of the scenario's seed")->check(CLI::NonNegativeNumber);
  command->add_option("--set", arguments->settings, "key.path=value, over what the files say; may be repeated")
      ->allow_extra_args(false);
  command->add_option("--network", arguments->network, "a network folder made by `kredsim network import`");
  command->add_option("--lang", arguments->language, "language in which it opens: da or en [da]")
      ->check(CLI::IsMember({"da", "en"}));
  command->callback([arguments, &invocation] {
    arguments->command_line = invocation.command_line;
    replay(*arguments);
  });
}

}  // namespace kredsim::cli
