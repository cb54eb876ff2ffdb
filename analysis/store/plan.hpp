#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/store/run_info.hpp"

namespace kredsim {

/// What is to be computed, in how many parts, and from what: `plan.json`. Whoever plays a part or merges the parts
/// reads the same files again and holds them to these hashes.
struct Plan {
  enum class Kind : std::uint8_t { run, sweep };
  Kind kind = Kind::run;
  std::string directory;  ///< absolute: where `file` is looked for, and where the program must run
  std::string file;       ///< the scenario or sweep file as it was given
  std::vector<std::string> settings;
  std::uint32_t shards = 1;
  std::uint64_t points = 1;
  int replications = 0;  ///< of each point
  std::vector<InputHash> inputs;
  std::string program;  ///< version, commit and SHA-256 of the program: only the same binary promises the same bits

  bool operator==(const Plan&) const = default;

  /// Pieces of a shard, in order: whole points as long as there are no more shards than points, else replications of
  /// them, shared out evenly.
  struct Part {
    std::uint64_t point = 0;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
  };
  [[nodiscard]] std::vector<Part> parts(std::uint32_t shard) const;
};

/// This program, for `Plan::program`.
std::string this_program();

std::string to_json(const Plan& plan);
/// By which shards know the plan they belong to.
std::string id_of(const Plan& plan);

inline constexpr const char* plan_file = "plan.json";
/// @throws InputError if the folder holds no plan, or one that cannot be read.
Plan read_plan(const std::string& folder);

/// @throws InputError if a file is not what it was when the plan was made, or this is another program.
void check_unchanged(const Plan& planned, const Plan& found);

}  // namespace kredsim
