#include <filesystem>

#include <unistd.h>

#include "sim/base/problem.hpp"
#include "sim/road/checked_file.hpp"
#include "sim/road/network_bytes.hpp"
#include "sim/road/networks.hpp"

namespace kredsim {

namespace {

namespace fs = std::filesystem;

/// Raise the version when the layout of network_bytes.cpp changes.
constexpr FileKind network_file{.magic = "KREDSNET", .version = 2, .called = "network"};
constexpr std::uintmax_t most_bytes = std::uintmax_t{16} << 30;
constexpr const char* binary_name = "network.bin";
constexpr const char* report_name = "report.txt";

/// Throws unless `target` may be put there.
void require_free(const fs::path& target, bool replace) {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(target, error))) return;
  if (!replace)
    throw InputError{target.string() + ": exists already (choose another name, or add --force to replace it)"};
  const bool ours = fs::is_directory(target) && (fs::exists(target / binary_name) || fs::is_empty(target));
  if (!ours)
    throw InputError{target.string() + ": is no imported network, so it is not replaced (choose another name)"};
}

std::string joined(const ImportReport& report) {
  std::string text;
  for (const std::string& line : report.lines) text += line + "\n";
  return text;
}

}  // namespace

void write_network(const Network& network, const ImportReport& report, const std::string& folder, bool replace) {
  const fs::path target = fs::path{folder}.has_filename() ? fs::path{folder} : fs::path{folder}.parent_path();
  const std::string mark = std::to_string(::getpid());
  const fs::path fresh = target.string() + ".new-" + mark;
  const fs::path old = target.string() + ".old-" + mark;
  try {
    require_free(target, replace);
    const std::string body = to_bytes(network);
    fs::create_directories(fresh);
    write_durably(fresh / binary_name, with_header(network_file, body));
    write_durably(fresh / report_name, joined(report));
    if (fs::exists(target)) fs::rename(target, old);
    fs::rename(fresh, target);
    fs::remove_all(old);
  } catch (const InputError&) {
    std::error_code ignored;
    fs::remove_all(fresh, ignored);
    throw;
  } catch (const fs::filesystem_error& error) {
    std::error_code ignored;
    fs::remove_all(fresh, ignored);
    if (fs::exists(old, ignored) && !fs::exists(target, ignored)) fs::rename(old, target, ignored);
    throw InputError{folder + ": cannot be written (" + error.code().message() + ")"};
  }
}

Network read_network(const std::string& folder) {
  const fs::path path = fs::path{folder} / binary_name;
  std::error_code error;
  if (!fs::is_directory(folder, error))
    throw InputError{folder + ": no such folder (make it with `kredsim network import`)"};
  if (!fs::is_regular_file(path, error))
    throw InputError{folder + ": holds no network.bin (give the folder that `kredsim network import` wrote)"};
  try {
    const std::string bytes = read_whole(path, most_bytes);
    const std::string_view body = body_of(bytes, network_file, path);
    try {
      return from_bytes(body);
    } catch (const InputError& problem) {
      throw InputError{path.string() + ": is damaged, " + problem.what()};
    }
  } catch (const InputError& problem) {
    throw InputError{std::string{problem.what()} + " (import it again)"};
  }
}

}  // namespace kredsim
