#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/time.hpp"

namespace kredsim {

/// Shortest text that reads back as the same number; a point for the decimals whatever the locale.
std::string to_decimal(double number);
/// "2019-01-07T23:05:12.345": local wall-clock time of the district, without a zone.
std::string to_iso(SimTime time);

/// A comma-separated file (RFC 4180: UTF-8, quotes where needed, a line feed after each row), written a piece at a
/// time. Every call may throw OutputError. Not closed: incomplete.
class CsvFile {
 public:
  /// @param run what every row says in a last column `run` (see run_stamp.hpp); no such column if empty
  CsvFile(std::string path, const std::vector<std::string>& columns, std::string run = {});

  CsvFile& add(std::string_view text);
  CsvFile& add(double number);
  CsvFile& add(std::int64_t number);
  CsvFile& add(std::optional<double> number) { return number ? add(*number) : add(std::string_view{}); }
  void end_row();
  /// Writes what is left and waits until it is on the disk.
  void close();

 private:
  void separate();
  void end_line();
  void flush();

  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::string path_;
  std::string run_;
  std::unique_ptr<std::FILE, Close> file_;
  std::string buffer_;
  bool row_begun_ = false;
};

/// Writes a whole text file and waits until it is on the disk.
void write_file(const std::string& path, std::string_view text);

}  // namespace kredsim
