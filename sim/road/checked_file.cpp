#include "sim/road/checked_file.hpp"

#include <bit>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <unistd.h>

#include "sim/base/problem.hpp"

namespace kredsim {

namespace {

static_assert(std::endian::native == std::endian::little);
constexpr std::size_t version_at = 8;
constexpr std::size_t size_at = version_at + 4;
constexpr std::size_t checksum_at = size_at + 8;
constexpr std::size_t header_bytes = checksum_at + 8;

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

}  // namespace

std::uint64_t fnv1a(std::string_view bytes, std::uint64_t hash) {
  for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
  return hash;
}

std::string with_header(const FileKind& kind, std::string_view body) {
  std::string file{kind.magic};
  file += bytes_of(kind.version);
  file += bytes_of(std::uint64_t{body.size()});
  file += bytes_of(fnv1a(body));
  file += body;
  return file;
}

std::string_view body_of(std::string_view file, const FileKind& kind, const std::string& path) {
  if (file.size() < header_bytes || !file.starts_with(kind.magic))
    throw InputError{path + ": is no " + std::string{kind.called} + " of kredsim"};
  if (const auto version = value_at<std::uint32_t>(file, version_at); version != kind.version)
    throw InputError{path + ": has format " + std::to_string(version) + ", this kredsim reads format " +
                     std::to_string(kind.version)};
  const std::string_view body = file.substr(header_bytes);
  if (value_at<std::uint64_t>(file, size_at) != body.size()) throw InputError{path + ": is cut short or too long"};
  if (value_at<std::uint64_t>(file, checksum_at) != fnv1a(body))
    throw InputError{path + ": is damaged, its checksum does not fit"};
  return body;
}

void write_durably(const std::string& path, std::string_view bytes) {
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
  if (!done) throw InputError{path + ": cannot be written (" + std::strerror(reason) + ")"};
}

std::string read_whole(const std::string& path, std::uintmax_t most_bytes) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (error) throw InputError{path + ": cannot be read (" + error.message() + ")"};
  if (size > most_bytes) throw InputError{path + ": is larger than kredsim writes such files"};
  std::ifstream in{path, std::ios::binary};
  std::string bytes(static_cast<std::size_t>(size), '\0');
  if (!in.read(bytes.data(), static_cast<std::streamsize>(size))) throw InputError{path + ": cannot be read"};
  return bytes;
}

}  // namespace kredsim
