#pragma once

#include <string>

#include "analysis/store/csv_file.hpp"
#include "sim/engine/records.hpp"

namespace kredsim {

/// The key of an incident as the files have it: sixteen digits.
std::string in_hexadecimal(std::uint64_t key);

/// `incidents.csv`, `assignments.csv`, `duties.csv` and `empty_posts.csv`: every row of every replication with readable
/// names. Memory stays below a few megabytes whatever the number of replications.
class RecordsWriter {
 public:
  /// New files in an existing folder. `world` must outlive the writer.
  RecordsWriter(const std::string& folder, const World& world);

  /// Replications come in their order.
  void add(const Outcome& outcome);
  void close();

 private:
  void add(const Outcome& outcome, const IncidentRecord& incident);
  void add(const Outcome& outcome, const AssignmentRecord& assignment);
  void add(const Outcome& outcome, const DutyRecord& duty);
  void add(const Outcome& outcome, const EmptyPostRecord& post);

  const World& world_;
  CsvFile incidents_;
  CsvFile assignments_;
  CsvFile duties_;
  CsvFile empty_posts_;
};

}  // namespace kredsim
