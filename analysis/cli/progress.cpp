#include "analysis/cli/progress.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <unistd.h>

#include "sim/base/time.hpp"

namespace kredsim::cli {

Progress::Progress(std::string what, std::size_t total)
    : what_{std::move(what)}, total_{total}, terminal_{isatty(STDERR_FILENO) == 1} {}

Progress::~Progress() {
  if (terminal_ && drawn_) fmt::print(stderr, "\r\033[K");
}

void Progress::advance(std::size_t done) {
  const auto now = Clock::now();
  if (now < next_) return;
  next_ = now + (terminal_ ? std::chrono::milliseconds{200} : std::chrono::seconds{10});
  draw(done, now);
  drawn_ = true;
}

void Progress::draw(std::size_t done, Clock::time_point now) {
  const double share = static_cast<double>(done) / static_cast<double>(total_);
  const double elapsed = std::chrono::duration<double>(now - begun_).count();
  const auto text = [](double seconds) { return to_text(from_seconds(std::max(1.0, std::round(seconds)))); };
  const std::string left = done == 0        ? ""
                           : done == total_ ? " in " + text(elapsed)
                                            : ", " + text(elapsed * (1 - share) / share) + " left";
  if (!terminal_) {
    fmt::print(stderr, "{}: {} of {} done{}\n", what_, done, total_, left);
    return;
  }
  constexpr int width = 30;
  const int filled = static_cast<int>(share * width);
  std::string bar;
  for (int i = 0; i < width; ++i) bar += i < filled ? "█" : "░";
  fmt::print(stderr, "\r\033[K{} {} {} of {}{}", what_, bar, done, total_, left);
  std::fflush(stderr);
}

}  // namespace kredsim::cli
