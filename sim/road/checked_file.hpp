#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kredsim {

/// What a binary file of kredsim begins with: eight letters and the version of what follows.
struct FileKind {
  std::string_view magic;  ///< eight letters
  std::uint32_t version = 1;
  std::string_view called;  ///< "network": for messages
};

/// A whole binary file: magic, version (u32), bytes of the body (u64), its checksum (u64, FNV-1a: against damage, not
/// against intent), body. Little-endian, without padding.
std::string with_header(const FileKind& kind, std::string_view body);

/// The body of a file that `with_header` made, checked. @throws InputError `path: problem` for any other.
std::string_view body_of(std::string_view file, const FileKind& kind, const std::string& path);

/// Writes a file and flushes it to the disk. @throws InputError.
void write_durably(const std::string& path, std::string_view bytes);
/// @throws InputError if it cannot be read or is larger than `most_bytes`.
std::string read_whole(const std::string& path, std::uintmax_t most_bytes);

/// FNV-1a, 64 bit (Fowler, Noll, Vo); `hash` carries it on from bytes before.
std::uint64_t fnv1a(std::string_view bytes, std::uint64_t hash = 0xcbf29ce484222325);

}  // namespace kredsim
