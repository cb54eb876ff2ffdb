#include <algorithm>

#include <catch2/catch.hpp>

#include "analysis/store/output_error.hpp"
#include "analysis/store/plan.hpp"
#include "analysis/store/sha256.hpp"
#include "analysis/store/shard_file.hpp"
#include "sim/base/problem.hpp"
#include "sim/random/stream.hpp"
#include "tests/support/small_world.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim;
using kredsim::test::TemporaryFolder;
using kredsim::testing::OutcomeWriter;
using kredsim::testing::small_world;

namespace {

Tally play(const Tables& tables, const World& world, int replication) {
  OutcomeWriter outcome{world, replication};
  outcome.served(0, 0, 3600, 30, 270.5 + replication, 600)
      .served(2, 1, 100, 0, 9'000'000, 60)
      .lost(1, 1, 7200)
      .duty(0, 0, 86400);
  return tally(tables, outcome);
}

PartialSums some_sums(const Tables& tables, const World& world) {
  Summary summary{tables, 5};
  PartialSums sums;
  const std::size_t first = 0;
  for (const int replication : {1, 2, 3}) {
    const Tally tally = play(tables, world, replication);
    summary.add(tally);
    sums.replications.push_back({replication, tally.sums.only({&first, 1})});
    sums.open_work.push_back({0, 3, -1, 5'000'000'000});
  }
  sums.groups.assign(summary.groups().begin(), summary.groups().end());
  return sums;
}

PointAnswer some_answer() {
  Estimate row;
  row.measure = "response_s";
  row.statistic = "mean";
  row.value = 571.25;
  row.high = -0.0;
  row.n = -3;
  row.replications = 20;
  PointAnswer answer{{row, row}, {{7, row}}};
  answer.estimates[1].area = "naestved";
  answer.estimates[1].value.reset();
  return answer;
}

Shard some_shard() {
  Shard shard{"0123abcd", 7, 100, {}};
  shard.parts.push_back({41, 0, 20, ShardPart::Content::answer, encode_answer(some_answer())});
  shard.parts.push_back({42, 3, 2, ShardPart::Content::sums, "anything"});
  return shard;
}

/// What it says is wrong; empty if nothing is.
template <class Work>
std::string damage(const Work& work) {
  try {
    work();
  } catch (const DamagedShard& shard) {
    return shard.why;
  }
  return "";
}

}  // namespace

TEST_CASE("sums come back from a shard as they went in", "[store]") {
  const World world = small_world();
  const Tables tables{world};
  const PartialSums sums = some_sums(tables, world);
  const std::string bytes = encode_sums(sums);
  const PartialSums back = decode_sums(bytes, tables, 5, 3);
  CHECK(encode_sums(back) == bytes);
  Summary one{tables, 5}, other{tables, 5};
  for (std::size_t group = 0; group < 5; ++group) {
    one.add(group, sums.groups[group]);
    other.add(group, back.groups[group]);
  }
  const auto a = estimates(one);
  const auto b = estimates(other);
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    CHECK(a[i].value == b[i].value);
    CHECK(a[i].low == b[i].low);
    CHECK(a[i].n == b[i].n);
  }
  CHECK(damage([&] { decode_sums(bytes, tables, 4, 3); }) == "has another number of groups");
  CHECK(damage([&] { decode_sums(bytes, tables, 5, 2); }) == "has another number of replications");
}

TEST_CASE("answers and shards come back as they went in", "[store]") {
  const PointAnswer answer = some_answer();
  const PointAnswer back = decode_answer(encode_answer(answer));
  CHECK(back.estimates[0].value == 571.25);
  CHECK_FALSE(back.estimates[0].low.has_value());
  CHECK(back.estimates[1].area == "naestved");
  CHECK(back.replications[0].replication == 7);
  CHECK(encode_answer(back) == encode_answer(answer));
  const Shard shard = decode_shard(encode_shard(some_shard()));
  CHECK(shard.number == 7);
  CHECK(shard.parts[1].first == 3);
  CHECK(encode_shard(shard) == encode_shard(some_shard()));
}

TEST_CASE("a shard that was cut short or changed anywhere is refused", "[store]") {
  const std::string bytes = encode_shard(some_shard());
  for (std::size_t size = 0; size < bytes.size(); ++size)
    REQUIRE_FALSE(damage([&] { decode_shard(std::string_view{bytes}.substr(0, size)); }).empty());
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    REQUIRE_FALSE(damage([&] { decode_shard(changed); }).empty());
  }
  CHECK(damage([&] { decode_shard("hello"); }) == "is no shard of kredsim");
  std::string newer = bytes;
  newer[14] = '2';
  CHECK(damage([&] { decode_shard(newer); }) == "is a shard of another version of kredsim");
}

TEST_CASE("bytes that are wrong under a right checksum are refused or read, and take no memory they do not have",
          "[store]") {
  const World world = small_world();
  const Tables tables{world};
  const std::string sums = encode_sums(some_sums(tables, world));
  const std::string answer = encode_answer(some_answer());
  const std::string shard = encode_shard(some_shard());
  const std::string body = shard.substr(0, shard.size() - 64);
  Stream random{1, 0, Purpose::arrival, stable_key("fuzz")};
  const auto mangled = [&](std::string bytes) {
    for (std::uint32_t left = 1 + random() % 4; left > 0; --left) {
      const std::size_t at = random() % bytes.size();
      if (random() % 4 == 0)
        bytes.insert(at, 9, static_cast<char>(0xff));
      else
        bytes[at] = static_cast<char>(random());
    }
    return bytes;
  };
  int refused = 0;
  for (int i = 0; i < 3000; ++i) {
    refused += damage([&] { decode_sums(mangled(sums), tables, 5, 3); }).empty() ? 0 : 1;
    refused += damage([&] { decode_answer(mangled(answer)); }).empty() ? 0 : 1;
    const std::string wrong = mangled(body);
    refused += damage([&] { decode_shard(wrong + sha256(wrong)); }).empty() ? 0 : 1;
  }
  CHECK(refused > 3000);
}

TEST_CASE("a plan shares work out without gap or overlap", "[store]") {
  for (const std::uint32_t shards : {1U, 2U, 5U, 7U, 23U, 60U, 140U})
    for (const std::uint64_t points : {std::uint64_t{1}, std::uint64_t{7}}) {
      Plan plan;
      plan.points = points;
      plan.replications = 20;
      plan.shards = shards;
      std::uint64_t next = 0;  // point * 20 + replication
      for (std::uint32_t shard = 1; shard <= shards; ++shard)
        for (const Plan::Part& part : plan.parts(shard)) {
          CHECK(part.point * 20 + part.first == next);
          CHECK(part.first + part.count <= 20);
          if (shards <= points) CHECK(part.count == 20);
          next += part.count;
        }
      CHECK(next == points * 20);
    }
}

TEST_CASE("a plan is read as it was written, and refused if it is damaged", "[store]") {
  const TemporaryFolder folder;
  Plan plan{Plan::Kind::sweep, "/somewhere", "sweep.yaml", {"a=1"}, 3, 10, 20, {{"x", 5, "abc"}}, "kredsim 0"};
  folder.write(plan_file, to_json(plan));
  CHECK(read_plan(folder.path()) == plan);
  CHECK(id_of(plan) == id_of(read_plan(folder.path())));
  const auto refused = [&](const std::string& text) {
    folder.write(plan_file, text);
    CHECK_THROWS_AS(read_plan(folder.path()), InputError);
  };
  refused("{}");
  refused("[1");
  std::string other = to_json(plan);
  refused(other.replace(other.find("\"points\": 10"), 12, "\"points\": -1"));
  Plan changed = plan;
  changed.inputs[0].sha256 = "def";
  CHECK_THROWS_WITH(check_unchanged(plan, changed), Catch::StartsWith("x: is not what it was"));
  changed = plan;
  changed.program = "kredsim 1";
  CHECK_THROWS_WITH(check_unchanged(plan, changed), Catch::Contains("only the same program"));
}

TEST_CASE("a shard appears whole under its name, or an error says why not", "[store]") {
  const TemporaryFolder folder;
  write_shard(folder.path(), some_shard());
  CHECK(folder.entries() == 1);
  CHECK(read_shard(folder.path(shard_name(7, 100))).number == 7);
  CHECK(shard_name(7, 100) == "shard-007-of-100.kredsim");
  CHECK_THROWS_AS(write_shard("/proc/kredsim", some_shard()), OutputError);
}
