#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/store/records_writer.hpp"
#include "analysis/store/results_database.hpp"
#include "analysis/store/run_info.hpp"

namespace kredsim {

enum class IfExists { refuse, replace };
enum class Records { without, with };

/// A folder that only appears once all of its files are complete and on the disk. Until then they lie under a hidden
/// name beside it, which goes away with this object unless `commit` was reached.
class PendingFolder {
 public:
  /// @throws OutputError if `folder` exists (`replace`: if it is anything but results of kredsim), or nothing can be
  /// written there.
  PendingFolder(std::string folder, IfExists if_exists);
  ~PendingFolder();
  PendingFolder(const PendingFolder&) = delete;
  PendingFolder& operator=(const PendingFolder&) = delete;

  /// Where to write.
  [[nodiscard]] const std::string& path() const { return pending_; }
  /// The folder appears. If another one took its name meanwhile the files are kept under `path()`, and the error says
  /// so.
  void commit();

 private:
  void check_target() const;

  std::string folder_;
  IfExists if_exists_;
  std::string pending_;
  bool keep_ = false;
};

/// The results of one run: estimates.csv, results.sqlite, scenario.resolved.yaml, stress-des.md, run.json, staffing.csv
/// if the officers are counted and, if asked for, incidents.csv and assignments.csv. All but run.json depend on the
/// scenario, the seed, the replications and the program only: not on threads or time.
class ResultsFolder {
 public:
  /// Call before the first replication, so that a folder that cannot be written is found at once. `tables` must outlive
  /// it.
  ResultsFolder(const std::string& folder, IfExists if_exists, Records records, const Tables& tables);

  /// Replications come in their order. `outcome` is read only if records were asked for.
  void add(const Tally& tally, const Outcome& outcome);
  [[nodiscard]] Records records() const { return records_ ? Records::with : Records::without; }
  /// `add` may write more files into the folder it is given, which then holds all the others.
  void commit(const Summary& summary, const std::vector<Estimate>& estimates, RunInfo run, const RunChecks& checks = {},
              const std::function<void(const std::string& folder)>& add = {});

 private:
  const Tables& tables_;
  PendingFolder folder_;
  std::unique_ptr<ResultsDatabase> database_;
  std::unique_ptr<RecordsWriter> records_;
  std::unique_ptr<LatestTasks> latest_;
};

}  // namespace kredsim
