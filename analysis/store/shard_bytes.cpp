#include <limits>
#include <map>

#include "analysis/store/byte_stream.hpp"
#include "analysis/store/sha256.hpp"
#include "analysis/store/shard_file.hpp"

namespace kredsim {

namespace {

using ShardReader = ByteReader<DamagedShard>;

constexpr std::string_view magic = "kredsim shard 1\n";
constexpr std::size_t hash_digits = 64;
constexpr std::uint64_t most_replications_read = 1'000'000;

// --- sums: rows of numbers, most of them zero --------------------------------------------------------------------

void put(ByteWriter& out, std::int64_t value) { out.signed_number(value); }
void put(ByteWriter& out, WideCount value) {
  out.number(static_cast<std::uint64_t>(value));
  out.number(static_cast<std::uint64_t>(value >> 64));
}
void get(ShardReader& in, std::int64_t& value) { value = in.signed_number(); }
void get(ShardReader& in, WideCount& value) {
  value = in.number();
  value |= static_cast<WideCount>(in.number()) << 64;
}

/// How many zeros, how many others, those, and so on to the end of the row.
template <class Number>
void put_row(ByteWriter& out, std::span<const Number> row) {
  for (std::size_t at = 0; at < row.size();) {
    std::size_t first = at;
    while (first < row.size() && row[first] == 0) ++first;
    std::size_t end = first;
    while (end < row.size() && row[end] != 0) ++end;
    out.number(first - at);
    out.number(end - first);
    for (; first < end; ++first) put(out, row[first]);
    at = end;
  }
}

template <class Number>
void get_row(ShardReader& in, std::span<Number> row) {
  for (std::size_t at = 0; at < row.size();) {
    const auto zeros = static_cast<std::size_t>(in.number(row.size() - at));
    at += zeros;
    const auto others = static_cast<std::size_t>(in.number(row.size() - at));
    if (zeros + others == 0) throw DamagedShard{"holds an empty run"};
    for (std::size_t i = 0; i < others; ++i) get(in, row[at++]);
  }
}

void put(ByteWriter& out, const Histograms& histograms) {
  std::size_t before = 0;
  for (std::size_t row = 0; row < histograms.rows(); ++row) {
    const auto bins = histograms.row(row);
    if (bins.empty()) continue;
    out.number(bins.size());
    out.number(row - before);
    before = row;
    unsigned last = 0;
    for (const BinCount& bin : bins) {
      out.number(bin.bin - last);
      out.number(bin.count);
      last = bin.bin;
    }
  }
  out.number(0);
}

void get_bins(ShardReader& in, std::size_t size, std::vector<BinCount>& bins) {
  std::uint64_t bin = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const std::uint64_t step = in.number(bins::count);
    bin += step;
    if (bin >= bins::count || (i > 0 && step == 0)) throw DamagedShard{"holds a histogram out of order"};
    const auto count = static_cast<std::uint32_t>(in.number(std::numeric_limits<std::uint32_t>::max()));
    bins.push_back({static_cast<std::uint16_t>(bin), count});
  }
}

Histograms get_histograms(ShardReader& in, std::size_t rows) {
  std::vector<std::size_t> start(rows + 1, 0);
  std::vector<BinCount> bins;
  std::size_t row = 0;
  std::size_t next = 0;  // rows whose start is known
  while (const std::size_t size = in.count(2)) {
    row += static_cast<std::size_t>(in.number(rows));
    if (row >= rows || (next > 0 && row < next)) throw DamagedShard{"holds histograms out of order"};
    for (; next <= row; ++next) start[next] = bins.size();
    get_bins(in, size, bins);
  }
  for (; next <= rows; ++next) start[next] = bins.size();
  return Histograms::from_rows(std::move(start), std::move(bins));
}

void put(ByteWriter& out, const Sums& sums) {
  out.number(static_cast<std::uint64_t>(sums.replications()));
  put_row(out, sums.values());
  put_row(out, sums.squares());
  put(out, sums.histograms());
}

Sums get_sums(ShardReader& in, const Tables& tables) {
  Sums sums{tables};
  sums.set_replications(static_cast<int>(in.number(most_replications_read)));
  get_row(in, sums.values());
  get_row(in, sums.squares());
  sums.set_histograms(get_histograms(in, tables.histogram_rows()));
  return sums;
}

// --- answers: rows that name their cells, each name once ----------------------------------------------------------

class Names {
 public:
  std::uint64_t number(const std::string& name) {
    const auto [found, fresh] = numbers_.emplace(name, names_.size());
    if (fresh) names_.push_back(name);
    return found->second;
  }
  [[nodiscard]] const std::vector<std::string>& all() const { return names_; }

 private:
  std::map<std::string, std::uint64_t> numbers_;
  std::vector<std::string> names_;
};

constexpr std::string Estimate::*labels[] = {&Estimate::measure, &Estimate::statistic, &Estimate::type, &Estimate::area,
                                             &Estimate::hour,    &Estimate::priority,  &Estimate::group};

void put(ByteWriter& out, const Estimate& row, Names& names) {
  for (const auto label : labels) out.number(names.number(row.*label));
  out.number((row.value ? 1U : 0U) | (row.low ? 2U : 0U) | (row.high ? 4U : 0U));
  for (const auto& number : {row.value, row.low, row.high})
    if (number) out.real(*number);
  out.signed_number(row.n);
  out.number(static_cast<std::uint64_t>(row.replications));
}

Estimate get_estimate(ShardReader& in, const std::vector<std::string>& names) {
  Estimate row;
  for (const auto label : labels) {
    const std::uint64_t name = in.number();
    if (name >= names.size()) throw DamagedShard{"names what it does not list"};
    row.*label = names[static_cast<std::size_t>(name)];
  }
  const std::uint64_t has = in.number(7);
  if ((has & 1U) != 0) row.value = in.real();
  if ((has & 2U) != 0) row.low = in.real();
  if ((has & 4U) != 0) row.high = in.real();
  row.n = in.signed_number();
  row.replications = static_cast<int>(in.number(most_replications_read));
  return row;
}

}  // namespace

std::string encode_sums(const PartialSums& sums) {
  ByteWriter out;
  out.number(sums.groups.size());
  for (const Sums& group : sums.groups) put(out, group);
  out.number(sums.replications.size());
  for (const Tally& tally : sums.replications) {
    out.number(static_cast<std::uint64_t>(tally.replication));
    put(out, tally.sums);
  }
  out.number(sums.open_work.size());
  for (const auto& work : sums.open_work) {
    out.number(work.size());
    for (const std::int64_t value : work) out.signed_number(value);
  }
  return out.take();
}

PartialSums decode_sums(std::string_view bytes, const Tables& tables, std::size_t groups, std::size_t replications) {
  ShardReader in{bytes};
  PartialSums sums;
  if (in.count() != groups) throw DamagedShard{"has another number of groups"};
  for (std::size_t group = 0; group < groups; ++group) sums.groups.push_back(get_sums(in, tables));
  if (in.count() != replications) throw DamagedShard{"has another number of replications"};
  for (std::size_t i = 0; i < replications; ++i) {
    const auto number = static_cast<int>(in.number(most_replications_read));
    sums.replications.push_back({number, get_sums(in, tables)});
  }
  sums.open_work.resize(in.number(replications));
  for (auto& work : sums.open_work) {
    work.resize(in.count());
    for (std::int64_t& value : work) value = in.signed_number();
  }
  in.expect_end();
  return sums;
}

std::string encode_answer(const PointAnswer& answer) {
  Names names;
  ByteWriter rows;
  rows.number(answer.estimates.size());
  for (const Estimate& row : answer.estimates) put(rows, row, names);
  rows.number(answer.replications.size());
  for (const auto& [replication, row] : answer.replications) {
    rows.number(static_cast<std::uint64_t>(replication));
    put(rows, row, names);
  }
  ByteWriter out;
  out.number(names.all().size());
  for (const std::string& name : names.all()) out.text(name);
  return out.take() + rows.take();
}

PointAnswer decode_answer(std::string_view bytes) {
  constexpr std::size_t least_row = std::size(labels) + 3;
  ShardReader in{bytes};
  std::vector<std::string> names(in.count());
  for (std::string& name : names) name = in.text();
  PointAnswer answer;
  for (std::size_t left = in.count(least_row); left > 0; --left) answer.estimates.push_back(get_estimate(in, names));
  for (std::size_t left = in.count(least_row + 1); left > 0; --left) {
    const auto replication = static_cast<int>(in.number(most_replications_read));
    answer.replications.push_back({replication, get_estimate(in, names)});
  }
  in.expect_end();
  return answer;
}

std::string encode_shard(const Shard& shard) {
  ByteWriter out;
  out.text(shard.plan);
  out.number(shard.number);
  out.number(shard.of);
  out.number(shard.parts.size());
  for (const ShardPart& part : shard.parts) {
    out.number(part.point);
    out.number(part.first);
    out.number(part.count);
    out.number(static_cast<std::uint64_t>(part.content));
    out.text(part.bytes);
  }
  std::string bytes = std::string{magic} + out.take();
  return bytes + sha256(bytes);
}

Shard decode_shard(std::string_view bytes) {
  if (!bytes.starts_with(magic.substr(0, magic.size() - 2))) throw DamagedShard{"is no shard of kredsim"};
  if (!bytes.starts_with(magic)) throw DamagedShard{"is a shard of another version of kredsim"};
  if (bytes.size() < magic.size() + hash_digits) throw DamagedShard{"is cut short"};
  const std::string_view body = bytes.substr(0, bytes.size() - hash_digits);
  if (sha256(body) != bytes.substr(body.size())) throw DamagedShard{"is damaged or cut short (its checksum is wrong)"};
  constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
  ShardReader in{body.substr(magic.size())};
  Shard shard;
  shard.plan = in.text();
  shard.number = static_cast<std::uint32_t>(in.number(most));
  shard.of = static_cast<std::uint32_t>(in.number(most));
  for (std::size_t left = in.count(5); left > 0; --left) {
    ShardPart part;
    part.point = in.number();
    part.first = static_cast<std::uint32_t>(in.number(most_replications_read));
    part.count = static_cast<std::uint32_t>(in.number(most_replications_read));
    part.content = static_cast<ShardPart::Content>(in.number(1));
    part.bytes = in.text();
    shard.parts.push_back(std::move(part));
  }
  in.expect_end();
  return shard;
}

}  // namespace kredsim
