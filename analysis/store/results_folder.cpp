#include "analysis/store/results_folder.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analysis/store/data_dictionary.hpp"
#include "analysis/store/output_error.hpp"
#include "analysis/store/run_stamp.hpp"
#include "analysis/store/staffing_table.hpp"
#include "analysis/store/stress_des.hpp"

namespace kredsim {

namespace {

namespace fs = std::filesystem;

void sync(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0 || fsync(file) != 0) {
    const int error = errno;
    if (file >= 0) ::close(file);
    throw OutputError{path + ": cannot be brought to the disk (" + std::strerror(error) + ")"};
  }
  ::close(file);
}

/// `dir/name` -> `dir/.name.suffix-PID`
std::string beside(const fs::path& folder, const std::string& suffix) {
  return (folder.parent_path() / ("." + folder.filename().string() + "." + suffix + "-" + std::to_string(getpid())))
      .string();
}

void move(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0)
    throw OutputError{to + ": cannot be given its name (" + std::strerror(errno) + ")"};
}

std::string without_slash(std::string folder) {
  while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
  return folder;
}

void write_estimates(const std::string& path, const std::vector<Estimate>& estimates, const std::string& run) {
  std::vector<std::string> columns;
  for (const ColumnInfo& column : data_dictionary())
    if (column.table == "estimates") columns.emplace_back(column.column);
  CsvFile file{path, columns, run};
  for (const Estimate& row : estimates) {
    for (const std::string* text :
         {&row.measure, &row.statistic, &row.type, &row.area, &row.hour, &row.priority, &row.group})
      file.add(*text);
    file.add(row.value).add(row.low).add(row.high).add(row.n).add(std::int64_t{row.replications}).end_row();
  }
  file.close();
}

}  // namespace

PendingFolder::PendingFolder(std::string folder, IfExists if_exists)
    : folder_{without_slash(std::move(folder))}, if_exists_{if_exists} {
  check_target();
  const fs::path target{folder_};
  std::error_code error;
  if (target.has_parent_path()) fs::create_directories(target.parent_path(), error);
  for (int attempt = 0; attempt < 1000; ++attempt) {
    pending_ = beside(target, attempt == 0 ? "partial" : "partial" + std::to_string(attempt));
    if (mkdir(pending_.c_str(), 0777) == 0) return;
    if (errno != EEXIST) break;
  }
  throw OutputError{folder_ + ": cannot be written (" + std::strerror(errno) + ")"};
}

PendingFolder::~PendingFolder() {
  std::error_code ignored;  // nothing sensible is left to do, and the hidden name says what it is
  if (!keep_) fs::remove_all(pending_, ignored);
}

void PendingFolder::check_target() const {
  std::error_code error;
  const auto status = fs::symlink_status(folder_, error);
  if (status.type() == fs::file_type::not_found) return;
  if (if_exists_ == IfExists::refuse)
    throw OutputError{folder_ + ": exists already (choose another --out, or --force to replace results of kredsim)"};
  if (!fs::is_directory(status) || !holds_results(folder_))
    throw OutputError{folder_ +
                      ": is not a results folder of kredsim (--force replaces nothing else; choose another --out)"};
}

void PendingFolder::commit() {
  for (const auto& entry : fs::directory_iterator{pending_}) sync(entry.path().string());
  sync(pending_);
  keep_ = true;  // complete from here on: whatever fails now must not lose it
  const std::string kept = " (the finished results are kept in " + pending_ + ")";
  const std::string old = beside(folder_, "replaced");
  try {
    check_target();
    const bool replaces = fs::exists(folder_);
    if (replaces) move(folder_, old);
    try {
      move(pending_, folder_);
    } catch (const OutputError&) {
      if (replaces) move(old, folder_);
      throw;
    }
    std::error_code ignored;
    if (replaces) fs::remove_all(old, ignored);
  } catch (const OutputError& error) {
    throw OutputError{error.what() + kept};
  }
  const fs::path parent = fs::path{folder_}.parent_path();
  sync(parent.empty() ? "." : parent.string());
}

ResultsFolder::ResultsFolder(const std::string& folder, IfExists if_exists, Records records, const Tables& tables)
    : tables_{tables}, folder_{folder, if_exists} {
  database_ = std::make_unique<ResultsDatabase>(folder_.path() + "/results.sqlite", tables);
  if (records == Records::without) return;
  records_ = std::make_unique<RecordsWriter>(folder_.path(), tables.world());
  latest_ = std::make_unique<LatestTasks>(tables.world());
}

void ResultsFolder::add(const Tally& tally, const Outcome& outcome) {
  database_->add(tally);
  if (!records_) return;
  records_->add(outcome);
  latest_->add(outcome);
}

void ResultsFolder::commit(const Summary& summary, const std::vector<Estimate>& estimates, RunInfo run,
                           const RunChecks& checks, const std::function<void(const std::string& folder)>& add) {
  if (latest_) database_->write_late_tasks(latest_->tasks());
  database_->finish(summary, estimates, checks);
  if (records_) records_->close();
  const std::string& played = tables_.world().scenario.resolved;
  const std::string stamp = run_stamp({played});
  write_estimates(folder_.path() + "/estimates.csv", estimates, stamp);
  write_staffing(folder_.path() + "/staffing.csv", staffing_rows(tables_.world()), stamp);
  write_resolved(folder_.path() + "/scenario.resolved.yaml", played);
  write_file(folder_.path() + "/stress-des.md", stress_des(tables_.world(), {}, stamp));
  run.stamp = stamp;
  run.files = hash_files(folder_.path());
  write_file(folder_.path() + "/run.json", to_json(run));
  if (add) add(folder_.path());
  folder_.commit();
}

}  // namespace kredsim
