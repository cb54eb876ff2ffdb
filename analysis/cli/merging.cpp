#include "analysis/cli/merging.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "analysis/cli/comparison_text.hpp"
#include "analysis/cli/job_warnings.hpp"
#include "analysis/cli/text.hpp"
#include "analysis/report/briefing.hpp"
#include "analysis/report/notes.hpp"
#include "analysis/store/stress_des.hpp"
#include "analysis/store/sweep_folder.hpp"

namespace kredsim::cli {

namespace {

std::string joined(const std::vector<std::string>& words, const char* comma) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : comma) + word;
  return text;
}

const char* name(DesignKind design) {
  switch (design) {
    case DesignKind::grid: return "grid";
    case DesignKind::latin_hypercube: return "latin hypercube";
    case DesignKind::sobol: return "sobol";
    case DesignKind::table: break;
  }
  return "table";
}

std::string values_of(const Factor& factor) {
  if (factor.range)
    return factor.range->at(0).label + " to " + factor.range->at(1).label +
           (factor.range->scale == LevelRange::Scale::log ? " on a logarithmic scale" : "");
  std::vector<std::string> labels;
  for (const Level& level : factor.values) labels.push_back(level.label);
  return labels.empty() ? "as the table says" : joined(labels, ", ");
}

StudyDesign study(const Job& job) {
  const Sweep& sweep = job.sweep();
  StudyDesign study;
  study.points = std::to_string(job.points()) + " points, " + name(sweep.design);
  for (const auto& [factor_name, factor] : sweep.factors)
    study.factors += factor_name + " (" + joined(factor.keys, ", ") + "): " + values_of(factor) + "\n";
  study.comparison = sweep.common_random_numbers ? "all points meet the same incidents (common random numbers)"
                                                 : "every point has incidents of its own";
  return study;
}

SweepNotes notes_of(const Job& job, const World& first) {
  const Sweep& sweep = job.sweep();
  SweepNotes notes;
  for (const auto& [factor_name, factor] : sweep.factors)
    notes.factors.emplace_back(factor_name, joined(factor.keys, " "));
  notes.meta = {{"title_da", sweep.title.da},
                {"title_en", sweep.title.en},
                {"base_title_da", job.base().title.da},
                {"base_title_en", job.base().title.en},
                {"stylised", job.base().stylised ? "1" : "0"},
                {"design", name(sweep.design)},
                {"design_seed", std::to_string(sweep.design_seed)},
                {"points", std::to_string(job.points())},
                {"replications", std::to_string(job.replications())},
                {"seed", std::to_string(job.base().seed)},
                {"common_random_numbers", sweep.common_random_numbers ? "1" : "0"},
                {"replications_done", std::to_string(job.replications())},
                {"district_da", first.district.name.da},
                {"district_en", first.district.name.en},
                {"period_start", to_text(first.scenario.period.start)},
                {"period_s", std::to_string(first.scenario.period.length.count() / 1000)},
                {"interval", "95 % simulation precision"}};
  if (const auto& best = sweep.best)
    for (auto& entry : std::vector<std::pair<std::string, std::string>>{
             {"best_measure", best->measure},
             {"best_statistic", best->statistic},
             {"best_type", best->type},
             {"best_area", best->area},
             {"best_goal", best->goal == Objective::Goal::largest ? "largest" : "smallest"}})
      notes.meta.push_back(std::move(entry));
  notes.base = &first;
  notes.base_resolved = job.base().resolved;
  notes.sweep_file = sweep.file;
  notes.design = study(job);
  return notes;
}

SweptPoint point_of(const Job& job, std::uint64_t number) {
  SweptPoint point{number, job.seed(number), {}};
  for (const Level& level : job.levels(number)) point.levels.push_back(level.label);
  return point;
}

/// Adds up the parts of a point that several shards share.
class SharedPoint {
 public:
  SharedPoint(const Job& job, std::uint64_t point)
      : world_{job.world(point)}, tables_{job.tables(*world_)}, summary_{tables_, job.replications()} {}

  void add(const ShardPart& part) {
    PartialSums sums = decode_sums(part.bytes, tables_, summary_.groups().size(), part.count);
    for (std::size_t group = 0; group < sums.groups.size(); ++group) summary_.add(group, sums.groups[group]);
    std::move(sums.replications.begin(), sums.replications.end(), std::back_inserter(replications_));
  }
  [[nodiscard]] bool complete() const { return summary_.replications() == summary_.planned(); }
  [[nodiscard]] PointAnswer answer(const Job& job) const { return job.answer(summary_, replications_); }

 private:
  std::shared_ptr<const World> world_;
  Tables tables_;
  Summary summary_;
  std::vector<Tally> replications_;
};

/// Remembers the best point; the first of equals.
class Search {
 public:
  explicit Search(const Job& job) : job_{job} {}

  void look(std::uint64_t point, const PointAnswer& answer) {
    if (!job_.sweep().best) return;
    const auto value = job_.objective(answer);
    const bool smallest = job_.sweep().best->goal == Objective::Goal::smallest;
    if (!value || (best_ && (smallest ? *value >= value_ : *value <= value_))) return;
    best_ = point;
    value_ = *value;
  }
  [[nodiscard]] std::optional<std::uint64_t> best() const { return best_; }

 private:
  const Job& job_;
  std::optional<std::uint64_t> best_;
  double value_ = 0;
};

std::string figure(const Estimate& row) {
  const bool time = row.measure.ends_with("_s") && !row.statistic.starts_with("share") && row.statistic != "count";
  const auto text = [&](double value) {
    if (time) return minutes_seconds(value);
    return row.statistic.starts_with("share") ? fmt::format("{:.1f} %", 100 * value) : fmt::format("{:.6g}", value);
  };
  std::string words = row.value ? text(*row.value) : "-";
  if (row.low && row.high) words += " (" + text(*row.low) + " - " + text(*row.high) + ")";
  return words;
}

/// Only what the fresh seeds say: the figure by which the point was chosen is partly luck.
std::string told(const Job& job, std::uint64_t number, const PointAnswer& fresh, Language language) {
  const Objective& best = *job.sweep().best;
  const bool danish = language == Language::da;
  std::string levels;
  const std::vector<Level> values = job.levels(number);
  for (std::size_t f = 0; f < values.size(); ++f)
    levels += (f == 0 ? "" : ", ") + job.sweep().factors[f].first + " = " + values[f].label;
  const Estimate* row = find(fresh.estimates, best.measure, best.statistic, best.type, best.area);
  const std::string what = best.measure + " " + best.statistic + ", type " + best.type + ", area " + best.area;
  return fmt::format(fmt::runtime(danish ? "Bedste punkt: {} ({})\n{}, på friske tilfældige tal: {}\n"
                                         : "Best point: {} ({})\n{}, on fresh seeds: {}\n"),
                     number, levels, what, row != nullptr ? figure(*row) : "-");
}

}  // namespace

std::string merge_run(const Job& job, const Shelf& shelf, const MergeOptions& options, RunInfo run) {
  const auto world = job.world(0);
  const Tables tables{*world};
  Summary summary{tables, job.replications()};
  PeriodSpread periods;
  WarmUpSeries warm_up{*world, job.replications()};
  ResultsFolder folder{options.out, options.if_exists, Records::without, tables};
  shelf.read_all([&](ShardPart&& part) {
    const PartialSums sums = decode_sums(part.bytes, tables, summary.groups().size(), part.count);
    for (std::size_t group = 0; group < sums.groups.size(); ++group) summary.add(group, sums.groups[group]);
    if (sums.open_work.size() != sums.replications.size()) throw DamagedShard{"lacks the check of the warm-up"};
    for (std::size_t i = 0; i < sums.replications.size(); ++i) {
      const Tally& tally = sums.replications[i];
      folder.add(tally, {});
      if (const auto mean = mean_response(tables, tally)) periods.add(*mean);
      warm_up.add(tally.replication, sums.open_work[i]);
      run.replications_done.push_back(tally.replication);
    }
  });
  const std::vector<Estimate> rows = estimates(summary);
  if (const Estimate* unstable = find(rows, "unstable", "share"))
    run.replications_unstable = static_cast<int>(unstable->n);
  RunChecks checks;
  checks.warm_up = warm_up.check();
  if (scenario::Text warning = warm_up_in_words(*checks.warm_up); !warning.en.empty())
    run.warnings.push_back(std::move(warning));
  folder.commit(summary, rows, run, checks,
                [&](const std::string& results) { write_briefing(results, options.language); });
  return terminal_summary(facts_of(summary, rows, periods), options.language) +
         warm_up_warning(*checks.warm_up, options.language);
}

std::string merge_sweep(const Job& job, const Shelf& shelf, const MergeOptions& options, RunInfo run) {
  const auto first = job.world(0);
  const SweepNotes notes = notes_of(job, *first);
  SweepFolder folder{options.out, options.if_exists, notes};
  Search search{job};
  std::vector<std::uint64_t> unstable;
  const auto take = [&](std::uint64_t point, const PointAnswer& answer) {
    search.look(point, answer);
    const Estimate* share = find(answer.estimates, "unstable", "share");
    if (share != nullptr && share->value.value_or(0) > 0) unstable.push_back(point);
    folder.add(point_of(job, point), answer);
  };
  std::optional<SharedPoint> shared;
  shelf.read_all([&](ShardPart&& part) {
    if (part.content == ShardPart::Content::answer) return take(part.point, decode_answer(part.bytes));
    if (!shared) shared.emplace(job, part.point);
    shared->add(part);
    if (!shared->complete()) return;
    take(part.point, shared->answer(job));
    shared.reset();
  });
  std::string text;
  if (const auto best = search.best()) {
    const auto fresh = job.play_afresh(*best, options.threads, options.stop);
    if (!fresh) return {};
    folder.add_best(point_of(job, *best), fresh->estimates);
    text = told(job, *best, *fresh, options.language);
  }
  if (!unstable.empty()) {
    const scenario::Text where = points_in_words(unstable);
    run.warnings.push_back({.da = where.da + ": gentagelser endte som ustabile, fordi en kø voksede uden grænse",
                            .en = where.en + ": replications ended as unstable, because a queue grew without bound"});
    fmt::print(stderr, "warning: {}\n", run.warnings.back().en);
  }
  folder.commit(std::move(run), [&](const std::string& results) { write_briefing(results, options.language); });
  return fmt::format(fmt::runtime(options.language == Language::da ? "{} punkter, {} gentagelser hver: {}/sweep.csv\n"
                                                                   : "{} points, {} replications each: {}/sweep.csv\n"),
                     grouped(static_cast<std::int64_t>(job.points()), options.language), job.replications(),
                     options.out) +
         text;
}

void check_objective(const Job& job) {
  if (!job.is_sweep() || !job.sweep().best) return;
  const Objective& best = *job.sweep().best;
  const auto world = job.world(0);
  const Tables tables = job.tables(*world);
  Summary nothing{tables, 1};
  Tally empty{0, Sums{tables}};
  empty.sums.set_replications(1);
  nothing.add(empty);
  const std::vector<Estimate> rows = estimates(nothing);
  if (find(rows, best.measure, best.statistic, best.type, best.area) != nullptr) return;
  std::vector<std::string> known;
  for (const Estimate& row : rows)
    if (row.measure == best.measure && row.type == "all" && row.area == "all" && row.hour == "all" &&
        row.priority == "all" && row.group == "all")
      known.push_back(row.statistic);
  throw ScenarioError{{{best.origin, "best",
                        "the results of this sweep have no " + best.measure + " " + best.statistic + " of type `" +
                            best.type + "` in area `" + best.area + "` (statistics of " + best.measure + ": " +
                            joined(known, ", ") + ") (or keep more `tables`)"}}};
}

}  // namespace kredsim::cli
