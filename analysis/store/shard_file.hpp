#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/statistics/estimates.hpp"

namespace kredsim {

/// What a sweep keeps of one point: the rows it reports, over all replications and of each.
struct PointAnswer {
  struct ReplicationRow {
    int replication = 0;
    Estimate row;
  };
  std::vector<Estimate> estimates;
  std::vector<ReplicationRow> replications;
};

/// What is kept of some replications of one point until the others are there: whole numbers that add.
struct PartialSums {
  std::vector<Sums> groups;                          ///< as in Summary: replication r in group r mod groups
  std::vector<std::vector<std::int64_t>> open_work;  ///< of each replication, for the check of the warm-up
  std::vector<Tally> replications;  ///< only the cells that are kept by replication, without histograms
};

/// Some replications of one point.
struct ShardPart {
  enum class Content : std::uint8_t { sums, answer };
  std::uint64_t point = 0;
  std::uint32_t first = 0;  ///< replication
  std::uint32_t count = 0;
  Content content = Content::sums;
  std::string bytes;  ///< decode_sums or decode_answer
};

/// One part of a planned job, as it lies in a file (docs/decisions/0008-shards.md).
struct Shard {
  std::string plan;          ///< SHA-256 of the plan
  std::uint32_t number = 0;  ///< 1 ... of
  std::uint32_t of = 0;
  std::vector<ShardPart> parts;
};

/// A shard that cannot be used; the text says why, without the name of the file.
struct DamagedShard {
  std::string why;
};

std::string encode_sums(const PartialSums& sums);
std::string encode_answer(const PointAnswer& answer);
/// @throws DamagedShard unless the bytes are sums of these tables: so many groups, then so many replications.
PartialSums decode_sums(std::string_view bytes, const Tables& tables, std::size_t groups, std::size_t replications);
/// @throws DamagedShard. Takes at most 40 times the memory of the bytes.
PointAnswer decode_answer(std::string_view bytes);

/// Header, pieces and, last, a SHA-256 of all that stands before it.
std::string encode_shard(const Shard& shard);
/// @throws DamagedShard: cut short, changed, or of another format.
Shard decode_shard(std::string_view bytes);

/// `shard-0007-of-0100.kredsim`
std::string shard_name(std::uint32_t number, std::uint32_t of);
/// Written under a temporary name, brought to the disk, renamed: whoever sees the file sees all of it. Two programs
/// that write the same shard at once write the same bytes. @throws OutputError.
void write_shard(const std::string& folder, const Shard& shard);
/// @throws DamagedShard, also if the file cannot be read.
Shard read_shard(const std::string& path);

}  // namespace kredsim
