#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace kredsim {

/// First in, first out, without allocation once it has been as long before.
class Fifo {
 public:
  void push(std::uint32_t row) { rows_.push_back(row); }
  [[nodiscard]] bool empty() const { return first_ == rows_.size(); }
  [[nodiscard]] std::size_t size() const { return rows_.size() - first_; }
  std::uint32_t pop() {
    const std::uint32_t row = rows_[first_++];
    if (first_ == rows_.size()) {
      rows_.clear();
      first_ = 0;
    } else if (first_ > 1024 && 2 * first_ > rows_.size()) {  // never empty: move what is left to the front
      rows_.erase(rows_.begin(), rows_.begin() + static_cast<std::ptrdiff_t>(first_));
      first_ = 0;
    }
    return row;
  }

 private:
  std::vector<std::uint32_t> rows_;
  std::size_t first_ = 0;
};

/// People at one kind of desk, and who waits for them. Who is busy when the staff shrinks finishes the running call.
class DeskQueue {
 public:
  DeskQueue() = default;
  /// @param staff by hour of the week; null: as many as it takes
  explicit DeskQueue(const scenario::Staff* staff) : staff_{staff} {}

  [[nodiscard]] const scenario::Staff* staff() const { return staff_; }
  [[nodiscard]] bool somebody_is_free(int hour_of_week) const {
    return staff_ == nullptr || busy_ < (*staff_)[static_cast<std::size_t>(hour_of_week)];
  }
  void begin() { ++busy_; }
  void end() { --busy_; }

  void push(std::uint32_t row, std::size_t priority) { lines_[priority].push(row); }
  [[nodiscard]] bool empty() const { return waiting() == 0; }
  [[nodiscard]] std::size_t waiting() const {
    std::size_t size = 0;
    for (const Fifo& line : lines_) size += line.size();
    return size;
  }
  /// The most urgent, then the earliest.
  std::uint32_t pop() {
    for (Fifo& line : lines_)
      if (!line.empty()) return line.pop();
    return 0;
  }

 private:
  const scenario::Staff* staff_ = nullptr;
  int busy_ = 0;
  std::array<Fifo, scenario::priorities> lines_;
};

/// What the control centre remembers during one replication.
struct ControlCentre {
  std::array<DeskQueue, 2> calls;                     ///< 112 and 114, by scenario::Line
  DeskQueue dispatch;                                 ///< rows of incidents
  std::vector<std::uint8_t> callers;                  ///< by incident: on the line, in the queue or about to ring
  std::array<std::uint64_t, 2> other{};               ///< calls about no incident so far, by line
  std::array<scenario::HourProfile, 2> other_rate{};  ///< of those, an hour
  std::array<double, 2> other_highest{};              ///< their highest rate an hour

  [[nodiscard]] DeskQueue& desk(scenario::Line line) { return calls[static_cast<std::size_t>(line)]; }
};

}  // namespace kredsim
