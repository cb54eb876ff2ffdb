#include <cstdio>
#include <cstring>
#include <filesystem>

#include <unistd.h>

#include "sim/base/problem.hpp"
#include "sim/road/checked_file.hpp"
#include "sim/road/import_record.hpp"
#include "sim/road/network_bytes.hpp"
#include "sim/road/networks.hpp"

namespace kredsim {

namespace {

namespace fs = std::filesystem;

/// Raise the version when the layout of network_bytes.cpp changes.
constexpr FileKind network_file{.magic = "KREDSNET", .version = 3, .called = "network"};
constexpr std::uintmax_t most_bytes = std::uintmax_t{16} << 30;
constexpr const char* binary_name = "network.bin";
constexpr const char* report_name = "report.txt";
constexpr const char* record_name = "made-from.json";

/// Throws unless `target` may be put there.
void require_free(const fs::path& target, bool replace) {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(target, error))) return;
  if (!replace)
    throw InputError{target.string() + ": exists already (choose another name, or add --force to replace it)"};
  const bool ours = fs::is_directory(target) &&
                    (fs::exists(target / binary_name) || fs::exists(target / record_name) || fs::is_empty(target));
  if (!ours)
    throw InputError{target.string() + ": is no imported network, so it is not replaced (choose another name)"};
}

std::string joined(const ImportReport& report) {
  std::string text;
  for (const std::string& line : report.lines) text += line + "\n";
  return text;
}

/// The whole file: in front of the network stands the hash of what it was made from, 0 where nothing is recorded.
std::string file_of(const Network& network, std::uint64_t content_hash) {
  std::string body(sizeof content_hash, '\0');
  std::memcpy(body.data(), &content_hash, sizeof content_hash);
  return with_header(network_file, body + to_bytes(network));
}

/// @throws InputError unless the file is whole, of this version and made from what the record says.
Network read_file(const fs::path& path, const std::optional<ImportRecord>& record) {
  const std::string bytes = read_whole(path, most_bytes);
  const std::string_view body = body_of(bytes, network_file, path);
  std::uint64_t content_hash = 0;
  if (body.size() < sizeof content_hash) throw InputError{path.string() + ": is cut short or too long"};
  std::memcpy(&content_hash, body.data(), sizeof content_hash);
  if (record && record->content_hash != content_hash) throw InputError{path.string() + ": is of another import"};
  try {
    return from_bytes(body.substr(sizeof content_hash));
  } catch (const InputError& problem) {
    throw InputError{path.string() + ": is damaged, " + problem.what()};
  }
}

std::optional<ImportRecord> record_in(const fs::path& folder) {
  try {
    return read_record(folder / record_name);
  } catch (const InputError&) {
    return std::nullopt;  // nothing to compare with, and nothing to make it from
  }
}

/// Where the folder cannot be written the network is made again each time, and the run goes on.
void keep(const Network& network, std::uint64_t content_hash, const fs::path& path) {
  const fs::path fresh = path.string() + ".new-" + std::to_string(::getpid());
  try {
    write_durably(fresh, file_of(network, content_hash));
    fs::rename(fresh, path);
  } catch (const std::exception&) {
    std::error_code ignored;
    fs::remove(fresh, ignored);
  }
}

/// From the files it was made from, if they are still what they were: then it comes out the same.
Network made_again(const ImportRecord& record, const fs::path& path, const std::string& why) {
  std::uint64_t content_hash = 0;
  try {
    content_hash = record_of(record.options).content_hash;
  } catch (const InputError& problem) {
    throw InputError{why + " (import it again; what it was made from is not there any more: " + problem.what() + ")"};
  }
  if (content_hash != record.content_hash)
    throw InputError{why + " (import it again; " + record.options.osm_file +
                     " or what goes with it has changed since, so another network would come of it)"};
  std::fprintf(stderr, "kredsim: network: %s; it is made again from %s\n", why.c_str(),
               record.options.osm_file.c_str());
  ImportReport unused;
  Network network = import_osm(record.options, unused);
  keep(network, content_hash, path);
  return network;
}

}  // namespace

void write_network(const Network& network, const ImportReport& report, const std::string& folder, bool replace) {
  const fs::path target = fs::path{folder}.has_filename() ? fs::path{folder} : fs::path{folder}.parent_path();
  const std::string mark = std::to_string(::getpid());
  const fs::path fresh = target.string() + ".new-" + mark;
  const fs::path old = target.string() + ".old-" + mark;
  try {
    require_free(target, replace);
    const std::string file = file_of(network, report.made_from ? report.made_from->content_hash : 0);
    fs::create_directories(fresh);
    write_durably(fresh / binary_name, file);
    if (report.made_from) write_durably(fresh / record_name, to_text(*report.made_from));
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
    if (!fs::exists(target, ignored)) fs::rename(old, target, ignored);
    if (fs::exists(target, ignored)) fs::remove_all(old, ignored);  // another program was quicker
    throw InputError{folder + ": cannot be written (" + error.code().message() + ")"};
  }
}

Network read_network(const std::string& folder) {
  const fs::path path = fs::path{folder} / binary_name;
  std::error_code error;
  if (!fs::is_directory(folder, error))
    throw InputError{folder + ": no such folder (make it with `kredsim network import`)"};
  const std::optional<ImportRecord> record = record_in(folder);
  if (!record && !fs::is_regular_file(path, error))
    throw InputError{folder + ": holds no network.bin (give the folder that `kredsim network import` wrote)"};
  try {
    return read_file(path, record);
  } catch (const InputError& problem) {
    if (!record) throw InputError{std::string{problem.what()} + " (import it again)"};
    return made_again(*record, path, problem.what());
  }
}

}  // namespace kredsim
