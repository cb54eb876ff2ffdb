#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include <catch2/catch.hpp>
#include <unistd.h>

#include "sim/road/checked_file.hpp"
#include "sim/road/order_cache.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim;

namespace {

/// A square grid of streets.
RoadGraph grid(std::uint32_t side) {
  RoadGraphBuilder builder;
  for (std::uint32_t i = 0; i < side * side; ++i)
    builder.pin(builder.add_node({55 + (i / side) * 0.001, 12 + (i % side) * 0.001}));
  const Piece street{.length = Millimetres{100'000}};
  for (std::uint32_t i = 0; i < side * side; ++i) {
    if (i % side + 1 < side) builder.add_link(i, i + 1, street, Access::everyone, Access::everyone);
    if (i / side + 1 < side) builder.add_link(i, i + side, street, Access::everyone, Access::everyone);
  }
  return builder.build().graph;
}

std::size_t files_in(const std::string& folder) {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator{folder}) ++count;
  return count;
}

/// What a call says on stderr.
template <class Call>
std::string said(const test::TemporaryFolder& folder, Call call) {
  std::fflush(stderr);
  const int before = ::dup(2);
  std::FILE* const file = std::fopen((folder.path("stderr")).c_str(), "w");
  ::dup2(::fileno(file), 2);
  call();
  std::fflush(stderr);
  ::dup2(before, 2);
  ::close(before);
  std::fclose(file);
  return test::contents(folder.path("stderr"));
}

}  // namespace

TEST_CASE("an order that was found before is read back the same", "[road]") {
  const test::TemporaryFolder folder;
  const Neighbours graph{grid(30)};
  const OrderCache cache{folder.path("cache")};
  const auto found = cache.order(graph, 1);
  CHECK(found == dissection_order(graph));
  REQUIRE(std::filesystem::exists(cache.file_of(graph)));
  CHECK(cache.order(graph, 1) == found);
  CHECK(files_in(folder.path("cache")) == 1);
  CHECK(cache.file_of(Neighbours{grid(31)}) != cache.file_of(graph));
}

TEST_CASE("the cache is believed where it is sound: another order of the same nodes is taken", "[road]") {
  const test::TemporaryFolder folder;
  const Neighbours graph{grid(8)};
  const OrderCache cache{folder.path("cache")};
  auto order = cache.order(graph, 1);
  std::swap(order.front(), order.back());
  const std::string_view body{reinterpret_cast<const char*>(order.data()), order.size() * 4};
  write_durably(cache.file_of(graph), with_header({.magic = "KREDSORD", .version = 1, .called = "order"}, body));
  CHECK(cache.order(graph, 1) == order);
}

TEST_CASE("a cached order that is damaged, cut, foreign or no permutation is told in one line and made again",
          "[road]") {
  const test::TemporaryFolder folder;
  const Neighbours graph{grid(30)};
  const OrderCache cache{folder.path("cache")};
  const auto right = cache.order(graph, 1);
  const std::string file = cache.file_of(graph);
  const std::string good = test::contents(file);
  const FileKind kind{.magic = "KREDSORD", .version = 1, .called = "order"};
  std::string flipped = good;
  flipped[good.size() / 2] = static_cast<char>(flipped[good.size() / 2] ^ 1);
  const std::string twice(right.size() * 4, '\0');
  const std::string far(right.size() * 4, '\x7f');
  const std::pair<std::string, std::string> cases[] = {
      {flipped, "checksum does not fit"},
      {good.substr(0, good.size() - 7), "cut short"},
      {"", "is no order of kredsim"},
      {"something else altogether, and long enough", "is no order of kredsim"},
      {with_header({.magic = "KREDSORD", .version = 99, .called = "order"}, "abcd"), "has format 99"},
      {with_header(kind, good.substr(28, 400)), "of another network"},
      {with_header(kind, twice), "is no order of the nodes"},
      {with_header(kind, far), "is no order of the nodes"}};
  for (const auto& [bytes, why] : cases) {
    INFO(why);
    write_durably(file, bytes);
    std::vector<std::uint32_t> order;
    const std::string line = said(folder, [&] { order = cache.order(graph, 1); });
    CHECK(order == right);
    CHECK(line.find(why) != std::string::npos);
    CHECK(std::count(line.begin(), line.end(), '\n') == 1);
    CHECK(test::contents(file) == good);
  }
}

TEST_CASE("many who find the cache empty at once all get the order and leave one file", "[road]") {
  const test::TemporaryFolder folder;
  const Neighbours graph{grid(40)};
  const OrderCache cache{folder.path("cache")};
  const auto right = dissection_order(graph);
  std::vector<std::thread> threads;
  std::vector<int> same(8, 0);
  for (std::size_t i = 0; i < same.size(); ++i)
    threads.emplace_back([&, i] { same[i] = cache.order(graph, 1) == right; });
  for (std::thread& thread : threads) thread.join();
  CHECK(std::count(same.begin(), same.end(), 1) == 8);
  CHECK(files_in(folder.path("cache")) == 1);
}

TEST_CASE("a cache that cannot be written, or is off, changes nothing", "[road]") {
  const test::TemporaryFolder folder;
  const Neighbours graph{grid(10)};
  const std::string in_the_way = folder.write("cache", "a file");
  CHECK(OrderCache{in_the_way}.order(graph, 1) == dissection_order(graph));
  CHECK(OrderCache{{}}.order(graph, 1) == dissection_order(graph));
  ::setenv("KREDSIM_CACHE", "off", 1);
  CHECK(OrderCache::of_this_user().folder().empty());
  ::setenv("KREDSIM_CACHE", in_the_way.c_str(), 1);
  CHECK(OrderCache::of_this_user().folder() == in_the_way);
  ::setenv("KREDSIM_CACHE", "off", 1);
}

TEST_CASE("the cache holds no more than its bound, and what was not used for longest goes first", "[road]") {
  const test::TemporaryFolder folder;
  const OrderCache cache{folder.path("cache")};
  (void)cache.order(Neighbours{grid(10)}, 1);
  const std::string old = folder.path("cache/order-old.bin");
  const std::string left_behind = folder.path("cache/order-a.bin.new-1-0");
  const std::string not_ours = folder.path("cache/notes.txt");
  for (const std::string& name : {old, left_behind, not_ours}) {
    write_durably(name, "x");
    if (name == old) std::filesystem::resize_file(old, OrderCache::most_bytes);  // a hole, on most disks
    std::filesystem::last_write_time(name, std::filesystem::file_time_type::clock::now() - std::chrono::hours{48});
  }
  (void)cache.order(Neighbours{grid(11)}, 1);
  CHECK_FALSE(std::filesystem::exists(old));
  CHECK_FALSE(std::filesystem::exists(left_behind));
  CHECK(std::filesystem::exists(not_ours));
  CHECK(std::filesystem::exists(cache.file_of(Neighbours{grid(10)})));
}
