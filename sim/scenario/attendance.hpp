#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/time.hpp"
#include "sim/random/distribution.hpp"
#include "sim/random/stream.hpp"

/// What an incident asks of those who attend it, and what a group asks of a shift: the part of the scenario between
/// "ready for dispatch" and "free again".
namespace kredsim::scenario {

/// How many of something an incident needs: a whole number, or several with how often each occurs.
struct SmallNumber {
  std::vector<std::pair<int, double>> chances{{1, 1.0}};  ///< rising, the second are shares that sum to 1

  [[nodiscard]] bool certain() const { return chances.size() == 1; }
  [[nodiscard]] int most() const { return chances.back().first; }
  /// @param uniform in (0, 1)
  [[nodiscard]] int at(double uniform) const {
    for (const auto& [number, share] : chances) {
      if (uniform < share) return number;
      uniform -= share;
    }
    return most();
  }
};

/// What a lone officer may do.
enum class Solo : std::uint8_t {
  may_attend,
  hold,   ///< goes, but begins only when a second officer is there
  never,  ///< is not sent unless another goes too
};

/// When the cars at a scene leave it.
enum class Release : std::uint8_t {
  each,           ///< each when its own work is done
  together,       ///< all when the last one's work is done
  leading_stays,  ///< the first there stays until all others have left
};

/// Whether each car works its own time at the scene, or the incident has one that all take.
enum class OnSceneDrawn : std::uint8_t { for_each_car, once };

/// Whether work at the scene may be interrupted for something more urgent.
enum class Interruption : std::uint8_t { never, resume, repeat };

/// A further need that shows at the scene.
struct Escalation {
  double probability = 0;
  int cars = 1;
  Distribution after;  ///< since the first unit began to work
};

/// The incident goes away before anybody is there.
struct Cancellation {
  double probability = 0;
  Distribution after;  ///< since units may be sent
};

/// The first unit leaves the scene with a detainee.
struct Arrest {
  double probability = 0;
  Distribution booking;  ///< at the station with detention
};

enum class WritingPlace : std::uint8_t { station, car };

struct ReportWriting {
  Distribution time;
  double probability = 1;
  WritingPlace where = WritingPlace::car;
  bool interruptible = false;
};

struct Attendance {
  SmallNumber cars;
  SmallNumber officers;
  Solo solo = Solo::may_attend;
  Milliseconds hold_at_most = std::chrono::hours{1};
  Release release = Release::each;
  OnSceneDrawn on_scene_drawn = OnSceneDrawn::for_each_car;
  std::optional<Distribution> backup_on_scene;  ///< of all but the first sent; as the first if absent
  std::vector<std::string> capabilities;        ///< one car must bring them all
  Interruption interruption = Interruption::never;
  std::optional<Escalation> escalation;
  std::optional<Cancellation> cancellation;
  std::optional<Arrest> arrest;
  std::optional<ReportWriting> report;

  /// How many officers have to be there before anybody begins.
  [[nodiscard]] int officers_to_begin() const { return solo == Solo::may_attend ? 1 : 2; }
};

/// What becomes of a car that is busy when its shift ends.
enum class ShiftEnd : std::uint8_t {
  after_the_job,  ///< it finishes its job in overtime
  swap,           ///< a car of its group that is free, or the first to become so, goes home in its place
};

struct Break {
  Milliseconds after{0};  ///< since the shift began
  Milliseconds length{0};
};

/// What a group brings and how its shifts go.
struct Duties {
  std::vector<std::string> capabilities;
  Distribution turnout_at_station;
  Distribution turnout_mobile;
  ShiftEnd shift_end = ShiftEnd::after_the_job;
  Milliseconds hand_over{0};            ///< at the start of a shift: urgent work only
  Milliseconds only_urgent_in_last{0};  ///< of a shift
  std::optional<Break> rest;
};

enum class Send : std::uint8_t { as_they_come, all_at_once };
enum class QueueRule : std::uint8_t { strict, bypass };
/// By what cars are compared that could go.
enum class Compare : std::uint8_t { driving, arrival };
/// For whom a unit is taken off what it does.
enum class TakeOff : std::uint8_t { never, for_urgent, for_more_urgent };

}  // namespace kredsim::scenario
