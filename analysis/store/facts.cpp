#include "analysis/store/facts.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/store/world_tables.hpp"
#include "sim/world/changed_posts.hpp"

namespace kredsim {

namespace {

/// Areas of the first layer with more than one.
std::vector<AnswerFacts::Area> areas_shown(const District& district) {
  for (std::size_t layer = 0; layer < district.layers.size(); ++layer) {
    std::vector<AnswerFacts::Area> areas;
    for (const District::Area& area : district.areas)
      if (area.layer.index() == layer) areas.push_back({area.key, area.name});
    if (areas.size() > 1) return areas;
  }
  return {};
}

void tell_world(AnswerFacts& facts, const World& world) {
  facts.title = world.scenario.title;
  facts.question = world.scenario.question;
  facts.district = world.district.name;
  facts.stylised = world.district.stylised;
  facts.areas_called = world.scenario.areas_called;
  facts.ring_fenced = ring_fenced({&world.scenario});
  facts.period = world.scenario.period.length;
  facts.set_against_published = !world.scenario.published.empty();
  facts.areas = areas_shown(world.district);
  for (const District::Area& area : world.district.areas) facts.names[area.key] = area.name;
}

/// All incidents of the types told of first.
Cell told_first(const Tables& tables) {
  Cell cell;
  if (tables.published() >= 0) cell.at[static_cast<std::size_t>(Axis::type)] = tables.published();
  return cell;
}

ComparisonFacts::AreaGains told(const std::string& area, const Gains& gains) {
  const auto mean = [](std::int64_t ms, std::int64_t n) {
    return n > 0 ? std::optional{1e-3 * static_cast<double>(ms) / static_cast<double>(n)} : std::nullopt;
  };
  return {area,
          gains.answered,
          gains.gained,
          gains.lost,
          mean(gains.gained_ms, gains.gained),
          mean(gains.lost_ms, gains.lost)};
}

}  // namespace

bool AnswerFacts::is_year() const {
  const auto days = std::chrono::duration_cast<std::chrono::hours>(period).count() / 24;
  return days >= 360 && days <= 372;
}

std::string AnswerFacts::name_of(const std::string& area) const {
  const auto found = names.find(area);
  return found == names.end() ? area : found->second;
}

void PeriodSpread::add(double figure) {
  const double off = figure - mean_;
  mean_ += off / ++n_;
  squares_ += off * (figure - mean_);
}

std::optional<double> PeriodSpread::sd() const {
  return n_ > 1 ? std::optional{std::sqrt(squares_ / (n_ - 1))} : std::nullopt;
}

std::optional<double> mean_response(const Tables& tables, const Tally& replication) {
  const auto cell = tables.find(told_first(tables));
  if (!cell) return std::nullopt;
  for (const Estimate& row : replication_rows(tables, replication, *cell))
    if (row.measure == "response_s" && row.statistic == "mean") return row.value;
  return std::nullopt;
}

RunFacts facts_of(const Summary& summary, const std::vector<Estimate>& estimates, const PeriodSpread& periods) {
  const Tables& tables = summary.tables();
  const World& world = tables.world();
  RunFacts facts;
  tell_world(facts, world);
  facts.replications = summary.replications();
  facts.published = tables.published() >= 0;
  facts.estimates = estimates;
  for (const Milliseconds target : tables.targets()) facts.targets_s.push_back(seconds(target));
  facts.all_published = std::all_of(world.demand.types.begin(), world.demand.types.end(),
                                    [](const IncidentType& type) { return type.published; });
  facts.control_centre = world.scenario.control_centre.has_value();
  facts.most_waiting = world.scenario.period.most_waiting;
  for (const auto& input : world.scenario.sources)
    ++(input.source.starts_with("assumption") ? facts.assumed : facts.sourced);
  facts.unsourced = static_cast<int>(world.scenario.unsourced.size());
  for (const scenario::Published& figure : world.scenario.published)
    facts.published_figures.push_back({figure.measure, figure.statistic, figure.area ? figure.area->name : "all",
                                       figure.value, figure.year, figure.source});
  facts.year_sd = periods.sd();
  if (const auto index = tables.find(told_first(tables))) {
    const Table& table = tables.table_of(*index);
    if (const auto row = tables.histogram_row(table, *index - table.first_cell, Measure::response_s))
      facts.responses = summary.pooled(*row);
  }
  return facts;
}

ComparisonFacts facts_of(const ComparedPlan& plan) {
  const Comparison& comparison = *plan.comparison;
  const World& base = comparison.base_tables().world();
  ComparisonFacts facts;
  tell_world(facts, base);
  facts.base_title = base.scenario.title;
  facts.title = comparison.plan_tables().world().scenario.title;
  facts.question = comparison.plan_tables().world().scenario.question;
  facts.ring_fenced = ring_fenced({&base.scenario, &comparison.plan_tables().world().scenario});
  facts.replications = comparison.base().replications();
  facts.published = comparison.base_tables().published() >= 0;
  facts.plan = plan.name;
  facts.rows = plan.rows;
  const PairSums& pairs = comparison.pairs();
  const auto& published = pairs.published_gains();
  const auto gains = [&](std::size_t cell) -> const Gains& {
    return published.empty() ? pairs.gains(cell) : published[cell];
  };
  facts.gains.push_back(told("all", gains(0)));
  for (const AreaId id : base.district.areas.ids())
    facts.gains.push_back(told(base.district.areas[id].key, gains(1 + id.index())));
  for (const ChangedPost& post : changed_posts(base, comparison.plan_tables().world()))
    facts.posts.push_back({post.group, post.post, post.base_hours, post.plan_hours});
  for (const ChangedOfficers& group : changed_officers(base, comparison.plan_tables().world()))
    facts.officers.push_back({group.group, group.base, group.plan});
  facts.only_in_base = pairs.only_in_base();
  facts.only_in_plan = pairs.only_in_plan();
  facts.unstable_base = comparison.unstable_base();
  facts.unstable_plan = comparison.unstable_plan();
  return facts;
}

}  // namespace kredsim
