#include "analysis/statistics/warm_up.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/statistics/estimates.hpp"
#include "analysis/statistics/interval.hpp"

namespace kredsim {

namespace {

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t most_bins = 20'000;

/// Whole hours, so that the hour of the week of a bin is one of few.
std::int64_t bin_ms(const World& world) {
  const std::int64_t whole = (world.scenario.period.warm_up + world.scenario.period.length).count();
  return ((whole - 1) / (most_bins * hour_ms) + 1) * hour_ms;
}

std::size_t bins_of(const World& world) {
  return static_cast<std::size_t>((world.scenario.period.warm_up + world.scenario.period.length).count() /
                                  bin_ms(world));
}

/// Whether neither demand nor duty follows the clock.
bool level(const World& world) {
  const auto flat = [](const IncidentType& type) {
    return std::all_of(type.hours.begin(), type.hours.end(), [&](double h) { return h == type.hours[0]; });
  };
  return std::all_of(world.demand.types.begin(), world.demand.types.end(), flat) &&
         std::all_of(world.force.units.begin(), world.force.units.end(),
                     [](const Unit& unit) { return unit.always_on; });
}

double mean_of(const std::vector<double>& values, std::size_t from, std::size_t to) {
  double sum = 0;
  for (std::size_t i = from; i < to; ++i) sum += values[i];
  return to > from ? sum / static_cast<double>(to - from) : 0;
}

}  // namespace

std::vector<std::int64_t> open_work(const World& world, const Outcome& outcome) {
  const std::int64_t bin = bin_ms(world);
  std::vector<std::int64_t> open(bins_of(world), 0);
  const SimTime begin = outcome.measured_from - world.scenario.period.warm_up;
  const auto end = static_cast<std::int64_t>(open.size()) * bin;
  for (const IncidentRecord& incident : outcome.incidents) {
    if (incident.fate == Fate::lost || incident.planned != not_planned) continue;
    std::int64_t from = std::max<std::int64_t>((incident.created - begin).count(), 0);
    const std::int64_t to = std::min((std::min(incident.cleared, outcome.ended) - begin).count(), end);
    for (; from < to; from = (from / bin + 1) * bin)
      open[static_cast<std::size_t>(from / bin)] += std::min(to, (from / bin + 1) * bin) - from;
  }
  return open;
}

WarmUpSeries::WarmUpSeries(const World& world, int planned)
    : world_{&world},
      groups_(static_cast<std::size_t>(std::clamp(planned, 1, Summary::most_groups)),
              std::vector<std::int64_t>(bins_of(world), 0)),
      replications_(groups_.size(), 0) {}

void WarmUpSeries::add(int replication, const std::vector<std::int64_t>& open) {
  const std::size_t group = static_cast<std::size_t>(replication) % groups_.size();
  ++replications_[group];
  for (std::size_t i = 0; i < open.size(); ++i) groups_[group][i] += open[i];
}

std::vector<double> WarmUpSeries::mean(int left_out) const {
  std::vector<double> mean(groups_.front().size(), 0);
  double replications = 0;
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    if (static_cast<int>(g) == left_out) continue;
    replications += replications_[g];
    for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += static_cast<double>(groups_[g][i]);
  }
  const double scale = replications > 0 ? 1 / (replications * static_cast<double>(bin_ms(*world_))) : 0;
  for (double& value : mean) value *= scale;
  return mean;
}

/// Less the mean at the same hour of the week in the later half of the period, which no start can have reached.
std::vector<double> WarmUpSeries::settled(const std::vector<double>& open) const {
  const auto bin_h = static_cast<std::size_t>(bin_ms(*world_) / hour_ms);
  const std::size_t cycle = level(*world_) ? 1 : hours_of_week / std::gcd(bin_h, std::size_t{hours_of_week});
  const std::size_t later = open.size() - (open.size() / 2) / cycle * cycle;
  std::vector<double> usual(cycle, 0);
  std::vector<int> seen(cycle, 0);
  for (std::size_t i = later; i < open.size(); ++i) {
    usual[i % cycle] += open[i];
    ++seen[i % cycle];
  }
  std::vector<double> settled(open.size());
  for (std::size_t i = 0; i < open.size(); ++i)
    settled[i] = open[i] - (seen[i % cycle] > 0 ? usual[i % cycle] / seen[i % cycle] : 0);
  return settled;
}

WarmUpCheck WarmUpSeries::check() const {
  WarmUpCheck check;
  check.bin = Milliseconds{bin_ms(*world_)};
  check.warm_up = world_->scenario.period.warm_up;
  check.open = mean(-1);
  const auto with_data = std::count_if(replications_.begin(), replications_.end(), [](int r) { return r > 0; });
  // Two weeks in the later half, or a level world and a day.
  const Milliseconds whole = check.warm_up + world_->scenario.period.length;
  const bool long_enough = whole >= (level(*world_) ? std::chrono::hours{48} : std::chrono::hours{4 * 168});
  if (!long_enough) return check;
  check.settled = settled(check.open);
  if (with_data < least_groups) return check;
  const std::size_t cut = mser5(check.settled);
  const auto start = static_cast<std::size_t>(check.warm_up.count() / bin_ms(*world_));
  check.suggested = Milliseconds{static_cast<std::int64_t>(cut) * bin_ms(*world_)};
  check.finding = WarmUpCheck::Finding::enough;
  if (cut <= start) return check;
  const auto gap = [&](const std::vector<double>& series) {
    return mean_of(series, start, cut) - mean_of(series, cut, series.size());
  };
  std::vector<double> without;
  std::vector<int> weights;
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    if (replications_[g] == 0) continue;
    weights.push_back(replications_[g]);
    without.push_back(gap(settled(mean(static_cast<int>(g)))));
  }
  const double difference = gap(check.settled);
  const Interval interval =
      t_interval(difference, Jackknife{difference, without, weights}.variance(), static_cast<int>(with_data) - 1);
  check.difference = difference;
  check.low = interval.low;
  check.high = interval.high;
  if (interval.low > 0 || interval.high < 0) check.finding = WarmUpCheck::Finding::too_short;
  return check;
}

std::size_t mser5(const std::vector<double>& values) {
  constexpr std::size_t batch = 5;
  const std::size_t batches = values.size() / batch;
  std::vector<double> means;
  for (std::size_t b = 0; b < batches; ++b) means.push_back(mean_of(values, b * batch, (b + 1) * batch));
  std::size_t best = 0;
  double least = -1;
  double sum = 0;
  double squares = 0;
  for (std::size_t cut = batches; cut-- > 0;) {
    sum += means[cut];
    squares += means[cut] * means[cut];
    if (cut > batches / 2) continue;
    const auto n = static_cast<double>(batches - cut);
    const double statistic = std::max(0.0, squares - sum * sum / n) / (n * n);
    if (least < 0 || statistic <= least) {
      least = statistic;
      best = cut;
    }
  }
  return best * batch;
}

}  // namespace kredsim
