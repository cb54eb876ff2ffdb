#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/geo.hpp"
#include "sim/base/problem.hpp"
#include "sim/base/time.hpp"

namespace kredsim {

/// One incident of a log.
struct TraceLine {
  Origin origin;
  SimTime time;
  std::string type;
  std::string place;           ///< an area or a named point of the network; empty if there is a position
  std::optional<Position> at;  ///< WGS 84
  std::optional<Milliseconds> on_scene;
};

/// Reads a CSV (RFC 4180 with quotes; line breaks inside quotes are refused) whose first line names the columns `time`
/// (`2019-01-07 08:12`, seconds if you have them), `type`, and `place` or `lat` and `lon`; `on_scene` (`35 min`) may be
/// left out or empty; other columns are passed over. What is wrong becomes a problem with its line and column, at most
/// 50 of them. At most 5 million lines of at most 16 KiB. Takes any bytes.
std::vector<TraceLine> parse_trace(std::string_view text, const std::string& file, std::vector<Problem>& problems);

/// @throws InputError if the file cannot be read or has more than 512 MiB.
std::string read_trace_file(const std::string& file);

}  // namespace kredsim
