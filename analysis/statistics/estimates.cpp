#include "analysis/statistics/estimates.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "analysis/statistics/dispatching.hpp"
#include "analysis/statistics/interval.hpp"
#include "analysis/statistics/late.hpp"
#include "analysis/statistics/presence.hpp"
#include "sim/base/pinned_math.hpp"

namespace kredsim {

namespace {

/// How the interval of a ratio of sums is formed, and what bounds its value.
enum class Shape {
  positive,
  share_of_incidents,
  share_of_time,
  each_replication,  ///< positive, and each replication has its value: as many as there are replications are enough
};

/// A ratio of sums over all replications, and without each group of them.
struct Ratio {
  double all = 0;
  std::vector<double> without;
  int groups_with_data = 0;
  std::int64_t denominator = 0;
};

/// Standard deviation from whole-number sums, in thousandths. @param n at least 2
double deviation(std::int64_t n, std::int64_t total, WideCount squares) {
  const auto count = static_cast<WideCount>(n);
  const auto sum = static_cast<WideCount>(total);
  return std::sqrt(static_cast<double>(count * squares - sum * sum) / static_cast<double>(count * (count - 1)));
}

std::vector<PooledBin> pooled_bins(const std::vector<std::int64_t>& counts) {
  std::vector<PooledBin> pooled;
  for (std::size_t bin = 0; bin < counts.size(); ++bin)
    if (counts[bin] > 0) pooled.push_back({static_cast<std::uint16_t>(bin), counts[bin]});
  return pooled;
}

/// Writes the rows of one cell.
class CellRows {
 public:
  enum class Quantiles { without, with };

  CellRows(const Tables& tables, std::span<const Sums* const> groups, std::size_t cell, Quantiles quantiles)
      : tables_{tables}, table_{tables.table_of(cell)}, cell_{cell}, quantiles_{quantiles} {
    const Cell at = tables.cell(table_, cell - table_.first_cell);
    labels_.type = tables.label(at, Axis::type);
    labels_.area = tables.label(at, Axis::area);
    labels_.hour = tables.label(at, Axis::hour);
    labels_.priority = tables.label(at, Axis::priority);
    labels_.group = tables.label(at, Axis::group);
    for (const Sums* group : groups) {
      if (group->replications() == 0) continue;
      groups_.push_back(group);
      weights_.push_back(group->replications());
      labels_.replications += group->replications();
    }
  }

  /// The same rows with what comparisons need.
  std::vector<Figure> figures() {
    std::vector<Estimate> rows;
    keep_ = true;
    write(rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      kept_[i].row = std::move(rows[i]);
      if (!kept_[i].row.value || unanswered_[i]) continue;
      kept_[i].lowest = kept_[i].highest = *kept_[i].row.value;
    }
    return std::move(kept_);
  }

  void write(std::vector<Estimate>& rows) {
    rows_ = &rows;
    if (of_planned_tasks()) return tasks();
    if (of_requests()) return;
    if (table_.dimensions() >= 2 && nothing_happened()) return;
    const bool centre = tables_.world().scenario.control_centre.has_value();
    for (std::size_t m = 0; m < sampled_measures; ++m)
      if (measured_in(tables_.world(), static_cast<Measure>(m))) sampled(static_cast<Measure>(m));
    counted(Measure::incidents, Sum::incidents);
    if (!table_.split_by(Axis::group)) {
      counted(Measure::unserved, Sum::unserved);
      share(Measure::unserved, {StatisticKind::share}, [&](const Sums& s) { return s.at(cell_, Sum::unserved); });
      counted(Measure::lost, Sum::lost);
      share(Measure::lost, {StatisticKind::share}, [&](const Sums& s) { return s.at(cell_, Sum::lost); });
      if (centre) {
        counted(Measure::abandoned, Sum::abandoned);
        share(Measure::abandoned, {StatisticKind::share}, [&](const Sums& s) { return s.at(cell_, Sum::abandoned); });
        counted(Measure::settled, Sum::settled);
      }
    }
    counted(Measure::assignments, Sum::assignments);
    dispatching();
    over_time();
    late();
    municipalities();
    local_police();
    tasks();
    reach();
    help();
    if (table_.dimensions() == 0) totals();
    if (!table_.split_by(Axis::type) && !table_.split_by(Axis::priority)) presence();
  }

 private:
  template <class Get>
  [[nodiscard]] auto over_all(const Get& get) const {
    decltype(get(*groups_.front())) all = 0;
    for (const Sums* group : groups_) all += get(*group);
    return all;
  }

  [[nodiscard]] std::int64_t total(Sum sum) const {
    return over_all([&](const Sums& s) { return s.at(cell_, sum); });
  }
  [[nodiscard]] bool nothing_happened() const {
    return total(Sum::incidents) == 0 && total(Sum::cancelled) == 0 && total(Sum::assignments) == 0 &&
           total(Sum::duty_ms) == 0 && total(Sum::queue_ms) == 0 && total(Sum::passing_ms) == 0 &&
           total(Sum::parked_ms) == 0 && total(Sum::on_foot_ms) == 0;
  }

  template <class Numerator, class Denominator>
  [[nodiscard]] Ratio ratio(const Numerator& numerator, const Denominator& denominator) const {
    const auto over = static_cast<double>(over_all(numerator));
    Ratio ratio;
    ratio.denominator = over_all(denominator);
    if (ratio.denominator == 0) return ratio;
    const auto under = static_cast<double>(ratio.denominator);
    ratio.all = over / under;
    for (const Sums* group : groups_) {
      const auto rest = under - static_cast<double>(denominator(*group));
      ratio.without.push_back(rest > 0 ? (over - static_cast<double>(numerator(*group))) / rest : ratio.all);
      ratio.groups_with_data += denominator(*group) > 0 ? 1 : 0;
    }
    return ratio;
  }

  [[nodiscard]] double variance(double all, const std::vector<double>& without) const {
    return Jackknife{all, without, weights_}.variance();
  }

  Estimate& row(Measure measure, const Statistic& statistic) {
    Estimate estimate = labels_;
    estimate.measure = name(measure);
    estimate.statistic = name(statistic);
    rows_->push_back(std::move(estimate));
    if (keep_) {
      kept_.emplace_back();
      unanswered_.push_back(false);
    }
    return rows_->back();
  }

  /// Keeps what the row written last is made of.
  void keep(std::vector<double> without, int groups_with_data, double scale) {
    if (!keep_) return;
    for (double& value : without) value *= scale;
    kept_.back().without = std::move(without);
    kept_.back().groups_with_data = groups_with_data;
  }

  /// Bounds of the row written last, if some incidents have no answer.
  void keep_bounds(double lowest, double highest) {
    kept_.back().lowest = lowest;
    kept_.back().highest = highest;
    unanswered_.back() = true;
  }

  /// Measured incidents that have no value of a measure that all should have.
  [[nodiscard]] std::int64_t unanswered(Measure measure, std::int64_t n) const {
    return keep_ && has_targets(measure) && !table_.split_by(Axis::group) ? total(Sum::incidents) - n : 0;
  }

  static void set(Estimate& row, const Interval& interval) {
    row.low = interval.low;
    row.high = interval.high;
  }

  /// @param scale from thousandths to the unit of the measure
  void ratio_row(Measure measure, const Statistic& statistic, const Ratio& ratio, Shape shape, std::int64_t n,
                 double scale) {
    Estimate& estimate = row(measure, statistic);
    estimate.n = n;
    if (ratio.denominator == 0) return;
    estimate.value = ratio.all * scale;
    keep(ratio.without, ratio.groups_with_data, scale);
    const bool by_replication = shape == Shape::share_of_time || shape == Shape::each_replication;
    if (keep_) kept_.back().by_replication = by_replication;
    const bool enough_values = by_replication || n >= least_values;
    if (ratio.groups_with_data < least_groups || !enough_values) return;
    const double spread = variance(ratio.all, ratio.without);
    const int degrees = ratio.groups_with_data - 1;
    if (shape == Shape::share_of_incidents) return set(estimate, share_interval(ratio.all, n, spread, degrees));
    if (spread == 0) return;  // values that never vary cannot tell how far they might
    if (shape == Shape::share_of_time && ratio.all < 1)
      return set(estimate, logit_interval(ratio.all, spread, degrees));
    const Interval interval = t_interval(ratio.all, spread, degrees);
    set(estimate, {std::max(0.0, interval.low) * scale, interval.high * scale});
  }

  template <class Numerator>
  void share(Measure measure, const Statistic& statistic, const Numerator& numerator) {
    const Ratio of_incidents =
        ratio(numerator, [&](const Sums& s) { return s.at(cell_, Sum::incidents) - s.at(cell_, Sum::settled); });
    ratio_row(measure, statistic, of_incidents, Shape::share_of_incidents, of_incidents.denominator, 1);
  }

  /// @param n,sum,squares how many values, their sum and the sum of their squares, from a group's sums
  template <class N, class Total, class Squares>
  void deviation_row(Measure measure, const N& n, const Total& sum, const Squares& squares, double scale) {
    Estimate& estimate = row(measure, {StatisticKind::sd});
    estimate.n = over_all(n);
    if (estimate.n < 2) return;
    const double all = deviation(estimate.n, over_all(sum), over_all(squares));
    estimate.value = all * scale;
    std::vector<double> without;
    std::vector<double> logs;
    int with_data = 0;
    for (const Sums* group : groups_) {
      with_data += n(*group) > 0 ? 1 : 0;
      const std::int64_t rest = estimate.n - n(*group);
      const double value =
          rest < 2 ? 0 : deviation(rest, over_all(sum) - sum(*group), over_all(squares) - squares(*group));
      if (value <= 0) return;
      without.push_back(value);
      logs.push_back(pinned::log(value));
    }
    keep(std::move(without), with_data, scale);
    if (with_data < least_groups || estimate.n < least_values || all <= 0) return;
    set(estimate, log_interval(all * scale, variance(pinned::log(all), logs), with_data - 1));
  }

  void sampled(Measure measure) {
    constexpr double thousandths = 1e-3;
    const auto n = [&, measure](const Sums& s) { return s.n(cell_, measure); };
    const auto sum = [&, measure](const Sums& s) { return s.total(cell_, measure); };
    const Ratio mean = ratio(sum, n);
    ratio_row(measure, {StatisticKind::mean}, mean, Shape::positive, mean.denominator, thousandths);
    const std::int64_t none = unanswered(measure, mean.denominator);
    if (none > 0 && mean.denominator > 0) {
      const double answered = static_cast<double>(mean.denominator);
      keep_bounds(mean.all * thousandths * answered / (answered + static_cast<double>(none)),
                  std::numeric_limits<double>::infinity());
    }
    deviation_row(
        measure, n, sum, [&, measure](const Sums& s) { return s.squares(cell_, measure); }, thousandths);
    if (quantiles_ == Quantiles::with) quantile_rows(measure, mean.denominator);
    if (!has_targets(measure)) return;
    for (std::size_t t = 0; t < tables_.targets().size(); ++t)
      share(measure, {StatisticKind::share_within, 0, t, tables_.targets()[t]},
            [&, measure, t](const Sums& s) { return s.within(cell_, measure, t); });
    if (measure == Measure::dispatch_wait_s)
      share(measure, {StatisticKind::share_positive}, [&](const Sums& s) { return s.at(cell_, Sum::waited); });
  }

  void counted(Measure measure, Sum sum) {
    const auto number = [&, sum](const Sums& s) { return s.at(cell_, sum); };
    const auto replications = [](const Sums& s) { return std::int64_t{s.replications()}; };
    const Ratio mean = ratio(number, replications);
    ratio_row(measure, {StatisticKind::count}, mean, Shape::positive, over_all(number), 1);
    deviation_row(
        measure, replications, number, [&, sum](const Sums& s) { return s.count_squares(cell_, sum); }, 1);
  }

  /// What dispatch did besides sending units. A share is of what the data dictionary says.
  void dispatching() {
    const auto at = [this](Sum which) { return [this, which](const Sums& s) { return s.at(cell_, which); }; };
    const auto replications = [](const Sums& s) { return std::int64_t{s.replications()}; };
    const auto rows = [&](Measure measure, Sum sum, const auto& of) {
      if (!measured_in(tables_.world(), measure)) return;
      ratio_row(measure, {StatisticKind::count}, ratio(at(sum), replications), Shape::positive, total(sum), 1);
      const Ratio part = ratio(at(sum), of);
      ratio_row(measure, {StatisticKind::share}, part, Shape::share_of_incidents, part.denominator, 1);
    };
    const auto reached = [this](const Sums& s) { return s.n(cell_, Measure::response_s); };
    const auto sent = [this](const Sums& s) { return s.at(cell_, Sum::assignments) + s.at(cell_, Sum::sent_in_vain); };
    if (!table_.split_by(Axis::group))
      rows(Measure::cancelled, Sum::cancelled, [this](const Sums& s) {
        return s.at(cell_, Sum::incidents) - s.at(cell_, Sum::settled) + s.at(cell_, Sum::cancelled);
      });
    rows(Measure::never_enough, Sum::never_enough, reached);
    rows(Measure::escalations, Sum::escalations, reached);
    rows(Measure::diversions, Sum::diversions, sent);
    rows(Measure::interruptions, Sum::interruptions, sent);
    rows(Measure::called_off, Sum::called_off, sent);
    if (table_.split_by(Axis::type) || table_.split_by(Axis::area) || table_.split_by(Axis::priority)) return;
    if (measured_in(tables_.world(), Measure::breaks_lost)) number(Measure::breaks_lost, Sum::breaks_lost);
    if (!measured_in(tables_.world(), Measure::overtime_h)) return;
    constexpr double hours = 1.0 / 3'600'000;
    time_row(Measure::overtime_h, ratio(at(Sum::overtime_ms), replications), hours);
    time_row(Measure::overtime_officer_h, ratio(at(Sum::overtime_officer_ms), replications), hours);
  }

  void over_time() {
    const auto sum = [&](Sum which) { return [this, which](const Sums& s) { return s.at(cell_, which); }; };
    const int group = tables_.cell(table_, cell_ - table_.first_cell)[Axis::group];
    const bool of_units =
        !table_.split_by(Axis::type) && !table_.split_by(Axis::area) && !table_.split_by(Axis::priority) &&
        (group < 0 || !tables_.world().force.groups[GroupId{static_cast<std::size_t>(group)}].neighbours);
    if (of_units) {
      const std::int64_t n = labels_.replications;
      ratio_row(Measure::utilisation, {}, ratio(sum(Sum::busy_ms), sum(Sum::duty_ms)), Shape::share_of_time, n, 1);
      const Ratio on_duty = ratio(sum(Sum::duty_ms), sum(Sum::exposure_ms));
      ratio_row(Measure::units_on_duty, {}, on_duty, Shape::each_replication, n, 1);
    }
    if (!table_.split_by(Axis::group))
      ratio_row(Measure::queue_length, {}, ratio(sum(Sum::queue_ms), sum(Sum::exposure_ms)), Shape::positive,
                total(Sum::queued), 1);
  }

  [[nodiscard]] auto summed(Sum which) const {
    return [this, which](const Sums& s) { return s.at(cell_, which); };
  }

  /// A number per replication.
  void number(Measure measure, Sum sum) {
    const auto replications = [](const Sums& s) { return std::int64_t{s.replications()}; };
    ratio_row(measure, {StatisticKind::count}, ratio(summed(sum), replications), Shape::positive, total(sum), 1);
  }

  /// Hours per replication.
  void hours(Measure measure, Sum sum) {
    const auto replications = [](const Sums& s) { return std::int64_t{s.replications()}; };
    time_row(measure, ratio(summed(sum), replications), 1.0 / 3'600'000);
  }

  /// Whether this row speaks of planned tasks, which are no incidents.
  [[nodiscard]] bool of_planned_tasks() const {
    const int type = tables_.cell(table_, cell_ - table_.first_cell)[Axis::type];
    const auto& types = tables_.world().demand.types;
    return type >= 0 && type != tables_.published() && types[TypeId{static_cast<std::size_t>(type)}].planned;
  }

  /// Whether this row speaks of what a neighbour asks for: counted in the totals, by hour and by group only.
  [[nodiscard]] bool of_requests() const {
    const int type = tables_.cell(table_, cell_ - table_.first_cell)[Axis::type];
    const auto& types = tables_.world().demand.types;
    return type >= 0 && type != tables_.published() && types[TypeId{static_cast<std::size_t>(type)}].for_neighbour;
  }

  [[nodiscard]] bool of_published_types() const {
    return tables_.published() >= 0 &&
           tables_.cell(table_, cell_ - table_.first_cell)[Axis::type] == tables_.published();
  }

  void late() {
    if (!table_.split_by(Axis::group)) {
      number(Measure::over_20_min, Sum::over_20_min);
      number(Measure::over_30_min, Sum::over_30_min);
      number(Measure::late, Sum::late);
      if (table_.dimensions() <= 1 || of_published_types())
        for (std::size_t cause = 0; cause < causes; ++cause) {
          const auto sum = static_cast<Sum>(static_cast<std::size_t>(Sum::late_control_centre) + cause);
          const auto measure = static_cast<Measure>(index(Measure::late_control_centre) + cause);
          number(measure, sum);
          const Ratio share = ratio(summed(sum), summed(Sum::late));
          ratio_row(measure, {StatisticKind::share}, share, Shape::share_of_incidents, share.denominator, 1);
        }
    }
    const bool by_type = table_.split_by(Axis::type) || table_.split_by(Axis::priority);
    if (!by_type && !table_.split_by(Axis::group) && (!table_.split_by(Axis::area) || has_cars_of_its_own()))
      hours(Measure::no_free_car_h, Sum::no_free_car_ms);
  }

  [[nodiscard]] bool has_cars_of_its_own() const {
    const int area = tables_.cell(table_, cell_ - table_.first_cell)[Axis::area];
    const auto own = tables_.world().force.own_area.span();
    return std::any_of(own.begin(), own.end(),
                       [=](AreaId id) { return id.valid() && static_cast<int>(id.index()) == area; });
  }

  /// The cells of the municipalities beside a cell that is split by nothing or by type, if they have enough incidents.
  [[nodiscard]] std::vector<std::size_t> cells_of_municipalities() const {
    std::vector<std::size_t> cells;
    Cell at = tables_.cell(table_, cell_ - table_.first_cell);
    const District& district = tables_.world().district;
    for (const AreaId area : district.areas.ids()) {
      if (district.areas[area].layer != LayerId{0}) continue;
      at.at[static_cast<std::size_t>(Axis::area)] = static_cast<int>(area.index());
      const auto cell = tables_.find(at);
      if (cell) cells.push_back(*cell);
    }
    return cells;
  }

  /// The gap between municipalities, its ends, and the small ones.
  void municipalities() {
    if (table_.dimensions() > 1 || (table_.dimensions() == 1 && !table_.split_by(Axis::type))) return;
    // Of a single replication a shard keeps one dimension: there is no type by municipality.
    if (table_.dimensions() == 1 && quantiles_ == Quantiles::without) return;
    constexpr Measure response = Measure::response_s;
    std::vector<std::size_t> enough;
    std::vector<std::size_t> small;
    for (const std::size_t cell : cells_of_municipalities()) {
      const auto area = static_cast<std::size_t>(
          tables_.cell(tables_.table_of(cell), cell - tables_.table_of(cell).first_cell)[Axis::area]);
      const double people = tables_.world().district.areas[AreaId{area}].population;
      if (people > 0 && people < tables_.world().scenario.results.small_below) small.push_back(cell);
      if (over_all([=](const Sums& s) { return s.n(cell, response); }) >= least_values) enough.push_back(cell);
    }
    if (enough.size() >= 2) gap_rows(enough);
    fixed_weights();
    worst_tenth();
    if (small.empty()) return;
    const auto over = [&](const auto& get) {
      return [&small, get](const Sums& s) {
        std::int64_t sum = 0;
        for (const std::size_t cell : small) sum += get(s, cell);
        return sum;
      };
    };
    const Ratio mean = ratio(over([](const Sums& s, std::size_t cell) { return s.total(cell, response); }),
                             over([](const Sums& s, std::size_t cell) { return s.n(cell, response); }));
    ratio_row(Measure::small_s, {}, mean, Shape::positive, mean.denominator, 1e-3);
  }

  /// Municipalities in proportion to their inhabitants. None without a mean in every municipality.
  void fixed_weights() {
    const std::vector<std::size_t> cells = cells_of_municipalities();
    if (cells.size() < 2) return;
    Ratio all;
    all.groups_with_data = static_cast<int>(groups_.size());
    all.without.assign(groups_.size(), 0);
    double people = 0;
    for (const std::size_t cell : cells) {
      const Table& table = tables_.table_of(cell);
      const auto area = static_cast<std::size_t>(tables_.cell(table, cell - table.first_cell)[Axis::area]);
      const double weight = tables_.world().district.areas[AreaId{area}].population;
      const Ratio mean = ratio([=](const Sums& s) { return s.total(cell, Measure::response_s); },
                               [=](const Sums& s) { return s.n(cell, Measure::response_s); });
      if (!(weight > 0) || mean.denominator == 0) return;
      people += weight;
      all.all += weight * mean.all;
      for (std::size_t g = 0; g < all.without.size(); ++g) all.without[g] += weight * mean.without[g];
      all.denominator += mean.denominator;
      all.groups_with_data = std::min(all.groups_with_data, mean.groups_with_data);
    }
    all.all /= people;
    for (double& value : all.without) value /= people;
    ratio_row(Measure::fixed_weights_s, {}, all, Shape::positive, all.denominator, 1e-3);
  }

  /// Areas beside a cell that is split by nothing or by type, those of the layer with the most areas: their mean
  /// responses and inhabitants. None without both in every area.
  struct Served {
    std::vector<Ratio> means;
    std::vector<double> people;
  };
  [[nodiscard]] Served served_by_area() const {
    const District& district = tables_.world().district;
    std::vector<std::size_t> areas_of_layer(district.layers.size(), 0);
    for (const District::Area& area : district.areas) ++areas_of_layer[area.layer.index()];
    const auto most = std::max_element(areas_of_layer.begin(), areas_of_layer.end());  // the first of equals
    const LayerId finest{static_cast<std::size_t>(most - areas_of_layer.begin())};
    Served served;
    Cell at = tables_.cell(table_, cell_ - table_.first_cell);
    for (const AreaId area : district.areas.ids()) {
      if (district.areas[area].layer != finest) continue;
      at.at[static_cast<std::size_t>(Axis::area)] = static_cast<int>(area.index());
      const auto found = tables_.find(at);
      if (!found) return {};
      const std::size_t cell = *found;
      served.means.push_back(ratio([=](const Sums& s) { return s.total(cell, Measure::response_s); },
                                   [=](const Sums& s) { return s.n(cell, Measure::response_s); }));
      served.people.push_back(district.areas[area].population);
      if (served.means.back().denominator == 0 || !(served.people.back() > 0)) return {};
    }
    return served;
  }

  /// The areas with the longest mean response that hold a tenth of the inhabitants, chosen anew without each group.
  void worst_tenth() {
    const Served served = served_by_area();
    if (served.means.size() < 2) return;
    Ratio tenth;
    tenth.groups_with_data = static_cast<int>(groups_.size());
    tenth.without.resize(groups_.size());
    for (const Ratio& mean : served.means) {
      tenth.denominator += mean.denominator;
      tenth.groups_with_data = std::min(tenth.groups_with_data, mean.groups_with_data);
    }
    tenth.all = worst_tenth_of(served, [](const Ratio& mean) { return mean.all; });
    for (std::size_t g = 0; g < groups_.size(); ++g)
      tenth.without[g] = worst_tenth_of(served, [g](const Ratio& mean) { return mean.without[g]; });
    ratio_row(Measure::worst_tenth_s, {}, tenth, Shape::positive, tenth.denominator, 1e-3);
  }

  template <class Value>
  static double worst_tenth_of(const Served& served, const Value& value) {
    std::vector<std::size_t> slowest_first(served.means.size());
    std::iota(slowest_first.begin(), slowest_first.end(), std::size_t{0});
    std::stable_sort(slowest_first.begin(), slowest_first.end(),
                     [&](std::size_t a, std::size_t b) { return value(served.means[a]) > value(served.means[b]); });
    const double tenth = std::accumulate(served.people.begin(), served.people.end(), 0.0) / 10;
    double left = tenth;
    double sum = 0;
    for (const std::size_t area : slowest_first) {
      const double people = std::min(left, served.people[area]);
      sum += people * value(served.means[area]);
      left -= people;
    }
    return sum / tenth;
  }

  void gap_rows(const std::vector<std::size_t>& cells) {
    constexpr Measure response = Measure::response_s;
    std::vector<Ratio> means;
    std::int64_t n = 0;
    for (const std::size_t cell : cells) {
      means.push_back(ratio([=](const Sums& s) { return s.total(cell, response); },
                            [=](const Sums& s) { return s.n(cell, response); }));
      n += means.back().denominator;
    }
    Ratio gap = means.front();
    Ratio slowest = gap;
    Ratio fastest = gap;
    gap.denominator = slowest.denominator = fastest.denominator = n;
    const auto ends = [&](const auto& value, double& low, double& high) {
      low = high = value(means.front());
      for (const Ratio& mean : means) {
        low = std::min(low, value(mean));
        high = std::max(high, value(mean));
      }
    };
    ends([](const Ratio& mean) { return mean.all; }, fastest.all, slowest.all);
    gap.all = slowest.all - fastest.all;
    for (std::size_t g = 0; g < gap.without.size(); ++g) {
      ends([g](const Ratio& mean) { return mean.without[g]; }, fastest.without[g], slowest.without[g]);
      gap.without[g] = slowest.without[g] - fastest.without[g];
    }
    for (const Ratio& mean : means) {
      gap.groups_with_data = std::min(gap.groups_with_data, mean.groups_with_data);
    }
    slowest.groups_with_data = fastest.groups_with_data = gap.groups_with_data;
    ratio_row(Measure::gap_s, {}, gap, Shape::positive, n, 1e-3);
    ratio_row(Measure::slowest_s, {}, slowest, Shape::positive, n, 1e-3);
    ratio_row(Measure::fastest_s, {}, fastest, Shape::positive, n, 1e-3);
  }

  void local_police() {
    if (table_.split_by(Axis::type) || table_.split_by(Axis::priority)) return;
    if (over_all([this](const Sums& s) { return s.at(cell_, Sum::local_planned_ms); }) == 0) return;
    hours(Measure::local_planned_h, Sum::local_planned_ms);
    hours(Measure::local_delivered_h, Sum::local_delivered_ms);
    hours(Measure::local_leaked_h, Sum::local_leaked_ms);
    hours(Measure::local_leaked_outside_h, Sum::local_leaked_outside_ms);
  }

  /// By type and area, and in total.
  void tasks() {
    if (table_.split_by(Axis::hour) || table_.split_by(Axis::priority) || table_.split_by(Axis::group)) return;
    if (total(Sum::tasks) == 0) return;
    number(Measure::tasks, Sum::tasks);
    const Ratio on_time = ratio(summed(Sum::tasks_on_time), summed(Sum::tasks_due));
    ratio_row(Measure::tasks_on_time, {StatisticKind::share}, on_time, Shape::share_of_incidents, on_time.denominator,
              1);
    for (const auto& [measure, sum] :
         {std::pair{Measure::tasks_dropped, Sum::tasks_dropped}, {Measure::tasks_put_off, Sum::tasks_put_off}}) {
      number(measure, sum);
      const Ratio part = ratio(summed(sum), summed(Sum::tasks_due));
      ratio_row(measure, {StatisticKind::share}, part, Shape::share_of_incidents, part.denominator, 1);
    }
    number(Measure::tasks_interrupted, Sum::tasks_interrupted);
  }

  /// Incidents in time; inhabitants who could be reached in time; posts that nobody came to.
  void reach() {
    if (!table_.split_by(Axis::group)) number(Measure::in_time, Sum::in_time);
    if (table_.split_by(Axis::type) || table_.split_by(Axis::priority)) return;
    if (total(Sum::asked) > 0) {
      const Ratio part = ratio(summed(Sum::reachable), summed(Sum::asked));
      ratio_row(Measure::reachable, {StatisticKind::share}, part, Shape::share_of_incidents, part.denominator, 1);
    }
    const auto groups = tables_.world().force.groups.span();
    if (std::any_of(groups.begin(), groups.end(), [](const Group& group) { return group.short_notice_absence > 0; }))
      hours(Measure::empty_posts_h, Sum::empty_posts_ms);
    const auto units = tables_.world().force.units.span();
    if (std::any_of(units.begin(), units.end(), [](const Unit& unit) { return !unit.lent.empty(); }))
      hours(Measure::lent_officer_h, Sum::lent_officer_ms);
  }

  /// Help across the border, both ways.
  void help() {
    const World& world = tables_.world();
    const bool by_hour_or_group =
        !table_.split_by(Axis::type) && !table_.split_by(Axis::area) && !table_.split_by(Axis::priority);
    const auto part = [&](Measure measure, Sum sum, const auto& of) {
      number(measure, sum);
      const Ratio ratio_of = ratio(summed(sum), of);
      ratio_row(measure, {StatisticKind::share}, ratio_of, Shape::share_of_incidents, ratio_of.denominator, 1);
    };
    if (measured_in(world, Measure::helped_in)) {
      part(Measure::helped_in, Sum::helped_in, [this](const Sums& s) { return s.n(cell_, Measure::response_s); });
      if (!table_.split_by(Axis::group)) part(Measure::help_refused, Sum::help_refused, summed(Sum::help_asked));
      if (by_hour_or_group) hours(Measure::help_in_h, Sum::help_in_ms);
    }
    if (!measured_in(world, Measure::helped_out) || !by_hour_or_group) return;
    if (!table_.split_by(Axis::group)) part(Measure::helped_out, Sum::helped_out, summed(Sum::help_requests));
    hours(Measure::help_out_h, Sum::help_out_ms);
  }

  /// What only a scenario with desks, surges or too few units has.
  void totals() {
    const auto sum = [&](Sum which) { return [this, which](const Sums& s) { return s.at(cell_, which); }; };
    constexpr double hours = 1.0 / 3'600'000;
    const auto replications = [](const Sums& s) { return std::int64_t{s.replications()}; };
    const auto mean_row = [&](Measure measure, const Ratio& ratio, double scale) {
      ratio_row(measure, {StatisticKind::mean}, ratio, Shape::each_replication, ratio.denominator, scale);
    };
    if (total(Sum::desk_days) > 0) {
      mean_row(Measure::desk_work_h, ratio(sum(Sum::desk_work_ms), replications), hours);
      mean_row(Measure::desk_backlog_h, ratio(sum(Sum::desk_backlog_ms), sum(Sum::desk_days)), hours);
    }
    if (total(Sum::surges) > 0) mean_row(Measure::recovery_s, ratio(sum(Sum::recovery_ms), sum(Sum::surges)), 1e-3);
    if (total(Sum::unstable) == 0) return;
    Estimate& row_of_unstable = row(Measure::unstable, {StatisticKind::share});
    row_of_unstable.n = total(Sum::unstable);
    row_of_unstable.value = static_cast<double>(total(Sum::unstable)) / static_cast<double>(labels_.replications);
  }

  /// An average over time whose number of values is the number of replications.
  void time_row(Measure measure, const Ratio& ratio, double scale) {
    ratio_row(measure, {}, ratio, Shape::each_replication, labels_.replications, scale);
  }

  void presence() {
    const auto sum = [&](Sum which) { return [this, which](const Sums& s) { return s.at(cell_, which); }; };
    const IdlePlans& idle = tables_.world().idle;
    if (idle.any_presence) {
      const auto exposure = sum(Sum::exposure_ms);
      time_row(Measure::presence_passing, ratio(sum(Sum::passing_ms), exposure), 1);
      time_row(Measure::presence_parked, ratio(sum(Sum::parked_ms), exposure), 1);
      time_row(Measure::presence_on_foot, ratio(sum(Sum::on_foot_ms), exposure), 1);
      const double people = inhabitants(tables_, tables_.cell(table_, cell_ - table_.first_cell));
      if (people > 0) {
        const auto all = [this](const Sums& s) {
          return s.at(cell_, Sum::passing_ms) + s.at(cell_, Sum::parked_ms) + s.at(cell_, Sum::on_foot_ms);
        };
        // In an hour of the day one unit gives 7 unit-hours a week, in an hour of the week 1.
        const double hours = !table_.split_by(Axis::hour) ? hours_of_week : table_.by_hour_of_week ? 1 : 7;
        time_row(Measure::presence_per_1000, ratio(all, exposure), hours * 1000 / people);
      }
      constexpr double km_a_day = 1e-6 * 86'400'000;  // from millimetres a millisecond
      const double share_of_day = table_.split_by(Axis::hour) ? 1.0 / 24 : 1;
      time_row(Measure::patrol_km, ratio(sum(Sum::patrol_mm), exposure), km_a_day * share_of_day);
      if (table_.split_by(Axis::area) && table_.dimensions() == 1)
        ratio_row(Measure::revisit_gap_s, {}, ratio(sum(Sum::gap_ms), sum(Sum::gaps)), Shape::positive,
                  total(Sum::gaps), 1e-3);
    }
    if (idle.any_own_work && !table_.split_by(Axis::area)) {
      const auto replications = [](const Sums& s) { return std::int64_t{s.replications()}; };
      ratio_row(Measure::own_work, {StatisticKind::count}, ratio(sum(Sum::own_work), replications), Shape::positive,
                total(Sum::own_work), 1);
      ratio_row(Measure::own_work_share, {}, ratio(sum(Sum::own_work_ms), sum(Sum::duty_ms)), Shape::share_of_time,
                labels_.replications, 1);
    }
  }

  void quantile_rows(Measure measure, std::int64_t n);
  void keep_quantile(Measure measure, std::size_t histogram, std::vector<std::int64_t>& counts,
                     const std::vector<PooledBin>& pooled, std::int64_t n, double p);

  const Tables& tables_;
  const Table& table_;
  std::size_t cell_;
  Quantiles quantiles_;
  std::vector<const Sums*> groups_;
  std::vector<int> weights_;
  Estimate labels_;
  std::vector<Estimate>* rows_ = nullptr;
  bool keep_ = false;
  std::vector<Figure> kept_;
  std::vector<bool> unanswered_;  ///< of the rows kept: whether their bounds differ from their value
};

/// Quantiles of the pooled distribution. The share of values up to the quantile has a jackknife design effect; with it,
/// Woodruff's (1952) interval, or that of order statistics where values are few, is read back through the pooled
/// distribution.
void CellRows::quantile_rows(Measure measure, std::int64_t n) {
  const auto histogram = tables_.histogram_row(table_, cell_ - table_.first_cell, measure);
  if (!histogram) return;
  std::vector<std::int64_t> counts(bins::count, 0);
  for (const Sums* group : groups_)
    for (const BinCount& bin : group->histograms().row(*histogram)) counts[bin.bin] += bin.count;
  const std::vector<PooledBin> pooled = pooled_bins(counts);

  for (const int percent : quantile_percents) {
    Estimate& estimate = row(measure, {StatisticKind::quantile, percent});
    estimate.n = n;
    if (n == 0) continue;
    const double p = percent / 100.0;
    estimate.value = quantile(pooled, n, p);
    if (keep_) keep_quantile(measure, *histogram, counts, pooled, n, p);
    const std::uint16_t bin = bins::bin_of(std::llround(*estimate.value * 1000));
    const Ratio up_to = ratio(
        [&](const Sums& s) {
          std::int64_t below = 0;
          for (const BinCount& b : s.histograms().row(*histogram)) below += b.bin <= bin ? b.count : 0;
          return below;
        },
        [&](const Sums& s) { return s.n(cell_, measure); });
    if (up_to.groups_with_data < least_groups) continue;
    const double effect = design_effect(up_to.all, n, variance(up_to.all, up_to.without));
    const int degrees = up_to.groups_with_data - 1;
    if (n < least_values || static_cast<double>(n) * std::min(p, 1 - p) < least_in_tail) {
      if (const auto ranks = order_statistics(p, n, effect, degrees))
        set(estimate, {quantile(pooled, n, ranks->low), quantile(pooled, n, ranks->high)});
      continue;
    }
    const Interval shares = t_interval(p, p * (1 - p) * effect / static_cast<double>(n), degrees);
    if (shares.low > 0 && shares.high < 1)
      set(estimate, {quantile(pooled, n, shares.low), quantile(pooled, n, shares.high)});
  }
}

/// The quantile without each group, and its bounds if some incidents have no answer.
void CellRows::keep_quantile(Measure measure, std::size_t histogram, std::vector<std::int64_t>& counts,
                             const std::vector<PooledBin>& pooled, std::int64_t n, double p) {
  std::vector<double> without;
  int with_data = 0;
  for (const Sums* group : groups_) {
    const auto bins_of_group = group->histograms().row(histogram);
    const std::int64_t rest = n - group->n(cell_, measure);
    if (rest == 0) return;
    with_data += bins_of_group.empty() ? 0 : 1;
    for (const BinCount& bin : bins_of_group) counts[bin.bin] -= bin.count;
    without.push_back(quantile(pooled_bins(counts), rest, p));
    for (const BinCount& bin : bins_of_group) counts[bin.bin] += bin.count;
  }
  keep(std::move(without), with_data, 1);
  const std::int64_t none = unanswered(measure, n);
  if (none == 0) return;
  const double rank = p * static_cast<double>(n + none);
  const auto at = [&](double of_answered) {
    if (of_answered <= 0) return 0.0;
    const double share = of_answered / static_cast<double>(n);
    return share > 1 ? std::numeric_limits<double>::infinity() : quantile(pooled, n, share);
  };
  keep_bounds(at(rank - static_cast<double>(none)), at(rank));
}

std::vector<const Sums*> pointers(std::span<const Sums> groups) {
  std::vector<const Sums*> result;
  for (const Sums& group : groups) result.push_back(&group);
  return result;
}

}  // namespace

std::vector<Estimate> estimates(const Summary& summary) {
  std::vector<Estimate> rows;
  const auto groups = pointers(summary.groups());
  if (summary.replications() == 0) return rows;
  for (std::size_t cell = 0; cell < summary.tables().cells(); ++cell)
    CellRows{summary.tables(), groups, cell, CellRows::Quantiles::with}.write(rows);
  return rows;
}

std::vector<Figure> figures(const Summary& summary, std::size_t cell) {
  if (summary.replications() == 0) return {};
  return CellRows{summary.tables(), pointers(summary.groups()), cell, CellRows::Quantiles::with}.figures();
}

std::vector<int> group_weights(const Summary& summary) {
  std::vector<int> weights;
  for (const Sums& group : summary.groups())
    if (group.replications() > 0) weights.push_back(group.replications());
  return weights;
}

std::vector<Estimate> replication_rows(const Tables& tables, const Tally& tally, std::size_t cell) {
  std::vector<Estimate> rows;
  const Sums* only = &tally.sums;
  CellRows{tables, {&only, 1}, cell, CellRows::Quantiles::without}.write(rows);
  return rows;
}

const Estimate* find(const std::vector<Estimate>& rows, std::string_view measure, std::string_view statistic,
                     std::string_view type, std::string_view area) {
  const auto it = std::find_if(rows.begin(), rows.end(), [&](const Estimate& row) {
    return row.measure == measure && row.statistic == statistic && row.type == type && row.area == area &&
           row.hour == "all" && row.priority == "all" && row.group == "all";
  });
  return it == rows.end() ? nullptr : &*it;
}

}  // namespace kredsim
