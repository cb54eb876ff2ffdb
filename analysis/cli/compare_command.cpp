#include "analysis/cli/compare_command.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "analysis/cli/comparison_text.hpp"
#include "analysis/cli/interrupt.hpp"
#include "analysis/cli/play_arguments.hpp"
#include "analysis/cli/progress.hpp"
#include "analysis/experiment/executor.hpp"
#include "analysis/experiment/run_together.hpp"
#include "analysis/report/briefing.hpp"
#include "analysis/report/notes.hpp"
#include "analysis/statistics/input_sets.hpp"
#include "analysis/store/comparison_folder.hpp"
#include "analysis/store/output_error.hpp"
#include "sim/world/load.hpp"

namespace kredsim::cli {

namespace {

struct CompareArguments : PlayArguments {
  std::string base;
  std::vector<std::string> plans;
  bool no_ensemble = false;
};

/// One set of inputs of the ensemble, played after the base's own.
struct InputSet {
  std::string file;
  std::string progress;  ///< which of how many, for the person who waits
  const World* own;      ///< the base with its own inputs: what the two have alike is built once
};

/// The file's name without its ending, made unique: it names rows and files.
std::string name_of(const std::string& file, const std::vector<ComparedPlan>& taken) {
  const std::string stem = std::filesystem::path{file}.stem().string();
  std::string name = stem;
  const auto is_taken = [&](const ComparedPlan& plan) { return plan.name == name; };
  for (int i = 2; name == "base" || std::any_of(taken.begin(), taken.end(), is_taken); ++i)
    name = stem + "-" + std::to_string(i);
  return name;
}

/// Base and plans: played side by side, folded in order, written when complete.
class CompareRun {
 public:
  explicit CompareRun(const CompareArguments& arguments, const std::optional<InputSet>& inputs = {})
      : arguments_{arguments}, progress_{(inputs ? inputs->progress : "") + "pairs of replications"} {
    const std::string set = inputs ? inputs->file : "";
    scenario::Scenario base = read_scenario(arguments.base, arguments, set);
    worlds_.push_back(inputs ? build_world(std::move(base), *inputs->own) : build_world(std::move(base)));
    for (const std::string& plan : arguments.plans)
      worlds_.push_back(build_world(read_scenario(plan, arguments, set), *worlds_[0]));
    for (const auto& world : worlds_) policies_.push_back(make_dispatch_policy(world->scenario.dispatch));
    base_tables_ = std::make_unique<Tables>(*worlds_[0]);
    rule_ = std::make_unique<StoppingRule>(*base_tables_);
    for (const auto& world : worlds_) warm_ups_.emplace_back(*world, rule_->most());
    for (std::size_t i = 1; i < worlds_.size(); ++i) {
      comparisons_.push_back(std::make_unique<Comparison>(*worlds_[0], *worlds_[i], rule_->most()));
      plans_.push_back({name_of(arguments.plans[i - 1], plans_), comparisons_.back().get(), {}});
    }
    if (!arguments.out.empty()) folder_.emplace(arguments.out, arguments.force ? IfExists::replace : IfExists::refuse);
  }

  ExitCode play() {
    const Stopwatch stopwatch{info_};
    info_.threads = threads(arguments_);
    warn();
    const InterruptGuard interrupt;
    play_all(interrupt);
    for (ComparedPlan& plan : plans_) plan.rows = differences(*plan.comparison);
    if (!interrupt.interrupted() && !arguments_.no_ensemble) play_ensemble(interrupt);
    if (info_.replications_done.empty()) {
      fmt::print(stderr, "interrupted before the first pair of replications was finished; nothing was written\n");
      return ExitCode::interrupted;
    }
    stopwatch.stop(info_);
    answer();
    if (!interrupt.interrupted()) return ExitCode::done;
    fmt::print(stderr, "interrupted: {} of {} pairs of replications are in the results\n",
               info_.replications_done.size(), info_.replications_asked);
    return ExitCode::interrupted;
  }

  /// The same over one set of inputs, so many pairs and no more. Empty if interrupted.
  std::vector<std::vector<Difference>> play_input_set(int pairs, const InterruptGuard& interrupt) {
    info_.threads = threads(arguments_);
    play_until(pairs, 0, interrupt);
    std::vector<std::vector<Difference>> rows;
    if (interrupt.interrupted()) return rows;
    for (const ComparedPlan& plan : plans_) rows.push_back(differences(*plan.comparison));
    return rows;
  }

 private:
  /// What nobody can do in the base or in a plan, said before they are played.
  void warn() {
    for (std::size_t i = 0; i < worlds_.size(); ++i)
      for (const scenario::Text& warning : load_warnings(*worlds_[i])) {
        note(i, warning);
        fmt::print(stderr, "warning: {}: {}\n", file_of(i), warning.en);
      }
  }

  [[nodiscard]] const std::string& file_of(std::size_t world) const {
    return world == 0 ? arguments_.base : arguments_.plans[world - 1];
  }

  /// For run.json and the briefing, by the title of the scenario.
  void note(std::size_t world, const scenario::Text& warning) {
    if (warning.en.empty()) return;
    const scenario::Text& title = worlds_[world]->scenario.title;
    info_.warnings.push_back({.da = "“" + title.da + "”: " + warning.da, .en = "“" + title.en + "”: " + warning.en});
  }

  /// The files of the base's ensemble, in the order of their names.
  [[nodiscard]] std::vector<std::string> input_sets() const {
    const std::string& folder = worlds_[0]->scenario.comparison.ensemble;
    std::vector<std::string> files;
    if (folder.empty()) return files;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error))
      if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
    if (error) throw InputError{folder + ": cannot be read (" + error.message() + ")"};
    if (files.empty()) throw InputError{folder + ": has no input sets (scenario files, *.yaml)"};
    std::sort(files.begin(), files.end());
    return files;
  }

  /// Base and plans over every set of inputs that fits what is known.
  void play_ensemble(const InterruptGuard& interrupt) {
    const int pairs = worlds_[0]->scenario.comparison.ensemble_replications;
    CompareArguments arguments = arguments_;
    arguments.out.clear();
    const std::vector<std::string> files = input_sets();
    for (std::size_t set = 0; set < files.size(); ++set) {
      const std::string progress = fmt::format("input set {} of {}: ", set + 1, files.size());
      const auto rows =
          CompareRun{arguments, InputSet{files[set], progress, worlds_[0].get()}}.play_input_set(pairs, interrupt);
      if (interrupt.interrupted()) break;
      for (std::size_t i = 0; i < plans_.size(); ++i) widen(plans_[i].rows, rows[i]);
    }
    for (ComparedPlan& plan : plans_) judge_over_input_sets(plan.rows);
  }

  /// What a finished replication leaves until its turn to be folded.
  struct Finished {
    struct Pair {
      std::shared_ptr<const Tally> base;
      Tally plan;
      std::vector<PairedIncident> incidents;
    };
    std::vector<Pair> pairs;                           ///< by plan
    std::vector<std::vector<std::int64_t>> open_work;  ///< by world
  };

  void play_all(const InterruptGuard& interrupt) {
    int done = 0;
    int next = rule_->first();
    while (done < next) {
      play_until(next, done, interrupt);
      info_.replications_asked = next;
      if (interrupt.interrupted()) return;
      done = next;
      if (!rule_->wanted()) return;
      next = look(done);
    }
  }

  /// Precise enough only if every plan's difference is.
  int look(int done) {
    int next = done;
    for (const auto& comparison : comparisons_) {
      const Precision precision = rule_->look(*comparison);
      if (!checks_.until || precision.next >= next) checks_.until = precision;
      next = std::max(next, precision.next);
    }
    return next;
  }

  void play_until(int next, int done, const InterruptGuard& interrupt) {
    std::vector<Player> players;
    for (std::size_t i = 0; i < worlds_.size(); ++i) players.push_back({worlds_[i].get(), policies_[i].get()});
    const ExperimentOptions options{.replications = next - done,
                                    .threads = info_.threads,
                                    .seed = worlds_[0]->scenario.seed,
                                    .stop = interrupt.flag(),
                                    .first = done};
    Progress progress{progress_, static_cast<std::size_t>(next - done)};
    std::vector<Finished> finished(slots_for(options.threads));
    const auto numbers = run_together(
        players, options,
        [&](std::vector<Outcome>&& outcomes, std::size_t slot) { finished[slot] = digest(std::move(outcomes)); },
        [&](int replication, std::size_t slot) {
          for (std::size_t i = 0; i < comparisons_.size(); ++i) {
            const Finished::Pair& pair = finished[slot].pairs[i];
            comparisons_[i]->add(*pair.base, pair.plan, pair.incidents);
          }
          for (std::size_t i = 0; i < worlds_.size(); ++i) warm_ups_[i].add(replication, finished[slot].open_work[i]);
          finished[slot] = {};
          progress.advance(static_cast<std::size_t>(replication - done + 1));
        });
    info_.replications_done.insert(info_.replications_done.end(), numbers.begin(), numbers.end());
  }

  /// The base is tallied once where every plan received all of its incidents.
  [[nodiscard]] Finished digest(std::vector<Outcome>&& outcomes) const {
    Finished result;
    for (std::size_t i = 0; i < worlds_.size(); ++i) result.open_work.push_back(open_work(*worlds_[i], outcomes[i]));
    std::shared_ptr<const Tally> whole_base;
    for (std::size_t i = 0; i < comparisons_.size(); ++i) {
      const Comparison& comparison = *comparisons_[i];
      Outcome& plan = outcomes[i + 1];
      Pairing pairing = pair_up(outcomes[0], plan, comparison.types());
      std::shared_ptr<const Tally> base = whole_base;
      if (!keeps_all(outcomes[0], pairing.base_keeps)) {
        base =
            std::make_shared<const Tally>(tally(comparison.base_tables(), restricted(outcomes[0], pairing.base_keeps)));
      } else if (base == nullptr) {
        base = whole_base = std::make_shared<const Tally>(tally(comparison.base_tables(), outcomes[0]));
      }
      result.pairs.push_back({std::move(base),
                              tally(comparison.plan_tables(), restricted(std::move(plan), pairing.plan_keeps)),
                              std::move(pairing.incidents)});
    }
    return result;
  }

  void answer() {
    if (folder_) {
      info_.command_line = arguments_.command_line;
      info_.seed = worlds_[0]->scenario.seed;
      info_.scenarios.push_back(arguments_.base);
      info_.scenarios.insert(info_.scenarios.end(), arguments_.plans.begin(), arguments_.plans.end());
      for (const auto& world : worlds_)
        for (InputHash& hash : hash_inputs(world->scenario)) {
          const auto known = [&](const InputHash& other) { return other.path == hash.path; };
          if (std::none_of(info_.inputs.begin(), info_.inputs.end(), known)) info_.inputs.push_back(std::move(hash));
        }
      if (checks_.until) info_.until = last_look_in_words(*checks_.until);
      for (std::size_t i = 0; i < worlds_.size(); ++i) note(i, warm_up_in_words(warm_ups_[i].check()));
      for (const auto& comparison : comparisons_)
        info_.replications_unstable =
            std::max({info_.replications_unstable, comparison->unstable_base(), comparison->unstable_plan()});
      folder_->commit(plans_, info_, checks_,
                      [this](const std::string& folder) { write_briefing(folder, language(arguments_)); });
    }
    if (arguments_.json) {
      std::cout << to_json(plans_);
    } else {
      for (const ComparedPlan& plan : plans_)
        std::cout << (&plan == &plans_.front() ? "" : "\n") << comparison_text(facts_of(plan), language(arguments_));
      if (checks_.until) std::cout << precision_text(*checks_.until, language(arguments_));
      if (folder_) fmt::print(stderr, "results: {}\n", arguments_.out);
    }
    std::cout.flush();
    warn_of_warm_up();
  }

  void warn_of_warm_up() const {
    for (std::size_t i = 0; i < worlds_.size(); ++i) {
      const std::string warning = warm_up_warning(warm_ups_[i].check(), language(arguments_));
      if (!warning.empty()) fmt::print(stderr, "{}: {}", file_of(i), warning);
    }
  }

  const CompareArguments& arguments_;
  std::string progress_;                              ///< what the bar counts
  std::vector<std::unique_ptr<const World>> worlds_;  ///< the base first
  std::vector<std::unique_ptr<const DispatchPolicy>> policies_;
  std::unique_ptr<Tables> base_tables_;
  std::unique_ptr<StoppingRule> rule_;
  std::vector<std::unique_ptr<Comparison>> comparisons_;
  std::vector<ComparedPlan> plans_;
  std::vector<WarmUpSeries> warm_ups_;  ///< by world
  std::optional<ComparisonFolder> folder_;
  RunInfo info_;
  RunChecks checks_;
};

}  // namespace

void add_compare_command(CLI::App& app, Invocation& invocation) {
  auto arguments = std::make_shared<CompareArguments>();
  CLI::App* command = app.add_subcommand("compare", "set plans against a base on the same incidents");
  command->add_option("BASE", arguments->base, "the scenario that the plans are set against")->required();
  command->add_option("PLAN", arguments->plans, "one or more scenarios of the same district and period")->required();
  add_play_options(*command, *arguments);
  command->add_flag("--no-ensemble", arguments->no_ensemble,
                    "leave out the other sets of inputs that the base names (`comparison.ensemble`)");
  command->callback([arguments, &invocation] {
    arguments->command_line = invocation.command_line;
    invocation.exit_code = CompareRun{*arguments}.play();
  });
}

}  // namespace kredsim::cli
