#include "analysis/store/comparison_folder.hpp"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "analysis/store/build_info.hpp"
#include "analysis/store/data_dictionary.hpp"
#include "analysis/store/left_out.hpp"
#include "analysis/store/run_stamp.hpp"
#include "analysis/store/stress_des.hpp"
#include "analysis/store/world_tables.hpp"
#include "sim/world/changed_posts.hpp"

namespace kredsim {

namespace {

std::vector<std::string> columns_of(std::string_view table) {
  std::vector<std::string> columns;
  for (const ColumnInfo& column : comparison_dictionary())
    if (column.table == table) columns.emplace_back(column.column);
  return columns;
}

/// Calls `visit(text or number)` for each column of `differences` after the plan's name.
template <class Visit>
void visit_columns(const Difference& row, const Visit& visit) {
  for (const std::string* text : {&row.measure, &row.statistic, &row.type, &row.area, &row.hour, &row.priority})
    visit(*text);
  for (const auto& number : {row.plan, row.base, row.difference, row.low, row.high}) visit(number);
  visit(std::string{name(row.verdict)});
  visit(std::optional{row.margin});
  visit(std::int64_t{row.family});
  for (const auto& number : {row.replications_needed, row.at_least, row.at_most, row.variance_ratio, row.period_sd})
    visit(number);
  visit(row.n_plan);
  visit(row.n_base);
  visit(std::int64_t{row.replications});
  visit(row.note);
  visit(row.sets_low);
  visit(row.sets_high);
  visit(std::int64_t{row.sets});
}

void write_differences_csv(const std::string& path, const std::vector<ComparedPlan>& plans, const std::string& run) {
  CsvFile file{path, columns_of("differences"), run};
  for (const ComparedPlan& plan : plans)
    for (const Difference& row : plan.rows) {
      file.add(plan.name);
      visit_columns(row, [&](const auto& value) { file.add(value); });
      file.end_row();
    }
  file.close();
}

void write_differences(Database& database, const std::vector<ComparedPlan>& plans) {
  Database::Insert insert{database, "differences", static_cast<int>(columns_of("differences").size())};
  for (const ComparedPlan& plan : plans)
    for (const Difference& row : plan.rows)
      insert(plan.name, row.measure, row.statistic, row.type, row.area, row.hour, row.priority, row.plan, row.base,
             row.difference, row.low, row.high, name(row.verdict), row.margin, row.family, row.replications_needed,
             row.at_least, row.at_most, row.variance_ratio, row.period_sd, row.n_plan, row.n_base, row.replications,
             row.note, row.sets_low, row.sets_high, row.sets);
}

std::optional<double> mean_s(std::int64_t ms, std::int64_t n) {
  if (n == 0) return std::nullopt;
  return 1e-3 * static_cast<double>(ms) / static_cast<double>(n);
}

/// Calls `visit(type, area, gains)` for all cells of a plan.
template <class Visit>
void for_each_gains(const Comparison& comparison, const Visit& visit) {
  const PairSums& pairs = comparison.pairs();
  const World& world = comparison.base_tables().world();
  visit(std::string{"all"}, std::string{"all"}, pairs.gains(0));
  std::size_t cell = 1;
  for (const District::Area& area : world.district.areas) visit(std::string{"all"}, area.key, pairs.gains(cell++));
  for (const IncidentType& type : world.demand.types) visit(type.key, std::string{"all"}, pairs.gains(cell++));
  const auto& published = pairs.published_gains();
  if (published.empty()) return;
  visit(std::string{"published"}, std::string{"all"}, published[0]);
  cell = 1;
  for (const District::Area& area : world.district.areas) visit(std::string{"published"}, area.key, published[cell++]);
}

void write_gains(Database& database, const ComparedPlan& plan) {
  Database::Insert row{database, "gains", 11};
  Database::Insert class_row{database, "gain_classes", 6};
  for_each_gains(*plan.comparison, [&](const std::string& type, const std::string& area, const Gains& gains) {
    row(plan.name, type, area, gains.answered, gains.gained, gains.lost, mean_s(gains.gained_ms, gains.gained),
        mean_s(gains.lost_ms, gains.lost), gains.base_only, gains.plan_only, gains.neither);
    for (std::size_t i = 0; i < gains.classes.size(); ++i) {
      if (gains.classes[i] == 0) continue;
      const auto edge = [](std::size_t at) { return std::optional<double>{gain_edges[at]}; };
      class_row(plan.name, type, area, i > 0 ? edge(i - 1) : std::nullopt,
                i < gain_edges.size() ? edge(i) : std::nullopt, gains.classes[i]);
    }
  });
}

/// To the database and to points.csv.
void write_points(Database& database, CsvFile& file, const ComparedPlan& plan) {
  Database::Insert row{database, "points", 9};
  const World& world = plan.comparison->base_tables().world();
  const auto& points = plan.comparison->pairs().points();
  for (std::size_t i = 0; i < points.size(); ++i) {
    const PointGains& gains = points[i];
    if (gains.received == 0) continue;
    const Position at = world.network.graph.position(world.district.points[PointId{i}].place);
    const std::string& area = world.district.areas[world.district.municipality(PointId{i})].key;
    const auto change = mean_s(gains.change_ms, gains.answered);
    row(plan.name, at.lat, at.lon, area, gains.received, gains.answered, gains.gained, gains.lost, change);
    file.add(plan.name).add(at.lat).add(at.lon).add(area).add(gains.received).add(gains.answered);
    file.add(gains.gained).add(gains.lost).add(change).end_row();
  }
}

/// Of both sides: response times of all types and areas, one by one.
void write_histograms(Database& database, const ComparedPlan& plan) {
  Database::Insert row{database, "histograms", 7};
  const auto write = [&](const char* side, const Summary& summary) {
    const Tables& tables = summary.tables();
    for (const Table& table : tables.all()) {
      if (table.dimensions() > 1 || table.split_by(Axis::hour) || table.split_by(Axis::priority) ||
          table.split_by(Axis::group))
        continue;
      for (std::size_t i = 0; i < table.cells; ++i) {
        const auto histogram = tables.histogram_row(table, i, Measure::response_s);
        if (!histogram) continue;
        const Cell cell = tables.cell(table, i);
        const std::string type = tables.label(cell, Axis::type);
        const std::string area = tables.label(cell, Axis::area);
        for (const PooledBin& bin : summary.pooled(*histogram))
          row(plan.name, side, type, area, bins::from(bin.bin), bins::to(bin.bin), bin.count);
      }
    }
  };
  write("base", plan.comparison->base());
  write("plan", plan.comparison->plan());
}

/// Who is on duty: every effect is to be read beside it.
void write_duty(Database& database, const ComparedPlan& plan) {
  constexpr double hours_a_week = 168;
  Database::Insert row{database, "duty", 7};
  const auto write = [&](const char* side, const Summary& summary) {
    const Tables& tables = summary.tables();
    for (const GroupId id : tables.world().force.groups.ids()) {
      Cell cell;
      cell.at[static_cast<std::size_t>(Axis::group)] = static_cast<int>(id.index());
      const auto index = tables.find(cell);
      if (!index) continue;
      const Group& group = tables.world().force.groups[id];
      for (const Figure& figure : figures(summary, *index))
        if (figure.row.measure == "units_on_duty" && figure.row.statistic == "mean" && figure.row.value)
          row(plan.name, side, group.key, group.label.da, group.label.en, *figure.row.value,
              *figure.row.value * hours_a_week);
    }
  };
  write("base", plan.comparison->base());
  write("plan", plan.comparison->plan());
}

/// What either side delivers besides answers: `differences` holds only what both have.
void write_presence(Database& database, const ComparedPlan& plan) {
  Database::Insert row{database, "presence", 8};
  const auto write = [&](const char* side, const Summary& summary) {
    const Tables& tables = summary.tables();
    for (const Table& table : tables.all()) {
      if (table.dimensions() > (table.split_by(Axis::area) ? 1 : 0)) continue;
      for (std::size_t i = 0; i < table.cells; ++i)
        for (const Figure& figure : figures(summary, table.first_cell + i))
          if ((figure.row.measure.starts_with("presence_") || figure.row.measure.starts_with("local_")) &&
              figure.row.statistic != "sd" && figure.row.value)
            row(plan.name, side, figure.row.measure, figure.row.statistic, figure.row.area, figure.row.value,
                figure.row.low, figure.row.high);
    }
  };
  write("base", plan.comparison->base());
  write("plan", plan.comparison->plan());
}

/// Which posts the plan adds, drops or makes longer or shorter.
void write_changed_posts(Database& database, const ComparedPlan& plan) {
  Database::Insert row{database, "posts", 5};
  for (const ChangedPost& post :
       changed_posts(plan.comparison->base_tables().world(), plan.comparison->plan_tables().world()))
    row(plan.name, post.group, post.post, post.base_hours, post.plan_hours);
}

/// From which groups the plan takes officers, and to which it gives them: desks have no posts.
void write_changed_officers(Database& database, const ComparedPlan& plan) {
  Database::Insert row{database, "officers", 4};
  for (const ChangedOfficers& group :
       changed_officers(plan.comparison->base_tables().world(), plan.comparison->plan_tables().world()))
    row(plan.name, group.group, group.base, group.plan);
}

/// What the plan states otherwise than the base, or beyond it.
void write_plan_inputs(Database& database, const ComparedPlan& plan) {
  const auto inputs = [](const World& world) {
    std::vector<scenario::SourcedInput> all = world.scenario.sources;
    all.insert(all.end(), world.scenario.unsourced.begin(), world.scenario.unsourced.end());
    return all;
  };
  const auto of_base = inputs(plan.comparison->base_tables().world());
  Database::Insert row{database, "plan_inputs", 5};
  for (const auto& input : inputs(plan.comparison->plan_tables().world())) {
    const auto same = [&](const scenario::SourcedInput& other) {
      return other.key == input.key && other.value == input.value && other.source == input.source;
    };
    if (std::none_of(of_base.begin(), of_base.end(), same))
      row(plan.name, input.key, input.value, input.source,
          input.origin.file + ":" + std::to_string(input.origin.line) + ":" + std::to_string(input.origin.column));
  }
}

void write_meta(Database& database, const std::vector<ComparedPlan>& plans, const RunChecks& checks,
                const std::string& run) {
  const Comparison& first = *plans.front().comparison;
  const World& base = first.base_tables().world();
  Database::Insert meta{database, "meta", 2};
  meta("format", results_format);
  meta("version", program_version());
  meta("commit", program_commit());
  meta("run", run);
  meta("title_da", base.scenario.title.da);
  meta("title_en", base.scenario.title.en);
  meta("question_da", base.scenario.question.da);
  meta("question_en", base.scenario.question.en);
  meta("district_da", base.district.name.da);
  meta("district_en", base.district.name.en);
  meta("stylised", base.district.stylised ? "1" : "0");
  meta("areas_called", std::string{name(base.scenario.areas_called)});
  const scenario::Text fenced = ring_fenced({&base.scenario});
  meta("ring_fenced_da", fenced.da);
  meta("ring_fenced_en", fenced.en);
  meta("seed", std::to_string(base.scenario.seed));
  meta("replications_done", std::to_string(first.base().replications()));
  meta("period_start", to_text(base.scenario.period.start));
  meta("period_s", std::to_string(base.scenario.period.length.count() / 1000));
  meta("late_after_s", std::to_string(base.scenario.results.late_after.count() / 1000));
  meta("interval",
       "95 % simulation precision of differences; areas of one layer jointly (Bonferroni); groups of "
       "replications: " +
           std::to_string(first.base().groups().size()));
  for (std::size_t i = 0; i < plans.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    const auto& title = plans[i].comparison->plan_tables().world().scenario.title;
    meta("plan_" + number, plans[i].name);
    meta("plan_" + number + "_title_da", title.da);
    meta("plan_" + number + "_title_en", title.en);
    const auto& question = plans[i].comparison->plan_tables().world().scenario.question;
    meta("plan_" + number + "_question_da", question.da);
    meta("plan_" + number + "_question_en", question.en);
    const scenario::Text both = ring_fenced({&base.scenario, &plans[i].comparison->plan_tables().world().scenario});
    meta("plan_" + number + "_ring_fenced_da", both.da);
    meta("plan_" + number + "_ring_fenced_en", both.en);
    meta("plan_" + number + "_only_in_base", std::to_string(plans[i].comparison->pairs().only_in_base()));
    meta("plan_" + number + "_only_in_plan", std::to_string(plans[i].comparison->pairs().only_in_plan()));
    meta("plan_" + number + "_unstable_base", std::to_string(plans[i].comparison->unstable_base()));
    meta("plan_" + number + "_unstable_plan", std::to_string(plans[i].comparison->unstable_plan()));
  }
  if (checks.until) meta("until", in_words(*checks.until));
}

StudyDesign study(const std::vector<ComparedPlan>& plans) {
  StudyDesign study;
  study.points = "a base and " + std::to_string(plans.size()) + (plans.size() == 1 ? " plan" : " plans");
  study.logic = "base.resolved.yaml and, for each plan, NAME.resolved.yaml are all that was run";
  study.each = "plan";
  for (const ComparedPlan& plan : plans) {
    const auto& scenario = plan.comparison->plan_tables().world().scenario;
    study.factors +=
        plan.name + ": " + (scenario.question.en.empty() ? scenario.title.en : scenario.question.en) + "\n";
  }
  study.comparison = "in pairs: every plan meets the same incidents as the base (docs/methods/comparison.md)";
  return study;
}

}  // namespace

void ComparisonFolder::commit(const std::vector<ComparedPlan>& plans, RunInfo run, const RunChecks& checks,
                              const std::function<void(const std::string& folder)>& add) {
  const World& base = plans.front().comparison->base_tables().world();
  std::string played = base.scenario.resolved;
  for (const ComparedPlan& plan : plans) played += plan.comparison->plan_tables().world().scenario.resolved;
  run.stamp = run_stamp({played});
  write_differences_csv(folder_.path() + "/differences.csv", plans, run.stamp);
  Database database{folder_.path() + "/results.sqlite"};
  std::vector<ColumnInfo> columns = world_columns();
  for (const ColumnInfo& column : data_dictionary())
    if (column.table == "measures" || column.table == "statistics") columns.push_back(column);
  columns.insert(columns.begin(), comparison_dictionary().begin(), comparison_dictionary().end());
  create_tables(database, columns);
  describe(database, columns);
  write_world(database, base);
  std::vector<const scenario::Scenario*> compared{&base.scenario};
  for (const ComparedPlan& plan : plans) compared.push_back(&plan.comparison->plan_tables().world().scenario);
  write_left_out(database, compared);
  write_differences(database, plans);
  CsvFile points{folder_.path() + "/points.csv", columns_of("points"), run.stamp};
  write_resolved(folder_.path() + "/base.resolved.yaml", base.scenario.resolved);
  for (const ComparedPlan& plan : plans) {
    write_gains(database, plan);
    write_points(database, points, plan);
    write_histograms(database, plan);
    write_duty(database, plan);
    write_presence(database, plan);
    write_plan_inputs(database, plan);
    write_changed_posts(database, plan);
    write_changed_officers(database, plan);
    write_resolved(folder_.path() + "/" + plan.name + ".resolved.yaml",
                   plan.comparison->plan_tables().world().scenario.resolved);
  }
  points.close();
  write_file(folder_.path() + "/stress-des.md", stress_des(base, study(plans), run.stamp));
  write_meta(database, plans, checks, run.stamp);
  database.close();
  run.files = hash_files(folder_.path());
  write_file(folder_.path() + "/run.json", to_json(run));
  if (add) add(folder_.path());
  folder_.commit();
}

std::string to_json(const std::vector<ComparedPlan>& plans) {
  using Json = nlohmann::ordered_json;
  const auto title = [](const Tables& tables) {
    const auto& text = tables.world().scenario.title;
    return Json{{"da", text.da}, {"en", text.en}};
  };
  const auto number = [](const std::optional<double>& value) {
    return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
  };
  Json json;
  json["base"] = title(plans.front().comparison->base_tables());
  json["replications"] = plans.front().comparison->base().replications();
  json["plans"] = Json::array();
  json["differences"] = Json::array();
  std::vector<std::string> columns = columns_of("differences");
  for (const ComparedPlan& plan : plans) {
    json["plans"].push_back(Json{{"name", plan.name}, {"title", title(plan.comparison->plan_tables())}});
    for (const ChangedPost& post :
         changed_posts(plan.comparison->base_tables().world(), plan.comparison->plan_tables().world()))
      json["plans"].back()["posts"].push_back(Json{{"group", post.group},
                                                   {"post", post.post},
                                                   {"base_hours", post.base_hours},
                                                   {"plan_hours", post.plan_hours}});
    for (const ChangedOfficers& group :
         changed_officers(plan.comparison->base_tables().world(), plan.comparison->plan_tables().world()))
      json["plans"].back()["officers"].push_back(
          Json{{"group", group.group}, {"base", group.base}, {"plan", group.plan}});
    for (const Difference& row : plan.rows) {
      Json object{{"compared", plan.name}};
      std::size_t column = 1;
      visit_columns(row, [&](const auto& value) {
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(value)>, std::optional<double>>)
          object[columns[column++]] = number(value);
        else
          object[columns[column++]] = value;
      });
      json["differences"].push_back(std::move(object));
    }
  }
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace kredsim
