#include "sim/world/rates.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/pinned_math.hpp"

namespace kredsim {

namespace {

constexpr std::int64_t week_ms = std::int64_t{hours_of_week} * 3'600'000;

/// Since the last Monday 00:00.
std::int64_t into_week(SimTime time) {
  constexpr auto monday = std::chrono::local_days{std::chrono::days{4}};  // 1970-01-05
  const std::int64_t since = (time - monday).count() % week_ms;
  return since < 0 ? since + week_ms : since;
}

double profile_at(const IncidentType& type, SimTime time) {
  const scenario::RateProfile& finer = type.finer;
  double weight = type.hours[static_cast<std::size_t>(hour_of_week(time))];
  if (!finer.fine.empty()) {
    const auto steps = static_cast<std::int64_t>(finer.fine.size());
    weight = finer.fine[static_cast<std::size_t>(into_week(time) * steps / week_ms)];
  }
  if (finer.amplitude > 0) {
    constexpr double turn = 6.283185307179586;
    const std::int64_t since = (into_week(time) - finer.peak.count()) % finer.period.count();
    const double phase = static_cast<double>(since) / static_cast<double>(finer.period.count());
    weight *= 1 + finer.amplitude * pinned::cos(turn * phase);
  }
  return weight;
}

double highest(const std::vector<double>& values) {
  return values.empty() ? 1 : *std::max_element(values.begin(), values.end());
}

}  // namespace

double usual_rate(const Demand& demand, const ArrivalStream& stream, int hour) {
  const IncidentType& type = demand.types[stream.type];
  if (type.finer.fine.empty() && type.finer.amplitude == 0) return demand.rate(stream, hour);
  constexpr int minutes = 60;
  const SimTime begin = SimTime{std::chrono::local_days{std::chrono::days{4}}} + std::chrono::hours{hour};
  double sum = 0;
  for (int minute = 0; minute < minutes; ++minute)
    sum += profile_at(type, begin + std::chrono::seconds{60 * minute + 30});
  return stream.per_hour * sum / minutes;
}

std::size_t day_of_year(SimTime time) {
  using namespace std::chrono;
  const auto day = floor<days>(time);
  const auto new_year = local_days{year_month_day{day}.year() / January / 1};
  return static_cast<std::size_t>((day - new_year).count());
}

std::size_t week_of_year(SimTime time) {
  using namespace std::chrono;
  // A week belongs to the year in which its Thursday lies (ISO 8601).
  const auto thursday = floor<days>(time) + days{3 - weekday(time)};
  return day_of_year(SimTime{thursday}) / 7;
}

double Demand::rate(const ArrivalStream& stream, SimTime time) const {
  const IncidentType& type = types[stream.type];
  double rate = stream.per_hour * profile_at(type, time);
  if (!type.season.empty()) rate *= type.season[day_of_year(time)];
  if (stream.by_population && !people_by_week.empty() && !people_by_week[stream.area].empty())
    rate *= people_by_week[stream.area][week_of_year(time)];
  for (const scenario::Surge& surge : stream.surges)
    if (time >= surge.from && time < surge.from + surge.length) rate *= surge.factor;
  return rate;
}

double Demand::highest_rate(const ArrivalStream& stream) const {
  const IncidentType& type = types[stream.type];
  double rate = stream.per_hour * (1 + type.finer.amplitude);
  rate *= type.finer.fine.empty() ? *std::max_element(type.hours.begin(), type.hours.end()) : highest(type.finer.fine);
  rate *= highest(type.season);
  if (stream.by_population && !people_by_week.empty()) rate *= highest(people_by_week[stream.area]);
  for (const scenario::Surge& surge : stream.surges) rate *= std::max(1.0, surge.factor);
  return rate;
}

std::vector<double> by_day(const std::vector<double>& season) {
  constexpr std::size_t months = 12;
  if (season.size() != months) {
    std::vector<double> days = season;
    if (!days.empty()) days.push_back(days.back());  // 31 December of leap years
    return days;
  }
  std::vector<double> days;
  constexpr std::array<std::size_t, months> length{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  for (std::size_t month = 0; month < months; ++month) days.insert(days.end(), length[month], season[month]);
  days.push_back(days.back());
  return days;
}

}  // namespace kredsim
