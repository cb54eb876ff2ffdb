#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace kredsim::cli {

/// Shows on stderr how far a long piece of work has come: a bar with the remaining time on a terminal, else a line now
/// and then. Says nothing during the first two seconds.
class Progress {
 public:
  Progress(std::string what, std::size_t total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void advance(std::size_t done);

 private:
  using Clock = std::chrono::steady_clock;
  void draw(std::size_t done, Clock::time_point now);

  std::string what_;
  std::size_t total_;
  bool terminal_;
  bool drawn_ = false;
  Clock::time_point begun_ = Clock::now();
  Clock::time_point next_ = begun_ + std::chrono::seconds{2};
};

}  // namespace kredsim::cli
