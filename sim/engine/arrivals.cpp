#include "sim/engine/arrivals.hpp"

#include <algorithm>
#include <cmath>

namespace kredsim {

namespace {

constexpr double ms_per_hour = 3'600'000;
}  // namespace

Arrivals::Arrivals(const World& world, std::uint64_t seed, std::uint64_t replication, SimTime from,
                   std::optional<SimTime> until)
    : world_{world}, from_{from} {
  if (until) last_hour_ = static_cast<double>((*until - from).count()) / ms_per_hour;
  draw_days(seed, replication);
  const auto& streams = world.demand.streams;
  for (std::size_t i = 0; i < streams.size(); ++i) {
    const double highest = world.demand.highest_rate(streams[i]) * busiest_day(streams[i]);
    double bottom = 0;
    double height = world.scenario.rate_step_per_hour;
    for (std::uint64_t number = 0; bottom < highest; ++number) {
      const std::uint64_t key = combine(streams[i].key, number);
      strips_.push_back(
          {static_cast<std::uint32_t>(i), bottom, height, 0, key, 0, Stream{seed, replication, Purpose::arrival, key}});
      bottom += height;
      if (number > 0) height *= 2;
    }
  }
  for (Strip& strip : strips_) advance(strip);
  for (std::uint32_t i = 0; i < strips_.size(); ++i) heap_.push_back(i);
  const auto later = [this](std::uint32_t a, std::uint32_t b) {
    return std::pair{strips_[a].time, strips_[a].incident} > std::pair{strips_[b].time, strips_[b].incident};
  };
  std::make_heap(heap_.begin(), heap_.end(), later);
  look();
}

/// Keyed by date and region, so that a day is as busy in every plan, whatever its period.
void Arrivals::draw_days(std::uint64_t seed, std::uint64_t replication) {
  const auto& effect = world_.scenario.demand.day_effect;
  if (!(effect.sd > 0)) return;
  const bool by_area = effect.region == scenario::DayRegion::municipality;
  const auto& period = world_.scenario.period;
  const auto first = std::chrono::floor<std::chrono::days>(from_);
  const auto last = std::chrono::floor<std::chrono::days>(period.start + period.length + period.finish_within);
  const double shape = 1 / (effect.sd * effect.sd);
  days_.resize(by_area ? world_.district.areas.size() : 1);
  for (std::size_t region = 0; region < days_.size(); ++region) {
    const std::uint64_t name = stable_key(by_area ? world_.district.areas[AreaId{region}].key : "the whole district");
    for (auto day = first; day <= last; day += std::chrono::days{1}) {
      const auto date = static_cast<std::uint64_t>(day.time_since_epoch().count());
      Stream chance{seed, replication, Purpose::day_effect, combine(name, date)};
      days_[region].push_back(standard_gamma(shape, chance) / shape);
    }
  }
}

std::size_t Arrivals::region(const ArrivalStream& stream) const { return days_.size() > 1 ? stream.area.index() : 0; }

double Arrivals::busiest_day(const ArrivalStream& stream) const {
  if (days_.empty()) return 1;
  const auto& days = days_[region(stream)];
  return std::max(1.0, *std::max_element(days.begin(), days.end()));
}

double Arrivals::rate(const ArrivalStream& stream, SimTime time) const {
  const double rate = world_.demand.rate(stream, time);
  if (days_.empty()) return rate;
  const auto first = std::chrono::floor<std::chrono::days>(from_);
  const auto day = static_cast<std::size_t>((std::chrono::floor<std::chrono::days>(time) - first).count());
  const auto& days = days_[region(stream)];
  return day < days.size() ? rate * days[day] : rate;
}

/// Walks along the strip to its next candidate under the rate curve.
void Arrivals::advance(Strip& strip) const {
  const ArrivalStream& stream = world_.demand.streams[strip.stream];
  for (;;) {
    strip.hours += standard_exponential(strip.random) / strip.height;
    const double height = strip.bottom + strip.random.uniform() * strip.height;
    const std::uint64_t ordinal = strip.ordinal++;
    if (strip.hours > last_hour_) {
      strip.time = never;
      strip.incident = strip.key;
      return;
    }
    const SimTime time = from_ + Milliseconds{std::llround(strip.hours * ms_per_hour)};
    if (height < rate(stream, time)) {
      strip.time = time;
      strip.incident = combine(strip.key, ordinal);
      return;
    }
  }
}

void Arrivals::pop() {
  if (next_.traced != not_traced) {
    ++traced_;
    return look();
  }
  advance(strips_[heap_.front()]);
  restore_heap();
  look();
}

/// The first strip has moved on: let it sink to its place.
void Arrivals::restore_heap() {
  const auto before = [this](std::uint32_t a, std::uint32_t b) {
    return std::pair{strips_[a].time, strips_[a].incident} < std::pair{strips_[b].time, strips_[b].incident};
  };
  std::size_t at = 0;
  const std::uint32_t moving = heap_[0];
  for (;;) {
    std::size_t child = 2 * at + 1;
    if (child >= heap_.size()) break;
    if (child + 1 < heap_.size() && before(heap_[child + 1], heap_[child])) ++child;
    if (!before(heap_[child], moving)) break;
    heap_[at] = heap_[child];
    at = child;
  }
  heap_[at] = moving;
}

/// The earlier of the first strip and the trace; of two at the same millisecond the smaller key.
void Arrivals::look() {
  next_ = {};
  next_.time = never;
  if (!heap_.empty()) {
    const Strip& strip = strips_[heap_.front()];
    const ArrivalStream& stream = world_.demand.streams[strip.stream];
    next_.time = strip.time;
    next_.key = strip.incident;
    next_.type = stream.type;
    next_.area = stream.area;
  }
  if (traced_ == world_.demand.trace.size()) return;
  const TracedIncident& row = world_.demand.trace[traced_];
  if (std::pair{next_.time, next_.key} < std::pair{row.time, row.key}) return;
  next_ = {row.time,  row.key,
           row.type,  world_.district.municipality(row.point),
           row.point, static_cast<std::uint32_t>(traced_)};
}

}  // namespace kredsim
