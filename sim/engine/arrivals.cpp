#include "sim/engine/arrivals.hpp"

#include <algorithm>
#include <cmath>

namespace kredsim {

namespace {

constexpr double ms_per_hour = 3'600'000;
/// No candidate is looked for beyond this: a stream whose rate is 0 for so long has ended.
constexpr double last_hour = 24.0 * 366 * 25;

}  // namespace

Arrivals::Arrivals(const World& world, std::uint64_t seed, std::uint64_t replication, SimTime from)
    : world_{world}, from_{from} {
  const auto& streams = world.demand.streams;
  for (std::size_t i = 0; i < streams.size(); ++i) {
    double highest = 0;
    for (int hour = 0; hour < hours_of_week; ++hour) highest = std::max(highest, world.demand.rate(streams[i], hour));
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

/// Walks along the strip to its next candidate under the rate curve.
void Arrivals::advance(Strip& strip) const {
  const ArrivalStream& stream = world_.demand.streams[strip.stream];
  for (;;) {
    strip.hours += standard_exponential(strip.random) / strip.height;
    const double height = strip.bottom + strip.random.uniform() * strip.height;
    const std::uint64_t ordinal = strip.ordinal++;
    if (strip.hours > last_hour) {
      strip.time = never;
      strip.incident = strip.key;
      return;
    }
    const SimTime time = from_ + Milliseconds{std::llround(strip.hours * ms_per_hour)};
    if (height < world_.demand.rate(stream, hour_of_week(time))) {
      strip.time = time;
      strip.incident = combine(strip.key, ordinal);
      return;
    }
  }
}

void Arrivals::pop() {
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

void Arrivals::look() {
  if (heap_.empty()) {
    next_.time = never;
    return;
  }
  const Strip& strip = strips_[heap_.front()];
  const ArrivalStream& stream = world_.demand.streams[strip.stream];
  next_ = {strip.time, strip.incident, stream.type, stream.area};
}

}  // namespace kredsim
