#include <algorithm>
#include <cmath>

#include "analysis/store/facts.hpp"
#include "analysis/store/stored_database.hpp"
#include "sim/base/problem.hpp"

namespace kredsim {

namespace {

using Row = StoredDatabase::Row;
using Meta = std::map<std::string, std::string>;

std::string value(const Meta& meta, const std::string& key) {
  const auto found = meta.find(key);
  return found == meta.end() ? std::string{} : found->second;
}

scenario::Text text(const Meta& meta, const std::string& key) {
  return {value(meta, key + "_da"), value(meta, key + "_en")};
}

int count(const Meta& meta, const std::string& key) {
  const std::string found = value(meta, key);
  return found.empty() ? 0 : std::atoi(found.c_str());
}

Meta read_meta(const StoredDatabase& database) {
  Meta meta;
  database.read("SELECT key, value FROM meta", [&](const Row& row) { meta[row[0].text] = row[1].text; });
  return meta;
}

void tell_place(AnswerFacts& facts, const StoredDatabase& database, const Meta& meta) {
  facts.title = text(meta, "title");
  facts.question = text(meta, "question");
  facts.district = text(meta, "district");
  facts.stylised = value(meta, "stylised") == "1";
  for (const auto called : {scenario::AreasCalled::city_districts, scenario::AreasCalled::towns})
    if (value(meta, "areas_called") == name(called)) facts.areas_called = called;
  facts.ring_fenced = text(meta, "ring_fenced");
  facts.period = Milliseconds{1000 * std::atoll(value(meta, "period_s").c_str())};
  facts.replications = count(meta, "replications_done");
  std::vector<std::pair<std::string, std::vector<AnswerFacts::Area>>> layers;
  database.read("SELECT area, name, layer FROM areas", [&](const Row& row) {
    facts.names[row[0].text] = row[1].text;
    const auto same = [&](const auto& layer) { return layer.first == row[2].text; };
    auto layer = std::find_if(layers.begin(), layers.end(), same);
    if (layer == layers.end()) layer = layers.insert(layers.end(), {row[2].text, {}});
    layer->second.push_back({row[0].text, row[1].text});
  });
  for (const auto& [layer, areas] : layers)
    if (facts.areas.empty() && areas.size() > 1) facts.areas = areas;
  database.read("SELECT count(*) FROM types WHERE published = 1",
                [&](const Row& row) { facts.published = row[0].integer > 0; });
  database.read("SELECT count(*) FROM published",
                [&](const Row& row) { facts.set_against_published = row[0].integer > 0; });
}

/// The columns measure to group, value, low, high and n from `at` on.
Estimate estimate(const Row& row, std::size_t at) {
  return {row[at].text,         row[at + 1].text,     row[at + 2].text,     row[at + 3].text,
          row[at + 4].text,     row[at + 5].text,     row[at + 6].text,     row[at + 7].number(),
          row[at + 8].number(), row[at + 9].number(), row[at + 10].integer, static_cast<int>(row[at + 11].integer)};
}
constexpr std::string_view estimate_columns =
    "measure, statistic, type, area, hour, priority, \"group\", value, low, high, n, replications";

void tell_inputs(RunFacts& run, const StoredDatabase& database) {
  database.read("SELECT source FROM inputs", [&](const Row& row) {
    const std::string& source = row[0].text;
    ++(source.empty() ? run.unsourced : source.starts_with("assumption") ? run.assumed : run.sourced);
  });
}

RunFacts read_run(const StoredDatabase& database, const Meta& meta) {
  RunFacts run;
  tell_place(run, database, meta);
  run.control_centre = value(meta, "control_centre") == "1";
  run.most_waiting = count(meta, "most_waiting");
  database.read("SELECT count(*) FROM types WHERE published = 0",
                [&](const Row& row) { run.all_published = row[0].integer == 0; });
  database.read("SELECT " + std::string{estimate_columns} +
                    " FROM estimates WHERE hour = 'all' AND priority = 'all' AND \"group\" = 'all'",
                [&](const Row& row) { run.estimates.push_back(estimate(row, 0)); });
  for (const Estimate& row : run.estimates) {
    if (row.measure != "response_s" || !row.statistic.starts_with("share_within_")) continue;
    const double target = std::atof(row.statistic.c_str() + std::string_view{"share_within_"}.size());
    if (std::find(run.targets_s.begin(), run.targets_s.end(), target) == run.targets_s.end())
      run.targets_s.push_back(target);
  }
  tell_inputs(run, database);
  database.read("SELECT measure, statistic, area, value, year, source FROM published", [&](const Row& row) {
    run.published_figures.push_back({row[0].text, row[1].text, row[2].text, row[3].number().value_or(0),
                                     static_cast<int>(row[4].integer), row[5].text});
  });
  database.read(
      "SELECT bin_from, count FROM histograms WHERE measure = 'response_s' AND area = 'all' AND priority = "
      "'all' AND \"group\" = 'all' AND type = '" +
          run.scope() + "' ORDER BY bin_from",
      [&](const Row& row) {
        const auto from = std::llround(1000 * row[0].number().value_or(0));
        run.responses.push_back({bins::bin_of(from), row[1].integer});
      });
  PeriodSpread periods;
  database.read(
      "SELECT value FROM replications WHERE measure = 'response_s' AND statistic = 'mean' AND area = 'all' "
      "AND type = '" +
          run.scope() + "'",
      [&](const Row& row) { periods.add(row[0].number().value_or(0)); });
  run.year_sd = periods.sd();
  return run;
}

Verdict verdict_named(const std::string& word) {
  for (const Verdict verdict : {Verdict::better, Verdict::worse, Verdict::mixed, Verdict::higher, Verdict::lower,
                                Verdict::no_different, Verdict::undecided, Verdict::identical})
    if (name(verdict) == word) return verdict;
  return Verdict::too_few;
}

Difference difference(const Row& row) {
  Difference d;
  d.measure = row[0].text;
  d.statistic = row[1].text;
  d.type = row[2].text;
  d.area = row[3].text;
  d.plan = row[4].number();
  d.base = row[5].number();
  d.difference = row[6].number();
  d.low = row[7].number();
  d.high = row[8].number();
  d.verdict = verdict_named(row[9].text);
  d.margin = row[10].number().value_or(0);
  d.family = static_cast<int>(row[11].integer);
  d.replications_needed = row[12].number();
  d.at_least = row[13].number();
  d.at_most = row[14].number();
  d.variance_ratio = row[15].number();
  d.period_sd = row[16].number();
  d.n_plan = row[17].integer;
  d.n_base = row[18].integer;
  d.replications = static_cast<int>(row[19].integer);
  d.note = row[20].text;
  d.sets_low = row[22].number();
  d.sets_high = row[23].number();
  d.sets = static_cast<int>(row[24].integer);
  return d;
}

ComparedFacts read_compared(const StoredDatabase& database, const Meta& meta) {
  ComparedFacts compared;
  for (int number = 1; meta.contains("plan_" + std::to_string(number)); ++number) {
    const std::string plan = "plan_" + std::to_string(number);
    ComparisonFacts& facts = compared.plans.emplace_back();
    tell_place(facts, database, meta);
    facts.base_title = facts.title;
    facts.title = text(meta, plan + "_title");
    facts.question = text(meta, plan + "_question");
    facts.ring_fenced = text(meta, plan + "_ring_fenced");
    facts.plan = value(meta, plan);
    facts.only_in_base = std::atoll(value(meta, plan + "_only_in_base").c_str());
    facts.only_in_plan = std::atoll(value(meta, plan + "_only_in_plan").c_str());
    facts.unstable_base = std::atoi(value(meta, plan + "_unstable_base").c_str());
    facts.unstable_plan = std::atoi(value(meta, plan + "_unstable_plan").c_str());
    database.read(
        "SELECT measure, statistic, type, area, plan, base, difference, low, high, verdict, margin, family, "
        "replications_needed, at_least, at_most, variance_ratio, period_sd, n_plan, n_base, replications, "
        "note, compared, sets_low, sets_high, sets FROM differences WHERE hour = 'all' AND priority = 'all'",
        [&](const Row& row) {
          if (row[21].text == facts.plan) facts.rows.push_back(difference(row));
        });
    database.read("SELECT area, answered, gained, lost, mean_gain_s, mean_loss_s, compared FROM gains WHERE type = '" +
                      facts.scope() + "'",
                  [&](const Row& row) {
                    if (row[6].text == facts.plan)
                      facts.gains.push_back({row[0].text, row[1].integer, row[2].integer, row[3].integer,
                                             row[4].number(), row[5].number()});
                  });
    database.read("SELECT officer_group, post, base_hours, plan_hours, compared FROM posts", [&](const Row& row) {
      if (row[4].text == facts.plan)
        facts.posts.push_back({row[0].text, row[1].text, row[2].number().value_or(0), row[3].number().value_or(0)});
    });
    database.read("SELECT officer_group, base, plan, compared FROM officers", [&](const Row& row) {
      if (row[3].text == facts.plan)
        facts.officers.push_back({row[0].text, row[1].number().value_or(0), row[2].number().value_or(0)});
    });
  }
  return compared;
}

SweepFacts read_sweep(const StoredDatabase& database, const Meta& meta) {
  SweepFacts sweep;
  tell_place(sweep, database, meta);
  sweep.base_title = text(meta, "base_title");
  sweep.design = value(meta, "design");
  sweep.replications = count(meta, "replications");
  database.read("SELECT factor, keys FROM factors", [&](const Row& row) {
    sweep.factors.push_back({row[0].text, row[1].text});
  });
  if (meta.contains("best_measure")) {
    sweep.measure = value(meta, "best_measure");
    sweep.statistic = value(meta, "best_statistic");
    sweep.type = value(meta, "best_type");
    sweep.area = value(meta, "best_area");
    sweep.largest = value(meta, "best_goal") == "largest";
  } else if (sweep.published) {
    sweep.type = "published";
  }
  database.read("SELECT point, level FROM levels", [&](const Row& row) {
    if (sweep.points.empty() || sweep.points.back().number != row[0].integer)
      sweep.points.push_back({row[0].integer, {}, {}});
    sweep.points.back().levels.push_back(row[1].text);
  });
  const auto figures = [&](const std::string& table, auto&& take) {
    database.read("SELECT point, " + std::string{estimate_columns} + " FROM " + table +
                      " WHERE hour = 'all' AND priority = 'all' AND \"group\" = 'all'",
                  [&](const Row& row) {
                    Estimate found = estimate(row, 1);
                    if (found.measure != sweep.measure || found.statistic != sweep.statistic ||
                        found.type != sweep.type || found.area != sweep.area)
                      return;
                    const auto same = [&](const SweepFacts::Point& point) { return point.number == row[0].integer; };
                    const auto point = std::find_if(sweep.points.begin(), sweep.points.end(), same);
                    if (point != sweep.points.end()) take(*point, std::move(found));
                  });
  };
  figures("estimates", [](SweepFacts::Point& point, Estimate found) { point.figure = std::move(found); });
  figures("best", [&](const SweepFacts::Point& point, Estimate found) {
    sweep.best = SweepFacts::Point{point.number, point.levels, std::move(found)};
  });
  return sweep;
}

}  // namespace

Facts read_facts(const std::string& folder) {
  if (!holds_results(folder))
    throw InputError{folder +
                     ": holds no results of this version (give a folder that `kredsim run`, `compare` or "
                     "`sweep` wrote with --out)"};
  const StoredDatabase database{folder + "/results.sqlite"};
  const Meta meta = read_meta(database);
  if (database.has_table("differences")) return read_compared(database, meta);
  if (database.has_table("levels")) return read_sweep(database, meta);
  return read_run(database, meta);
}

}  // namespace kredsim
