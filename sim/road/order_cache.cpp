#include "sim/road/order_cache.hpp"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <optional>

#include <unistd.h>

#include "sim/base/problem.hpp"
#include "sim/road/checked_file.hpp"

namespace kredsim {

namespace {

namespace fs = std::filesystem;

/// Raise the version when another order should be found for the same network, or the layout changes.
constexpr FileKind order_file{.magic = "KREDSORD", .version = 1, .called = "order"};

std::string_view bytes_of(const std::vector<std::uint32_t>& numbers) {
  return {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(std::uint32_t)};
}

/// Whatever the file says, only a permutation of the nodes gets through.
std::vector<std::uint32_t> read_order(const std::string& file, std::size_t nodes) {
  const std::string bytes = read_whole(file, OrderCache::most_bytes);
  const std::string_view body = body_of(bytes, order_file, file);
  if (body.size() != nodes * sizeof(std::uint32_t)) throw InputError{file + ": is of another network"};
  std::vector<std::uint32_t> order(nodes);
  std::memcpy(order.data(), body.data(), body.size());
  std::vector<bool> seen(nodes, false);
  for (const std::uint32_t node : order) {
    if (node >= nodes || seen[node]) throw InputError{file + ": is no order of the nodes"};
    seen[node] = true;
  }
  return order;
}

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value != nullptr ? value : "";
}

}  // namespace

OrderCache OrderCache::of_this_user() {
  if (const std::string said = environment("KREDSIM_CACHE"); !said.empty())
    return OrderCache{said == "off" ? std::string{} : said};
  // The XDG base directory specification has relative paths ignored.
  if (const std::string cache = environment("XDG_CACHE_HOME"); cache.starts_with('/'))
    return OrderCache{cache + "/kredsim"};
  if (const std::string home = environment("HOME"); home.starts_with('/')) return OrderCache{home + "/.cache/kredsim"};
  return OrderCache{{}};
}

std::string OrderCache::file_of(const Neighbours& graph) const {
  const std::string_view first = bytes_of(graph.first);
  const std::string_view heads = bytes_of(graph.heads);
  // 128 bits in two runs that begin differently, so that two networks of the same size do not share a name by chance.
  const std::uint64_t one = fnv1a(heads, fnv1a(first));
  const std::uint64_t other = fnv1a(first, fnv1a(heads, one));
  char name[64];
  std::snprintf(name, sizeof name, "order-%016llx%016llx.bin", static_cast<unsigned long long>(one),
                static_cast<unsigned long long>(other));
  return folder_ + "/" + name;
}

std::vector<std::uint32_t> OrderCache::order(const Neighbours& graph, std::size_t least_nodes) const {
  const std::size_t nodes = graph.node_count();
  if (folder_.empty() || nodes < least_nodes || nodes * sizeof(std::uint32_t) > most_bytes / 2)
    return dissection_order(graph);
  const std::string file = file_of(graph);
  std::error_code error;
  if (fs::exists(file, error)) {
    try {
      auto order = read_order(file, nodes);
      fs::last_write_time(file, fs::file_time_type::clock::now(), error);  // used lately, so it stays
      return order;
    } catch (const InputError& problem) {
      std::fprintf(stderr, "kredsim: cache: %s; it is made again\n", problem.what());
    }
  }
  auto order = dissection_order(graph);
  keep(file, order);
  return order;
}

/// A cache that cannot be written is none: a read-only home or a full disk stops nobody.
void OrderCache::keep(const std::string& file, const std::vector<std::uint32_t>& order) const {
  static std::atomic<int> next{0};
  const std::string fresh = file + ".new-" + std::to_string(::getpid()) + "-" + std::to_string(next++);
  std::error_code error;
  try {
    fs::create_directories(folder_, error);
    write_durably(fresh, with_header(order_file, bytes_of(order)));
    fs::rename(fresh, file);
    make_room();
  } catch (const std::exception&) {
    fs::remove(fresh, error);
  }
}

/// Removes the orders that were not used for longest, and what a program that was killed left behind a day ago.
void OrderCache::make_room() const {
  struct Kept {
    fs::file_time_type used;
    fs::path path;
    std::uintmax_t bytes;
  };
  std::vector<Kept> files;
  std::uintmax_t sum = 0;
  std::error_code error;
  const auto yesterday = fs::file_time_type::clock::now() - std::chrono::hours{24};
  for (const fs::directory_entry& entry : fs::directory_iterator{folder_, error}) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("order-") || !entry.is_regular_file(error)) continue;
    const auto used = entry.last_write_time(error);
    const std::uintmax_t bytes = entry.file_size(error);
    if (error) continue;  // another program was quicker
    if (name.find(".new-") == std::string::npos) {
      files.push_back({used, entry.path(), bytes});
      sum += bytes;
    } else if (used < yesterday) {
      fs::remove(entry.path(), error);
    }
  }
  std::sort(files.begin(), files.end(), [](const Kept& a, const Kept& b) { return a.used < b.used; });
  for (std::size_t i = 0; i < files.size() && sum > most_bytes; ++i) {
    fs::remove(files[i].path, error);
    sum -= files[i].bytes;
  }
}

std::vector<std::uint32_t> cached_order(const Neighbours& graph) { return OrderCache::of_this_user().order(graph); }

}  // namespace kredsim
