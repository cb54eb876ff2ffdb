#include <bit>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <unistd.h>

#include "sim/base/problem.hpp"
#include "sim/road/network_bytes.hpp"
#include "sim/road/networks.hpp"

namespace kredsim {

namespace {

namespace fs = std::filesystem;

// network.bin: magic, format version (u32), bytes of the body (u64), checksum of the body (u64), body.
// Everything is little-endian and unpadded. A change of the body's layout raises the version.
static_assert(std::endian::native == std::endian::little);
constexpr std::string_view magic = "KREDSNET";
constexpr std::uint32_t format_version = 1;
constexpr std::size_t version_at = magic.size();
constexpr std::size_t size_at = version_at + 4;
constexpr std::size_t checksum_at = size_at + 8;
constexpr std::size_t header_bytes = checksum_at + 8;
constexpr std::uintmax_t most_bytes = std::uintmax_t{16} << 30;
constexpr const char* binary_name = "network.bin";
constexpr const char* report_name = "report.txt";

/// FNV-1a, 64 bit: against damage, not against intent. (Fowler, Noll, Vo)
std::uint64_t checksum(std::string_view bytes) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
  return hash;
}

template <class T>
std::string bytes_of(T value) {
  std::string bytes(sizeof value, '\0');
  std::memcpy(bytes.data(), &value, sizeof value);
  return bytes;
}

template <class T>
T value_at(std::string_view bytes, std::size_t at) {
  T value;
  std::memcpy(&value, bytes.substr(at, sizeof value).data(), sizeof value);
  return value;
}

std::string header_of(std::string_view body) {
  return std::string{magic} + bytes_of(format_version) + bytes_of(std::uint64_t{body.size()}) +
         bytes_of(checksum(body));
}

void write_file(const fs::path& path, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  bool done = file >= 0;
  while (done && !bytes.empty()) {
    const ::ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    done = written > 0;
    if (done) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  done = done && ::fsync(file) == 0;
  const int reason = errno;
  if (file >= 0) ::close(file);
  if (!done) throw InputError{path.string() + ": cannot be written (" + std::strerror(reason) + ")"};
}

std::string read_file(const fs::path& path) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  if (error) throw InputError{path.string() + ": cannot be read (" + error.message() + ")"};
  if (size > most_bytes) throw InputError{path.string() + ": larger than 16 GiB, so it is no network"};
  std::ifstream in{path, std::ios::binary};
  std::string bytes(static_cast<std::size_t>(size), '\0');
  if (!in.read(bytes.data(), static_cast<std::streamsize>(size))) throw InputError{path.string() + ": cannot be read"};
  return bytes;
}

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
    write_file(fresh / binary_name, header_of(body) + body);
    write_file(fresh / report_name, joined(report));
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
  const std::string bytes = read_file(path);
  const std::string again = " (import it again)";
  if (bytes.size() < header_bytes || !bytes.starts_with(magic))
    throw InputError{path.string() + ": is no network of kredsim" + again};
  if (const auto version = value_at<std::uint32_t>(bytes, version_at); version != format_version)
    throw InputError{path.string() + ": has format " + std::to_string(version) + ", this kredsim reads format " +
                     std::to_string(format_version) + again};
  const std::string_view body = std::string_view{bytes}.substr(header_bytes);
  if (value_at<std::uint64_t>(bytes, size_at) != body.size())
    throw InputError{path.string() + ": is cut short or too long" + again};
  if (value_at<std::uint64_t>(bytes, checksum_at) != checksum(body))
    throw InputError{path.string() + ": is damaged, its checksum does not fit" + again};
  try {
    return from_bytes(body);
  } catch (const InputError& problem) {
    throw InputError{path.string() + ": is damaged, " + problem.what() + again};
  }
}

}  // namespace kredsim
