#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "analysis/store/csv_file.hpp"
#include "analysis/store/data_dictionary.hpp"
#include "analysis/store/results_folder.hpp"
#include "analysis/store/shard_file.hpp"
#include "analysis/store/stress_des.hpp"

namespace kredsim {

/// A point of a sweep as it is written: its number, its seed, and what each factor is there.
struct SweptPoint {
  std::uint64_t number = 0;
  std::uint64_t seed = 0;
  std::vector<std::string> levels;
};

/// What every file of a sweep's results says of itself.
struct SweepNotes {
  std::vector<std::pair<std::string, std::string>> factors;  ///< name, keys
  std::vector<std::pair<std::string, std::string>> meta;     ///< beyond format, version and commit
  std::string base_resolved;                                 ///< the base scenario in one file
  std::string sweep_file;                                    ///< path; copied
  StudyDesign design;                                        ///< for stress-des.md
  const World* base = nullptr;                               ///< the first point: its place and its inputs
};

/// The results of a sweep: sweep.csv, points.csv, best.csv, results.sqlite, base.resolved.yaml, sweep.yaml,
/// stress-des.md and run.json. All but run.json depend on the inputs and the program only. Points come in order; memory
/// does not depend on their number. Throws OutputError.
class SweepFolder {
 public:
  SweepFolder(const std::string& folder, IfExists if_exists, const SweepNotes& notes);
  ~SweepFolder();

  void add(const SweptPoint& point, const PointAnswer& answer);
  /// The best point on fresh seeds.
  void add_best(const SweptPoint& point, const std::vector<Estimate>& estimates);
  /// `add` may write more files into the folder it is given, which then holds all the others.
  void commit(RunInfo run, const std::function<void(const std::string& folder)>& add = {});

 private:
  class Rows;
  const SweepNotes& notes_;
  PendingFolder folder_;
  std::unique_ptr<Rows> rows_;
};

/// The columns of the files and tables of a sweep.
std::span<const ColumnInfo> sweep_dictionary();

}  // namespace kredsim
