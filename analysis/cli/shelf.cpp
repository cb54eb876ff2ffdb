#include "analysis/cli/shelf.hpp"

#include <filesystem>
#include <set>

namespace kredsim::cli {

namespace fs = std::filesystem;

namespace {

bool right_parts(const Shard& shard, const Plan& plan) {
  const std::vector<Plan::Part> planned = plan.parts(shard.number);
  if (planned.size() != shard.parts.size()) return false;
  for (std::size_t i = 0; i < planned.size(); ++i)
    if (planned[i].point != shard.parts[i].point || planned[i].first != shard.parts[i].first ||
        planned[i].count != shard.parts[i].count)
      return false;
  return true;
}

}  // namespace

std::string ranges(const std::vector<std::uint32_t>& rising, const char* comma) {
  std::string text;
  for (std::size_t i = 0; i < rising.size();) {
    std::size_t end = i + 1;
    while (end < rising.size() && rising[end] == rising[end - 1] + 1) ++end;
    text += (text.empty() ? "" : comma) + std::to_string(rising[i]);
    if (end - i > 1) text += "-" + std::to_string(rising[end - 1]);
    i = end;
  }
  return text;
}

Shelf::Shelf(const std::string& folder, const Plan& plan)
    : folder_{folder + "/shards"}, plan_{plan}, id_{id_of(plan)} {}

Shard Shelf::read(const std::string& path) const {
  Shard shard = read_shard(path);
  if (shard.plan != id_ || shard.of != plan_.shards || shard.number < 1 || shard.number > shard.of)
    throw ShardError{path + ": belongs to another plan", ExitCode::input_missing};
  if (!right_parts(shard, plan_)) throw DamagedShard{"does not hold what was planned"};
  return shard;
}

bool Shelf::has(std::uint32_t number) const {
  const std::string path = folder_ + "/" + shard_name(number, plan_.shards);
  std::error_code error;
  if (!fs::exists(path, error)) return false;
  try {
    return read(path).number == number;
  } catch (const DamagedShard&) {
    return false;
  }
}

bool Shelf::play(const Job& job, std::uint32_t number, int threads, const std::atomic<bool>* stop) const {
  Shard shard{id_, number, plan_.shards, {}};
  for (const Plan::Part& part : plan_.parts(number)) {
    auto played = job.play(part, threads, stop);
    if (!played) return false;
    shard.parts.push_back(*std::move(played));
  }
  write_shard(folder_, shard);
  return true;
}

void Shelf::check_complete() const {
  std::map<std::uint32_t, std::string> found;
  std::string foreign;
  std::string damaged;
  std::set<std::string> names;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator{folder_, error})
    if (!entry.path().filename().string().starts_with(".")) names.insert(entry.path().filename().string());
  for (const std::string& name : names) {
    const std::string path = (fs::path{folder_} / name).string();
    try {
      const std::uint32_t number = read(path).number;
      const auto [first, fresh] = found.emplace(number, path);
      if (!fresh)
        foreign += path + ": shard " + std::to_string(number) + " is there twice (also " + first->second + ")\n";
    } catch (const DamagedShard& shard) {
      damaged += path + ": " + shard.why + "\n";
    } catch (const ShardError& shard) {
      foreign += std::string{shard.what()} + "\n";
    }
  }
  std::vector<std::uint32_t> missing;
  for (std::uint32_t number = 1; number <= plan_.shards; ++number)
    if (!found.contains(number)) missing.push_back(number);
  if (!foreign.empty())
    throw ShardError{foreign + damaged + "nothing was merged (take what does not belong out of " + folder_ + ")",
                     ExitCode::input_missing};
  if (!missing.empty())
    throw ShardError{damaged + std::to_string(missing.size()) + " of " + std::to_string(plan_.shards) +
                         " shards are missing: " + ranges(missing) +
                         "; nothing was merged (run them, in Slurm `--array=" + ranges(missing, ",") +
                         "`, and merge again)",
                     ExitCode::shards_missing};
}

void Shelf::read_all(const std::function<void(ShardPart&&)>& take) const {
  for (std::uint32_t number = 1; number <= plan_.shards; ++number) {
    const std::string path = folder_ + "/" + shard_name(number, plan_.shards);
    try {
      for (ShardPart& part : read(path).parts) take(std::move(part));
    } catch (const DamagedShard& shard) {
      throw ShardError{path + ": " + shard.why, ExitCode::shards_missing};
    }
  }
}

}  // namespace kredsim::cli
