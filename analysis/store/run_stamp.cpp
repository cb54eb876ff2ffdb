#include "analysis/store/run_stamp.hpp"

#include "analysis/store/build_info.hpp"
#include "analysis/store/csv_file.hpp"
#include "analysis/store/sha256.hpp"

namespace kredsim {

std::string run_stamp(std::initializer_list<std::string_view> played) {
  std::string text;
  for (const std::string_view part : played) text.append(part) += '\0';
  return std::string{program_version()} + "-" + sha256(text).substr(0, 12);
}

void write_resolved(const std::string& path, const std::string& resolved) {
  write_file(path, "# kredsim " + run_stamp({resolved}) + "\n" + resolved);
}

}  // namespace kredsim
