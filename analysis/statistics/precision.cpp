#include "analysis/statistics/precision.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/statistics/interval.hpp"
#include "sim/base/problem.hpp"
#include "sim/scenario/reading.hpp"

namespace kredsim {

namespace {

int coordinate_of(const Tables& tables, Axis axis, const std::string& key) {
  const World& world = tables.world();
  if (axis == Axis::type && key == "published") return tables.published();
  if (axis == Axis::type) {
    for (const TypeId id : world.demand.types.ids())
      if (world.demand.types[id].key == key) return static_cast<int>(id.index());
  } else {
    for (const AreaId id : world.district.areas.ids())
      if (world.district.areas[id].key == key) return static_cast<int>(id.index());
  }
  return -1;
}

}  // namespace

StoppingRule::StoppingRule(const Tables& tables) : tables_{tables}, until_{tables.world().scenario.until} {
  if (!until_) return;
  Cell cell;
  if (until_->type)
    cell.at[static_cast<std::size_t>(Axis::type)] = coordinate_of(tables, Axis::type, until_->type->name);
  if (until_->area)
    cell.at[static_cast<std::size_t>(Axis::area)] = coordinate_of(tables, Axis::area, until_->area->name);
  cell_ = tables.find(cell).value_or(0);
  // What a run will have is what an empty one has.
  Summary none{tables, 1};
  Tally empty{0, Sums{tables}};
  empty.sums.set_replications(1);
  none.add(empty);
  std::vector<std::string> known;
  bool measure_is_known = false;
  for (const Figure& figure : figures(none, 0)) {
    if (figure.row.measure == until_->measure) {
      measure_is_known = true;
      if (figure.row.statistic == until_->statistic) return;
      known.push_back(figure.row.statistic);
    }
  }
  if (!measure_is_known)
    for (const MeasureInfo& info : measures()) known.emplace_back(info.name);
  const std::string key = measure_is_known ? "until.statistic" : "until.measure";
  const std::string& word = measure_is_known ? until_->statistic : until_->measure;
  throw ScenarioError{{{until_->origin, key,
                        "no " + std::string{measure_is_known ? "statistic" : "measure"} + " named `" + word + "` " +
                            scenario::known_names(word, known)}}};
}

int StoppingRule::most() const {
  const int asked = tables_.world().scenario.replications;
  return until_ ? until_->max_replications : asked;
}

int StoppingRule::first() const {
  const int asked = tables_.world().scenario.replications;
  return until_ ? std::min(std::max(asked, step), most()) : asked;
}

const Figure* StoppingRule::figure_of(const std::vector<Figure>& figures) const {
  for (const Figure& figure : figures)
    if (figure.row.measure == until_->measure && figure.row.statistic == until_->statistic) return &figure;
  return nullptr;
}

Precision StoppingRule::decide(double value, const std::vector<double>& without, const std::vector<int>& weights,
                               int groups_with_data, double relative_to, int replications) const {
  Precision precision{until_->measure, until_->statistic};
  if (until_->type) precision.type = until_->type->name;
  if (until_->area) precision.area = until_->area->name;
  precision.confidence = until_->confidence;
  precision.replications = replications;
  precision.value = value;
  precision.wanted = until_->half_width ? *until_->half_width : *until_->relative * std::fabs(relative_to);
  const double variance = groups_with_data >= least_groups && without.size() == weights.size()
                              ? Jackknife{value, without, weights}.variance()
                              : 0;
  double growth = 2;  // nothing varies yet: look again later
  if (variance > 0) {
    precision.half_width = widening * student_t(groups_with_data - 1, until_->confidence) * std::sqrt(variance);
    precision.enough = *precision.half_width <= precision.wanted;
    const double ratio = precision.wanted > 0 ? *precision.half_width / precision.wanted : most_growth;
    growth = std::clamp(ratio * ratio, least_growth, double{most_growth});
  }
  if (precision.enough || replications >= most()) {
    precision.next = replications;
    return precision;
  }
  const auto wanted = static_cast<std::int64_t>(std::ceil(growth * replications));
  const std::int64_t rounded = (wanted + step - 1) / step * step;
  precision.next = static_cast<int>(std::min<std::int64_t>(rounded, most()));
  return precision;
}

Precision StoppingRule::look(const Summary& summary) const {
  const std::vector<Figure> all = figures(summary, cell_);
  const Figure* figure = figure_of(all);
  if (figure == nullptr || !figure->row.value)
    return decide(0, {}, group_weights(summary), 0, 0, summary.replications());
  return decide(*figure->row.value, figure->without, group_weights(summary), figure->groups_with_data,
                *figure->row.value, summary.replications());
}

Precision StoppingRule::look(const Comparison& comparison) const {
  const auto weights = group_weights(comparison.base());
  const int replications = comparison.base().replications();
  const auto there = comparison.plan_cell(cell_);
  const std::vector<Figure> of_base = figures(comparison.base(), cell_);
  const std::vector<Figure> of_plan = there ? figures(comparison.plan(), *there) : std::vector<Figure>{};
  const Figure* base = figure_of(of_base);
  const Figure* plan = figure_of(of_plan);
  if (base == nullptr || plan == nullptr || !base->row.value || !plan->row.value ||
      base->without.size() != plan->without.size())
    return decide(0, {}, weights, 0, 0, replications);
  std::vector<double> without;
  for (std::size_t g = 0; g < base->without.size(); ++g) without.push_back(plan->without[g] - base->without[g]);
  return decide(*plan->row.value - *base->row.value, without, weights,
                std::min(base->groups_with_data, plan->groups_with_data), *base->row.value, replications);
}

}  // namespace kredsim
