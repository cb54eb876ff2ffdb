#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kredsim {

/// SHA-256 of a file as 64 hexadecimal digits. @throws InputError if it cannot be read.
std::string sha256_of_file(const std::string& path);
std::string sha256(std::string_view bytes);
/// Version of the library behind it, for the record of a run.
std::string_view openssl_version();

}  // namespace kredsim
