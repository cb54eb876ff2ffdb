#pragma once

#include <exception>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "analysis/cli/invocation.hpp"
#include "analysis/cli/job.hpp"

namespace kredsim::cli {

/// Shards are missing, damaged, doubled or of another plan; the text names them all.
class ShardError : public std::exception {
 public:
  ShardError(std::string text, ExitCode code) : text_{std::move(text)}, code_{code} {}
  [[nodiscard]] const char* what() const noexcept override { return text_.c_str(); }
  [[nodiscard]] ExitCode code() const { return code_; }

 private:
  std::string text_;
  ExitCode code_;
};

/// The folder in which the shards of one plan are put down: what is complete is judged by the files in it, never by
/// what a queue says.
class Shelf {
 public:
  /// @param folder of the plan; shards lie in `shards` below it
  Shelf(const std::string& folder, const Plan& plan);

  [[nodiscard]] const std::string& folder() const { return folder_; }
  [[nodiscard]] const Plan& plan() const { return plan_; }
  /// Whether a valid shard of this plan has this number. @throws ShardError if it belongs to another plan.
  [[nodiscard]] bool has(std::uint32_t number) const;
  /// Plays a shard and puts it down. Nothing is written if stopped. @return whether it was finished.
  bool play(const Job& job, std::uint32_t number, int threads, const std::atomic<bool>* stop) const;
  /// @throws ShardError unless each number is there once, whole, and of this plan.
  void check_complete() const;
  /// Reads the shards in order, one at a time. @throws ShardError if one has been damaged since it was checked.
  void read_all(const std::function<void(ShardPart&&)>& take) const;

 private:
  [[nodiscard]] Shard read(const std::string& path) const;

  std::string folder_;
  const Plan& plan_;
  std::string id_;
};

/// "1-3, 7"
std::string ranges(const std::vector<std::uint32_t>& rising, const char* comma = ", ");

}  // namespace kredsim::cli
