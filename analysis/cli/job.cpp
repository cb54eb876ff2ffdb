#include "analysis/cli/job.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "analysis/experiment/executor.hpp"
#include "analysis/experiment/run_replications.hpp"
#include "analysis/statistics/warm_up.hpp"
#include "analysis/store/results_database.hpp"
#include "sim/random/stream.hpp"
#include "sim/scenario/read.hpp"

namespace kredsim::cli {

namespace {

std::string top(const std::string& key) { return key.substr(0, key.find_first_of(".[")); }

/// What a replication leaves.
struct Played {
  Tally tally;
  std::vector<std::int64_t> open_work;
};

/// Plays replications first ... first + count - 1, in order. On one thread without any machinery, so that many points
/// can be played side by side.
bool play_all(const World& world, std::uint64_t seed, const Plan::Part& part, int threads,
              const std::atomic<bool>* stop, const std::function<Played(const Outcome&)>& digest,
              const std::function<void(Played&&)>& fold) {
  const auto dispatch = make_dispatch_policy(world.scenario.dispatch);
  const auto play = [&](std::size_t i) {
    return replicate(world, *dispatch, {.seed = seed, .replication = part.first + i, .stop = stop});
  };
  if (threads == 1) {
    for (std::size_t i = 0; i < part.count; ++i) {
      auto outcome = play(i);
      if (!outcome) return false;
      fold(digest(*outcome));
    }
    return true;
  }
  std::vector<std::optional<Played>> tallies(slots_for(threads));
  const auto stopped = [&] { return stop != nullptr && stop->load(); };
  bool complete = true;
  std::size_t folded = 0;
  for_each_in_order(
      part.count, threads, [&] { return !stopped(); },
      [&](std::size_t i, std::size_t slot) {
        auto outcome = play(i);
        tallies[slot].reset();
        if (outcome) tallies[slot] = digest(*outcome);
      },
      [&](std::size_t, std::size_t slot) {
        if (!tallies[slot]) complete = false;
        if (!tallies[slot]) return;
        fold(*std::move(tallies[slot]));
        ++folded;
      });
  return complete && folded == part.count;
}

}  // namespace

bool is_sweep_file(const std::string& file) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) return false;
  std::ifstream in{file};
  std::string line;
  for (int lines = 0; lines < 10'000 && std::getline(in, line); ++lines) {
    if (line.starts_with("kredsim_sweep:")) return true;
    if (line.starts_with("kredsim:")) return false;
  }
  return false;
}

Job::Job(const std::string& file, std::vector<std::string> settings) : file_{file}, settings_{std::move(settings)} {
  if (!is_sweep_file(file)) {
    base_ = scenario::read(file, settings_);
    refuse_until();
    return;
  }
  sweep_ = std::make_unique<Sweep>(read_sweep(file));
  design_ = make_design(*sweep_);
  try {
    base_ = scenario::read(sweep_->base, settings_of({}));
  } catch (const ScenarioError& error) {
    refuse(error, "");
  }
  refuse_until();
  std::set<std::string> tops{"seed"};
  for (const auto& [name, factor] : sweep_->factors)
    for (const std::string& key : factor.keys) tops.insert(top(key));
  changed_.assign(tops.begin(), tops.end());
}

Job::~Job() = default;

// How many replications `until` takes shows while they are played, one look after the other: nothing to share out.
void Job::refuse_until() const {
  if (base_.until)
    throw ScenarioError{{{{sweep_ ? sweep_->base : file_},
                          "until",
                          "cannot be kept where work is planned ahead (leave it out and say `replications`)"}}};
}

std::vector<std::string> Job::settings_of(const std::vector<Level>& levels) const {
  std::vector<std::string> settings;
  for (const auto& setting : sweep_->settings) settings.push_back(setting.key + "=" + setting.value);
  if (sweep_->replications) settings.push_back("replications=" + std::to_string(*sweep_->replications));
  if (sweep_->seed) settings.push_back("seed=" + std::to_string(*sweep_->seed));
  settings.insert(settings.end(), settings_.begin(), settings_.end());
  for (std::size_t f = 0; f < levels.size(); ++f)
    for (const std::string& key : sweep_->factors[f].second.keys) settings.push_back(key + "=" + levels[f].yaml);
  return settings;
}

std::vector<Level> Job::levels(std::uint64_t point) const {
  return design_ ? design_->point(point) : std::vector<Level>{};
}

// Keyed by what the point is, not by its number: a value more elsewhere changes nothing here.
std::uint64_t Job::seed(std::uint64_t point) const {
  if (!sweep_ || sweep_->common_random_numbers) return base_.seed;
  std::uint64_t key = base_.seed;
  const std::vector<Level> values = levels(point);
  for (std::size_t f = 0; f < values.size(); ++f)
    key = combine(combine(key, stable_key(sweep_->factors[f].first)), stable_key(values[f].yaml));
  return key >> 2U;  // the format knows seeds up to 9e18
}

void Job::refuse(const ScenarioError& error, const std::string& where) const {
  std::vector<Problem> problems;
  for (Problem problem : error.problems()) {
    // What the command line would be called is a factor here.
    if (problem.origin.file.starts_with("--set ")) {
      const std::string key = problem.origin.file.substr(6, problem.origin.file.find('=') - 6);
      for (const auto& [name, factor] : sweep_->factors)
        if (std::find(factor.keys.begin(), factor.keys.end(), key) != factor.keys.end()) problem.origin = factor.origin;
      for (const auto& setting : sweep_->settings)
        if (setting.key == key) problem.origin = setting.origin;
    }
    if (!where.empty()) problem.text += " (" + where + ")";
    problems.push_back(std::move(problem));
  }
  const std::size_t left_out = error.count() - problems.size();
  throw ScenarioError{std::move(problems), left_out};
}

scenario::Scenario Job::scenario(std::uint64_t point) const {
  const std::vector<Level> values = levels(point);
  try {
    auto settings = settings_of(values);
    settings.push_back("seed=" + std::to_string(seed(point)));
    return scenario::read(sweep_->base, settings);
  } catch (const ScenarioError& error) {
    std::string where = "point " + std::to_string(point);
    for (std::size_t f = 0; f < values.size(); ++f)
      where += (f == 0 ? ": " : ", ") + sweep_->factors[f].first + " = " + values[f].label;
    refuse(error, where);
  }
}

void Job::check_levels() const {
  if (!sweep_) return;
  constexpr std::size_t most = 100;  // reads of the base a factor: all others are checked when they are played
  for (std::size_t f = 0; f < sweep_->factors.size(); ++f) {
    const auto& [name, factor] = sweep_->factors[f];
    std::vector<Level> levels = factor.values;
    if (factor.range) levels = {factor.range->at(0), factor.range->at(1)};
    for (const auto& row : sweep_->table) levels.push_back(row[f]);
    std::set<std::string> seen;
    for (const Level& level : levels) {
      if (seen.size() == most || !seen.insert(level.yaml).second) continue;
      std::vector<std::string> settings = settings_of({});
      for (const std::string& key : factor.keys) settings.push_back(key + "=" + level.yaml);
      try {
        scenario::read(sweep_->base, settings);
      } catch (const ScenarioError& error) {
        refuse(error, "the factor `" + name + "` at `" + level.label + "`");
      }
    }
  }
}

Plan Job::plan(std::uint32_t shards) const {
  Plan plan;
  plan.kind = sweep_ ? Plan::Kind::sweep : Plan::Kind::run;
  plan.directory = std::filesystem::current_path().string();
  plan.file = file_;
  plan.settings = settings_;
  plan.shards = shards;
  plan.points = points();
  plan.replications = base_.replications;
  plan.inputs = hash_inputs(base_);
  if (sweep_) plan.inputs.insert(plan.inputs.begin(), hash_file(file_));
  plan.program = this_program();
  return plan;
}

std::shared_ptr<const World> Job::base_world() const {
  const std::lock_guard lock{mutex_};
  if (!base_world_) base_world_ = build_world(base_);
  return base_world_;
}

std::shared_ptr<const World> Job::world(std::uint64_t point) const {
  if (!sweep_) return base_world();
  if (!keeps_roads(changed_)) return build_world(scenario(point));
  return build_world(scenario(point), *base_world(), changed_);
}

Tables Job::tables(const World& world) const { return sweep_ ? Tables{world, sweep_->tables} : Tables{world}; }

std::optional<ShardPart> Job::play(const Plan::Part& part, int threads, const std::atomic<bool>* stop) const {
  const auto world = this->world(part.point);
  const Tables tables = this->tables(*world);
  Summary summary{tables, replications()};
  std::vector<std::size_t> cells = cells_by_replication(tables);
  if (sweep_) {
    cells.clear();
    for (std::size_t cell = 0; cell < tables.cells(); ++cell) cells.push_back(cell);
  }
  std::vector<Tally> kept;
  std::vector<std::vector<std::int64_t>> open;
  const auto digest = [&](const Outcome& outcome) {
    return Played{tally(tables, outcome), sweep_ ? std::vector<std::int64_t>{} : open_work(*world, outcome)};
  };
  const bool complete = play_all(*world, world->scenario.seed, part, threads, stop, digest, [&](Played&& played) {
    summary.add(played.tally);
    kept.push_back({played.tally.replication, played.tally.sums.only(cells)});
    if (!sweep_) open.push_back(std::move(played.open_work));
  });
  if (!complete) return std::nullopt;
  ShardPart result{part.point, part.first, part.count};
  if (sweep_ && part.count == static_cast<std::uint32_t>(replications())) {
    result.content = ShardPart::Content::answer;
    result.bytes = encode_answer(answer(summary, kept));
  } else {
    result.content = ShardPart::Content::sums;
    result.bytes = encode_sums({{summary.groups().begin(), summary.groups().end()}, std::move(open), std::move(kept)});
  }
  return result;
}

bool Job::kept(const Estimate& row) const {
  const auto& best = sweep_->best;
  if (best && row.measure == best->measure && row.statistic == best->statistic && row.type == best->type &&
      row.area == best->area)
    return true;
  const auto among = [](const std::vector<std::string>& names, const std::string& name) {
    return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
  };
  if (!among(sweep_->measures, row.measure) || !among(sweep_->statistics, row.statistic)) return false;
  // Types alone are always counted, for the published ones; the others are kept if they were asked for.
  const bool one_type = row.type != "all" && row.type != "published" && row.area == "all" && row.hour == "all" &&
                        row.priority == "all" && row.group == "all";
  const std::vector<scenario::Dimension> alone{scenario::Dimension::type};
  return !one_type || std::find(sweep_->tables.begin(), sweep_->tables.end(), alone) != sweep_->tables.end();
}

PointAnswer Job::answer(const Summary& summary, const std::vector<Tally>& replications) const {
  PointAnswer answer;
  for (Estimate& row : estimates(summary))
    if (kept(row)) answer.estimates.push_back(std::move(row));
  for (const Tally& tally : replications)
    for (std::size_t cell = 0; cell < summary.tables().cells(); ++cell)
      for (Estimate& row : replication_rows(summary.tables(), tally, cell))
        if (row.value && kept(row)) answer.replications.push_back({tally.replication, std::move(row)});
  return answer;
}

std::optional<PointAnswer> Job::play_afresh(std::uint64_t point, int threads, const std::atomic<bool>* stop) const {
  const auto world = this->world(point);
  const Tables tables = this->tables(*world);
  const int replications = sweep_->best->replications.value_or(base_.replications);
  Summary summary{tables, replications};
  const std::uint64_t seed = combine(world->scenario.seed, stable_key("afresh")) >> 2U;
  const bool complete = play_all(
      *world, seed, {point, 0, static_cast<std::uint32_t>(replications)}, threads, stop,
      [&](const Outcome& outcome) {
        return Played{tally(tables, outcome), {}};
      },
      [&](Played&& played) { summary.add(played.tally); });
  if (!complete) return std::nullopt;
  return answer(summary, {});
}

std::optional<double> Job::objective(const PointAnswer& answer) const {
  const Objective& best = *sweep_->best;
  const Estimate* row = find(answer.estimates, best.measure, best.statistic, best.type, best.area);
  return row != nullptr ? row->value : std::nullopt;
}

}  // namespace kredsim::cli
