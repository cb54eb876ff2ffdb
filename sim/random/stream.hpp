#pragma once

#include <cstdint>
#include <string_view>

namespace kredsim {

/// What a random number decides. Append only: the position in this list is part of every stream's identity.
enum class Purpose : std::uint32_t {
  arrival = 1,   ///< candidate arrivals of one incident type in one area
  place = 2,     ///< where an incident happens
  on_scene = 3,  ///< how long a unit works at an incident
  layout = 4,    ///< how a stylised network is laid out (no part of a run: seed and replication 0)
  trip = 5,      ///< how long a drive to an incident takes, as a multiple of what its profile says
  // dispatch
  needs = 10,         ///< how many cars and officers an incident needs
  turnout = 11,       ///< how long a crew needs to set out
  escalation = 12,    ///< whether and when a scene needs more
  cancellation = 13,  ///< whether and when an incident goes away before anybody is there
  arrest = 14,        ///< whether somebody is detained, and how long the booking takes
  paperwork = 15,     ///< whether a report is written, and how long that takes
  // the way to the control centre
  call = 20,            ///< how long a call is, and how long its caller waits
  locating = 21,        ///< how a caller is located, and how long it takes
  settled = 22,         ///< whether a call settles an incident by telephone
  dispatcher = 23,      ///< how long a dispatcher works on a report
  second_caller = 24,   ///< whether and when another person rings
  other_calls = 25,     ///< calls about no incident
  follow_on = 26,       ///< what an incident brings about, when and where
  day_effect = 27,      ///< how busy a day is in a region
  arrival_report = 28,  ///< how late a patrol reports its arrival
  reports = 29,         ///< registered reports of a day
  // idle units
  patrol_tour = 30,     ///< which points a patrol drives by (no part of a run: seed and replication 0)
  patrol_phase = 31,    ///< where on its tour a unit begins a shift
  own_work = 32,        ///< when in an hour the crews of an area begin work of their own
  own_work_lasts = 33,  ///< how long such work takes
  design = 40,          ///< where the points of a space-filling design lie (no part of a run: replication = point)
  help = 41,            ///< whether a neighbour can spare a car, and how far it is from the border
  request = 42,         ///< when in an hour a neighbour asks for a car
  request_place = 43,   ///< where to
  begin = 50,           ///< where a crew begins that begins anywhere
  // staffing
  short_notice = 60,   ///< whether a post is empty on a day
  lent = 61,           ///< whether it is empty because officers are lent away
  planned = 51,        ///< when in an hour planned tasks arise
  planned_place = 52,  ///< where a planned task is
  planned_lasts = 53,  ///< how long it takes
  reachable = 54,      ///< which inhabitant is asked, and when, whether a car could be there in time
};

/// A stable 64-bit key of a name (FNV-1a, finished with a mixer): renaming changes it, reordering never does.
std::uint64_t stable_key(std::string_view name);

/// Finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
constexpr std::uint64_t mix(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15ULL;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

/// Combines keys in order; `combine(a, b) != combine(b, a)`.
constexpr std::uint64_t combine(std::uint64_t key, std::uint64_t more) { return mix(mix(key) ^ more); }

/// A stream of random bits that belongs to one decision: the same (seed, replication, purpose, key) gives the same bits
/// whatever else is drawn, in any order, on any thread. Philox4x32-10 (Salmon et al., SC 2011) through Random123.
///
/// Satisfies UniformRandomBitGenerator, so Boost.Random's distributions take it. Costs about 10 ns a block of 128 bits;
/// copying is cheap.
class Stream {
 public:
  using result_type = std::uint32_t;

  Stream(std::uint64_t seed, std::uint64_t replication, Purpose purpose, std::uint64_t key);

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return 0xffffffffU; }
  result_type operator()() {
    if (used_ == 4) refill();
    return block_[used_++];
  }

  /// Uniform in (0, 1), 52 bits, never 0 and never 1. Draws two words.
  double uniform() {
    const std::uint64_t high = (*this)();
    return (static_cast<double>((high << 32 | (*this)()) >> 12) + 0.5) * 0x1.0p-52;
  }

 private:
  void refill();

  std::uint32_t key_[2]{};
  std::uint32_t counter_[4]{};
  std::uint32_t block_[4]{};
  unsigned used_ = 4;
};

}  // namespace kredsim
