#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace kredsim {

/// What every file of results says it comes from: the program's version and the first twelve digits of the SHA-256 of
/// the texts that were played (resolved scenarios, the file of a sweep), "0.1.0-3acc2de9c2bb". The same whatever the
/// threads, shards and replications; rows of several runs put together still say which is whose.
std::string run_stamp(std::initializer_list<std::string_view> played);

/// A resolved scenario whose first line says the same, as a comment.
void write_resolved(const std::string& path, const std::string& resolved);

}  // namespace kredsim
