#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "analysis/statistics/histograms.hpp"
#include "analysis/statistics/tables.hpp"

namespace kredsim {

/// Whole numbers only: sums of squares of milliseconds outgrow 64 bits.
__extension__ using WideCount = unsigned __int128;

/// What is added up per cell besides the sampled measures. Times in milliseconds.
enum class Sum : std::uint8_t {
  incidents,
  unserved,
  lost,
  abandoned,
  settled,
  assignments,  ///< in the order of the measures of the same name
  waited,       ///< incidents for which no unit could be sent at once
  cancelled,    ///< incidents
  never_enough,
  escalations,
  diversions,  ///< units sent, like the next three
  interruptions,
  called_off,
  sent_in_vain,  ///< to incidents that were cancelled, whatever became of the unit
  overtime_ms,
  overtime_officer_ms,
  queued,
  queue_ms,  ///< incidents waiting inside the measured period, and how long
  busy_ms,
  duty_ms,      ///< of units, inside the measured period
  exposure_ms,  ///< how much of the measured period lies in the cell's hours
  passing_ms,   ///< units seen driving by on patrol ...
  parked_ms,    ///< ... standing, in the car ...
  on_foot_ms,   ///< ... and beside it
  patrol_mm,    ///< driven on tours
  gaps,
  gap_ms,    ///< between two presences in an area
  own_work,  ///< begun by crews
  own_work_ms,
  desk_work_ms,  ///< these and the next in the totals alone
  desk_backlog_ms,
  desk_days,
  recovery_ms,
  surges,    ///< that ended inside the measured period
  unstable,  ///< replications
  over_20_min,
  over_30_min,
  late,  ///< the next nine: by cause, in the order of `Cause`
  late_control_centre,
  late_urgent_work,
  late_other_work,
  late_planned_work,
  late_desk,
  late_held_back,
  late_shift_change,
  late_distance,
  late_second_unit,
  no_free_car_ms,
  local_planned_ms,  ///< hours of local police ...
  local_delivered_ms,
  local_leaked_ms,
  local_leaked_outside_ms,
  tasks,  ///< planned tasks ...
  tasks_due,
  tasks_on_time,
  tasks_dropped,
  tasks_put_off,
  tasks_interrupted,
  in_time,          ///< incidents
  empty_posts_ms,   ///< of posts that nobody came to
  lent_officer_ms,  ///< officers' hours of posts that are empty because they are lent away
  asked,            ///< inhabitants, whether a car could be there in time ...
  reachable,        ///< ... and it could
  helped_in,        ///< incidents that a neighbour's car reached first
  help_asked,       ///< answers of neighbours ...
  help_refused,     ///< ... that were no
  help_in_ms,       ///< of neighbours' cars with us
  help_requests,    ///< of neighbours ...
  helped_out,       ///< ... that a car of ours was sent for
  help_out_ms,      ///< of those cars
  breaks_lost,
};
inline constexpr std::size_t plain_sums = 71;
inline constexpr std::size_t counted = 6;  ///< the first six have sums of squares between replications

/// Sufficient statistics of all cells: everything is a whole number that adds, so any grouping and any number of
/// threads gives the same sums.
class Sums {
 public:
  explicit Sums(const Tables& tables);

  [[nodiscard]] int replications() const { return replications_; }
  void set_replications(int replications) { replications_ = replications; }

  std::int64_t& at(std::size_t cell, Sum sum) { return values_[cell * columns_ + static_cast<std::size_t>(sum)]; }
  [[nodiscard]] std::int64_t at(std::size_t cell, Sum sum) const {
    return values_[cell * columns_ + static_cast<std::size_t>(sum)];
  }

  /// Number of values of a sampled measure, their sum in thousandths (ms, mm), and the sum of their squares.
  std::int64_t& n(std::size_t cell, Measure measure) {
    return values_[cell * columns_ + plain_sums + 2 * index(measure)];
  }
  std::int64_t& total(std::size_t cell, Measure measure) {
    return values_[cell * columns_ + plain_sums + 2 * index(measure) + 1];
  }
  [[nodiscard]] std::int64_t n(std::size_t cell, Measure measure) const {
    return values_[cell * columns_ + plain_sums + 2 * index(measure)];
  }
  [[nodiscard]] std::int64_t total(std::size_t cell, Measure measure) const {
    return values_[cell * columns_ + plain_sums + 2 * index(measure) + 1];
  }
  WideCount& squares(std::size_t cell, Measure measure) { return squares_[cell * square_columns + index(measure)]; }
  [[nodiscard]] WideCount squares(std::size_t cell, Measure measure) const {
    return squares_[cell * square_columns + index(measure)];
  }
  /// Sum over replications of the square of one of the `counted` sums.
  WideCount& count_squares(std::size_t cell, Sum sum) {
    return squares_[cell * square_columns + sampled_measures + static_cast<std::size_t>(sum)];
  }
  [[nodiscard]] WideCount count_squares(std::size_t cell, Sum sum) const {
    return squares_[cell * square_columns + sampled_measures + static_cast<std::size_t>(sum)];
  }

  /// Incidents with a value of at most the target; of `response_s` or `dispatch_wait_s`.
  std::int64_t& within(std::size_t cell, Measure measure, std::size_t target) {
    return values_[cell * columns_ + within_column(measure, target)];
  }
  [[nodiscard]] std::int64_t within(std::size_t cell, Measure measure, std::size_t target) const {
    return values_[cell * columns_ + within_column(measure, target)];
  }

  [[nodiscard]] const Histograms& histograms() const { return histograms_; }
  void set_histograms(Histograms histograms) { histograms_ = std::move(histograms); }

  /// All numbers in one row, cell by cell: to be stored and read back.
  [[nodiscard]] std::span<const std::int64_t> values() const { return values_; }
  [[nodiscard]] std::span<std::int64_t> values() { return values_; }
  [[nodiscard]] std::span<const WideCount> squares() const { return squares_; }
  [[nodiscard]] std::span<WideCount> squares() { return squares_; }

  /// A copy with the numbers of these cells only and without histograms, for rows by replication. Rising.
  [[nodiscard]] Sums only(std::span<const std::size_t> cells) const;

  /// Exact. `other` comes from the same tables.
  void add(const Sums& other);
  [[nodiscard]] std::size_t bytes() const;

 private:
  static constexpr std::size_t square_columns = sampled_measures + counted;
  [[nodiscard]] std::size_t within_column(Measure measure, std::size_t target) const {
    return plain_sums + 2 * sampled_measures + index(measure) * targets_ + target;
  }

  int replications_ = 0;
  std::size_t targets_;
  std::size_t columns_;
  std::vector<std::int64_t> values_;
  std::vector<WideCount> squares_;
  Histograms histograms_;
};

/// Measures that have targets.
constexpr bool has_targets(Measure measure) {
  return measure == Measure::response_s || measure == Measure::dispatch_wait_s;
}

}  // namespace kredsim
