#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/statistics/comparison.hpp"
#include "analysis/statistics/interval.hpp"
#include "sim/world/changed_posts.hpp"

namespace kredsim {

namespace {

constexpr double confidence = 0.95;

const MeasureInfo* info_of(const std::string& measure) {
  for (const MeasureInfo& info : measures())
    if (info.name == measure) return &info;
  return nullptr;
}

/// A number with what it is without each group of replications.
struct Replicated {
  double all = 0;
  std::vector<double> without;
};

Replicated operator-(const Replicated& a, const Replicated& b) {
  Replicated difference{a.all - b.all, {}};
  if (a.without.size() != b.without.size()) return difference;
  for (std::size_t g = 0; g < a.without.size(); ++g) difference.without.push_back(a.without[g] - b.without[g]);
  return difference;
}

class Rows {
 public:
  explicit Rows(const Comparison& comparison)
      : comparison_{comparison},
        world_{comparison.base_tables().world()},
        margins_{world_.scenario.comparison},
        weights_{group_weights(comparison.base())} {}

  std::vector<Difference> all() {
    const Tables& tables = comparison_.base_tables();
    for (std::size_t cell = 0; cell < tables.cells(); ++cell) add_cell(cell);
    for (const int type : {-1, tables.published()})
      if (type == -1 || tables.published() >= 0) add_district(type);
    if (comparison_.unstable_base() + comparison_.unstable_plan() > 0) decide_nothing();
    return std::move(rows_);
  }

 private:
  void add_cell(std::size_t cell) {
    const auto there = comparison_.plan_cell(cell);
    if (!there) return;
    const std::vector<Figure> base = figures(comparison_.base(), cell);
    const std::vector<Figure> plan = figures(comparison_.plan(), *there);
    const std::size_t first = rows_.size();
    for (const Figure& figure : base)
      if (const Figure* other = same_row(plan, figure.row)) add_row(cell, figure, *other);
    weigh(first, cell == 0);
  }

  static const Figure* same_row(const std::vector<Figure>& figures, const Estimate& row) {
    const auto it = std::find_if(figures.begin(), figures.end(), [&](const Figure& figure) {
      return figure.row.measure == row.measure && figure.row.statistic == row.statistic;
    });
    return it == figures.end() ? nullptr : &*it;
  }

  void add_row(std::size_t cell, const Figure& base, const Figure& plan) {
    Difference& row = rows_.emplace_back();
    row.measure = base.row.measure;
    row.statistic = base.row.statistic;
    row.type = base.row.type;
    row.area = base.row.area;
    row.hour = base.row.hour;
    row.priority = base.row.priority;
    row.base = base.row.value;
    row.plan = plan.row.value;
    row.n_base = base.row.n;
    row.n_plan = plan.row.n;
    row.family = family_of(cell);
    if (!row.base || !row.plan) return;
    row.at_least = plan.lowest - base.highest;
    row.at_most = plan.highest - base.lowest;
    const bool enough = std::min(row.n_base, row.n_plan) >= least_values || base.by_replication;
    const int groups = enough ? std::min(base.groups_with_data, plan.groups_with_data) : 0;
    judge(row, {*row.base, base.without}, {*row.plan, plan.without}, groups);
  }

  /// The areas of one layer are read side by side: their intervals hold jointly.
  [[nodiscard]] int family_of(std::size_t cell) const {
    const Tables& tables = comparison_.base_tables();
    const Table& table = tables.table_of(cell);
    const int area = tables.cell(table, cell - table.first_cell)[Axis::area];
    if (area < 0) return 1;
    const auto& areas = world_.district.areas;
    const LayerId layer = areas[AreaId{static_cast<std::size_t>(area)}].layer;
    return static_cast<int>(
        std::count_if(areas.begin(), areas.end(), [&](const District::Area& other) { return other.layer == layer; }));
  }

  /// The 97.5 % point of Student's t, or what Bonferroni asks of one of several.
  [[nodiscard]] double t(int degrees, int family) {
    if (family == 1) return student_t(degrees);
    const auto [it, is_new] = points_.try_emplace({degrees, family}, 0);
    if (is_new) it->second = student_t(degrees, 1 - (1 - confidence) / family);
    return it->second;
  }

  static bool of_planned_work(const std::string& measure) { return measure.starts_with("tasks"); }

  [[nodiscard]] double margin_of(const Difference& row) const {
    if (row.statistic.starts_with("share")) {
      if (of_planned_work(row.measure)) return margins_.share_margin;
      const MeasureInfo* info = info_of(row.measure);
      return info != nullptr && info->judged == Judged::unanswered ? margins_.unserved_margin : margins_.share_margin;
    }
    if (row.measure == "utilisation") return margins_.share_margin;
    if (row.measure.ends_with("_s")) return seconds(margins_.margin);
    return margins_.relative_margin * std::fabs(row.base.value_or(0));
  }

  /// Interval and verdict of a difference, from the same groups of replications of both.
  void judge(Difference& row, const Replicated& base, const Replicated& plan, int groups_with_data) {
    const Replicated difference = plan - base;
    row.difference = difference.all;
    row.margin = margin_of(row);
    row.replications = comparison_.base().replications();
    if (groups_with_data < least_groups || difference.without.size() != weights_.size()) return;
    const auto is_zero = [](double value) { return value == 0; };
    if (difference.all == 0 && std::all_of(difference.without.begin(), difference.without.end(), is_zero)) {
      row.verdict = Verdict::identical;
      return;
    }
    const auto variance = [&](const Replicated& of) { return Jackknife{of.all, of.without, weights_}.variance(); };
    const double paired = variance(difference);
    const double half = t(groups_with_data - 1, row.family) * std::sqrt(paired);
    const Interval interval{difference.all - half, difference.all + half};
    row.low = interval.low;
    row.high = interval.high;
    const MeasureInfo* info = info_of(row.measure);
    row.verdict = verdict_of(interval, row.margin, info == nullptr ? 0 : better_sign(*info, row.statistic));
    if (row.verdict == Verdict::undecided)
      row.replications_needed = replications_needed(difference.all, interval, row.margin, row.replications);
    if (plan.without.empty() || base.without.empty()) return;
    if (paired > 0) row.variance_ratio = (variance(base) + variance(plan)) / paired;
    row.period_sd = std::sqrt(row.replications * variance(plan));
  }

  /// Nothing is better while more incidents go unanswered or more planned work is put off or dropped, here or in the
  /// district; nothing is worse without a word while fewer incidents do.
  void weigh(std::size_t first, bool whole_district) {
    bool more = more_unanswered_;
    bool fewer = false;
    bool put_off = more_put_off_;
    for (std::size_t i = first; i < rows_.size(); ++i) {
      const Difference& row = rows_[i];
      const MeasureInfo* info = info_of(row.measure);
      if (info == nullptr || info->judged != Judged::unanswered || row.statistic != "share" || !row.difference)
        continue;
      if (of_planned_work(row.measure)) {
        put_off |= row.low.value_or(*row.difference) > row.margin;
        continue;
      }
      more |= *row.difference > row.margin;
      fewer |= *row.difference < -row.margin;
    }
    if (whole_district) more_unanswered_ = more, more_put_off_ = put_off;
    for (std::size_t i = first; i < rows_.size(); ++i) {
      Difference& row = rows_[i];
      if (info_of(row.measure)->judged == Judged::unanswered) continue;
      if (row.verdict == Verdict::better && more) row.verdict = Verdict::mixed, row.note = "more incidents unanswered";
      if (row.verdict == Verdict::better && put_off && !of_planned_work(row.measure))
        row.verdict = Verdict::mixed, row.note = "more planned work put off";
      if (row.verdict == Verdict::worse && fewer) row.verdict = Verdict::mixed, row.note = "fewer incidents unanswered";
    }
  }

  /// Where a queue grew without bound and play stopped, both plans are compared over their good days only.
  void decide_nothing() {
    for (Difference& row : rows_) {
      if (row.verdict == Verdict::identical || row.verdict == Verdict::too_few) continue;
      row.verdict = Verdict::undecided;
      row.replications_needed.reset();
      row.note = "unstable";
    }
  }

  // --- the district as a whole ---------------------------------------------------------------------------------------

  struct Ends {
    Replicated slowest;
    Replicated fastest;
    std::string slowest_area;
    std::string fastest_area;
  };

  void add_district(int type) {
    add_gap(type);
    add_composition(type);
    add_costs(type);
  }

  /// What one more incident in time a year costs: the officers (hours of posts, kroner) that the plan has more, over
  /// the incidents that it has more in time. Only where a plan that takes more is also decidedly in time more often.
  void add_costs(int type) {
    const Difference* in_time = find(rows_, "in_time", "count", type < 0 ? "all" : "published");
    if (in_time == nullptr || !in_time->low || *in_time->low <= 0) return;
    const World& plan = comparison_.plan_tables().world();
    constexpr double ms_a_year = 365.25 * 86'400'000;
    const double periods = ms_a_year / static_cast<double>(world_.scenario.period.length.count());
    const Difference more = *in_time;
    // Officers are written with two decimals at most: what is less than a twentieth of one is how they were rounded.
    constexpr double least_officers = 0.05, least_hours = 1;
    const auto add = [&](const char* statistic, double before, double after, double least) {
      if (after - before < least) return;
      Difference& row = district_row(type, statistic);
      row.measure = "in_time";
      row.base = before;
      row.plan = after;
      row.difference = (after - before) / (*more.difference * periods);
      row.low = (after - before) / (*more.high * periods);
      row.high = (after - before) / (*more.low * periods);
      row.verdict = Verdict::higher;
      row.replications = more.replications;
    };
    add("officer_hours_each", officer_hours(world_), officer_hours(plan), least_hours);
    const auto& costs = world_.scenario.costs.officer_year;
    if (costs)
      add("kroner_each", *costs * officer_years(world_), *costs * officer_years(plan), *costs * least_officers);
  }

  /// The mean responses of the municipalities that have one in both, cell by cell.
  [[nodiscard]] std::vector<std::pair<Figure, Figure>> municipal_means(int type) const {
    const Tables& tables = comparison_.base_tables();
    std::vector<std::pair<Figure, Figure>> means;
    Estimate mean;
    mean.measure = "response_s";
    mean.statistic = "mean";
    for (const AreaId area : world_.district.areas.ids()) {
      if (world_.district.areas[area].layer.index() != 0) continue;
      Cell cell;
      cell.at[static_cast<std::size_t>(Axis::area)] = static_cast<int>(area.index());
      cell.at[static_cast<std::size_t>(Axis::type)] = type;
      const auto here = tables.find(cell);
      const auto there = here ? comparison_.plan_cell(*here) : std::nullopt;
      if (!there) continue;
      const auto base = figures(comparison_.base(), *here);
      const auto plan = figures(comparison_.plan(), *there);
      const Figure* a = same_row(base, mean);
      const Figure* b = same_row(plan, mean);
      const auto counts = [&](const Figure* figure) {
        return figure != nullptr && figure->row.n >= least_values && figure->groups_with_data >= least_groups;
      };
      if (counts(a) && counts(b)) means.emplace_back(*a, *b);
    }
    return means;
  }

  /// The ends among these long-run means, and what they are without each group.
  template <class Get>
  [[nodiscard]] Ends ends(const std::vector<std::pair<Figure, Figure>>& means, const Get& get) const {
    Ends ends;
    for (std::size_t g = 0; g <= weights_.size(); ++g) {
      const auto value = [&](const auto& pair) {
        const Figure& figure = get(pair);
        return g == 0 ? *figure.row.value : figure.without[g - 1];
      };
      const auto less = [&](const auto& a, const auto& b) { return value(a) < value(b); };
      const auto [fastest, slowest] = std::minmax_element(means.begin(), means.end(), less);
      if (g == 0) {
        ends.slowest.all = value(*slowest);
        ends.fastest.all = value(*fastest);
        ends.slowest_area = get(*slowest).row.area;
        ends.fastest_area = get(*fastest).row.area;
      } else {
        ends.slowest.without.push_back(value(*slowest));
        ends.fastest.without.push_back(value(*fastest));
      }
    }
    return ends;
  }

  Difference& district_row(int type, const char* statistic) {
    Difference& row = rows_.emplace_back();
    row.measure = "response_s";
    row.statistic = statistic;
    if (type >= 0) row.type = "published";
    return row;
  }

  /// A smaller gap is not better if the slowest did not get faster, and a larger one not worse if only the fastest did.
  void add_gap(int type) {
    const auto means = municipal_means(type);
    if (means.size() < 2) return;
    const Ends base = ends(means, [](const auto& pair) -> const Figure& { return pair.first; });
    const Ends plan = ends(means, [](const auto& pair) -> const Figure& { return pair.second; });
    const auto add = [&](const char* statistic, const Replicated& before, const Replicated& after) {
      Difference& row = district_row(type, statistic);
      row.base = before.all;
      row.plan = after.all;
      judge(row, before, after, static_cast<int>(weights_.size()));
      return rows_.size() - 1;
    };
    const auto arrow = [](const std::string& before, const std::string& after) {
      return before == after ? before : before + " -> " + after;
    };
    const std::size_t slowest = add("slowest_municipality", base.slowest, plan.slowest);
    rows_[slowest].note = arrow(base.slowest_area, plan.slowest_area);
    const std::size_t fastest = add("fastest_municipality", base.fastest, plan.fastest);
    rows_[fastest].note = arrow(base.fastest_area, plan.fastest_area);
    Difference& gap = rows_[add("gap_of_municipalities", base.slowest - base.fastest, plan.slowest - plan.fastest)];
    gap.note = "slowest " + std::string{name(rows_[slowest].verdict)} + ", fastest " +
               std::string{name(rows_[fastest].verdict)};
    const bool paid_by_fastest = gap.verdict == Verdict::better && rows_[slowest].verdict != Verdict::better;
    const bool only_fastest_gained = gap.verdict == Verdict::worse && rows_[slowest].verdict != Verdict::worse;
    const bool unanswered = gap.verdict == Verdict::better && more_unanswered_;
    if (paid_by_fastest || only_fastest_gained || unanswered) gap.verdict = Verdict::mixed;
  }

  struct Composition {
    double base = 0;
    double plan = 0;
    double within = 0;
    double mix = 0;
  };

  /// Kitagawa (1955): with shares w and means m of types in municipalities,
  ///   M' - M = sum (w + w') / 2 (m' - m) + sum (w' - w) (m + m') / 2.
  /// A cell that is empty in one plan is given the other's mean: all of it is mix.
  [[nodiscard]] Composition composition(const std::vector<Mix>& cells) const {
    double base_n = 0;
    double plan_n = 0;
    for (const Mix& cell : cells) {
      base_n += static_cast<double>(cell.base_n);
      plan_n += static_cast<double>(cell.plan_n);
    }
    Composition result;
    if (base_n == 0 || plan_n == 0) return result;
    for (const Mix& cell : cells) {
      if (cell.base_n == 0 && cell.plan_n == 0) continue;
      const auto mean = [](std::int64_t ms, std::int64_t n) {
        return 1e-3 * static_cast<double>(ms) / static_cast<double>(n);
      };
      const double before = cell.base_n > 0 ? mean(cell.base_ms, cell.base_n) : mean(cell.plan_ms, cell.plan_n);
      const double after = cell.plan_n > 0 ? mean(cell.plan_ms, cell.plan_n) : before;
      const double share_before = static_cast<double>(cell.base_n) / base_n;
      const double share_after = static_cast<double>(cell.plan_n) / plan_n;
      result.base += share_before * before;
      result.plan += share_after * after;
      result.within += (share_before + share_after) / 2 * (after - before);
      result.mix += (share_after - share_before) * (before + after) / 2;
    }
    return result;
  }

  /// The cells of all groups but one (none left out: -1), of published types only if wanted.
  [[nodiscard]] std::vector<Mix> mix_without(int left_out, int type) const {
    const PairSums& pairs = comparison_.pairs();
    std::vector<Mix> cells(pairs.mixes().front().size());
    for (std::size_t g = 0; g < pairs.mixes().size(); ++g) {
      if (static_cast<int>(g) == left_out) continue;
      for (const TypeId id : world_.demand.types.ids())
        for (const AreaId area : world_.district.areas.ids()) {
          if (type >= 0 && !world_.demand.types[id].published) continue;
          const std::size_t i = pairs.mix_index(id, area);
          const Mix& from = pairs.mixes()[g][i];
          cells[i].base_n += from.base_n;
          cells[i].base_ms += from.base_ms;
          cells[i].plan_n += from.plan_n;
          cells[i].plan_ms += from.plan_ms;
        }
    }
    return cells;
  }

  void add_composition(int type) {
    const PairSums& pairs = comparison_.pairs();
    const Composition all = composition(mix_without(-1, type));
    Replicated base{all.base, {}};
    Replicated plan{all.plan, {}};
    Replicated within{all.within, {}};
    Replicated mix{all.mix, {}};
    for (std::size_t g = 0; g < pairs.mixes().size(); ++g) {
      if (pairs.replications()[g] == 0) continue;
      const Composition rest = composition(mix_without(static_cast<int>(g), type));
      base.without.push_back(rest.base);
      plan.without.push_back(rest.plan);
      within.without.push_back(rest.within);
      mix.without.push_back(rest.mix);
    }
    const auto groups = static_cast<int>(weights_.size());
    Difference& received = district_row(type, "mean_of_all_received");
    received.base = base.all;
    received.plan = plan.all;
    judge(received, base, plan, groups);
    const Replicated nothing{0, std::vector<double>(weights_.size(), 0)};
    for (const auto& [statistic, part] : {std::pair{"change_within", &within}, std::pair{"change_of_mix", &mix}}) {
      Difference& row = district_row(type, statistic);
      judge(row, nothing, *part, groups);
      row.variance_ratio.reset();
      row.period_sd.reset();
    }
  }

  const Comparison& comparison_;
  const World& world_;
  const scenario::Comparison& margins_;
  std::vector<int> weights_;
  std::vector<Difference> rows_;
  std::map<std::pair<int, int>, double> points_;
  bool more_unanswered_ = false;
  bool more_put_off_ = false;
};

}  // namespace

std::vector<Difference> differences(const Comparison& comparison) { return Rows{comparison}.all(); }

const Difference* find(const std::vector<Difference>& rows, std::string_view measure, std::string_view statistic,
                       std::string_view type, std::string_view area) {
  const auto it = std::find_if(rows.begin(), rows.end(), [&](const Difference& row) {
    return row.measure == measure && row.statistic == statistic && row.type == type && row.area == area &&
           row.hour == "all" && row.priority == "all";
  });
  return it == rows.end() ? nullptr : &*it;
}

}  // namespace kredsim
