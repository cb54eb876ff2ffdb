#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "analysis/experiment/design.hpp"
#include "analysis/store/plan.hpp"
#include "analysis/store/shard_file.hpp"
#include "sim/world/world.hpp"

namespace kredsim::cli {

/// A scenario, or the points of a sweep over one, to be played in parts: on one machine or on many. Const after
/// construction but for the shared world, which is built when first needed; may be used by several threads.
class Job {
 public:
  /// Reads a scenario or sweep file. @throws ScenarioError, InputError.
  Job(const std::string& file, std::vector<std::string> settings);
  ~Job();

  /// The plan of this job in so many shards; hashes its inputs.
  [[nodiscard]] Plan plan(std::uint32_t shards) const;

  [[nodiscard]] bool is_sweep() const { return sweep_ != nullptr; }
  [[nodiscard]] const Sweep& sweep() const { return *sweep_; }
  [[nodiscard]] const scenario::Scenario& base() const { return base_; }
  [[nodiscard]] std::uint64_t points() const { return design_ ? design_->points() : 1; }
  [[nodiscard]] int replications() const { return base_.replications; }
  [[nodiscard]] std::vector<Level> levels(std::uint64_t point) const;
  [[nodiscard]] std::uint64_t seed(std::uint64_t point) const;

  /// What the values of the factors break, each set alone: found before anything is played. @throws ScenarioError.
  void check_levels() const;
  [[nodiscard]] std::shared_ptr<const World> world(std::uint64_t point) const;
  [[nodiscard]] Tables tables(const World& world) const;

  /// Plays some replications of a point. Nothing if stopped.
  [[nodiscard]] std::optional<ShardPart> play(const Plan::Part& part, int threads, const std::atomic<bool>* stop) const;
  /// The rows that a sweep keeps of a point whose replications are all there.
  [[nodiscard]] PointAnswer answer(const Summary& summary, const std::vector<Tally>& replications) const;
  /// The best point on seeds that chose nothing.
  [[nodiscard]] std::optional<PointAnswer> play_afresh(std::uint64_t point, int threads,
                                                       const std::atomic<bool>* stop) const;
  /// The value by which points are compared.
  [[nodiscard]] std::optional<double> objective(const PointAnswer& answer) const;

 private:
  void refuse_until() const;
  [[nodiscard]] scenario::Scenario scenario(std::uint64_t point) const;
  [[nodiscard]] std::vector<std::string> settings_of(const std::vector<Level>& levels) const;
  [[nodiscard]] bool kept(const Estimate& row) const;
  [[nodiscard]] std::shared_ptr<const World> base_world() const;
  [[noreturn]] void refuse(const ScenarioError& error, const std::string& where) const;

  std::string file_;
  std::vector<std::string> settings_;
  std::unique_ptr<const Sweep> sweep_;
  std::unique_ptr<const Design> design_;
  scenario::Scenario base_;
  std::vector<std::string> changed_;  ///< keys at the top of the scenario below which points differ
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const World> base_world_;
};

/// Whether the file is a sweep rather than a scenario: one of its lines begins with `kredsim_sweep:`.
bool is_sweep_file(const std::string& file);

}  // namespace kredsim::cli
