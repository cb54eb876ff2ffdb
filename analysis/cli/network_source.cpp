#include "analysis/cli/network_source.hpp"

#include <filesystem>

#include "sim/base/problem.hpp"
#include "sim/road/networks.hpp"
#include "sim/scenario/read.hpp"
#include "sim/world/build.hpp"

namespace kredsim::cli {

SeenNetwork see_network(const std::string& folder_or_scenario) {
  std::error_code error;
  if (std::filesystem::is_directory(folder_or_scenario, error))
    return {read_network(folder_or_scenario), TravelProfiles{}, {}, false};
  if (!std::filesystem::exists(folder_or_scenario, error))
    throw InputError{folder_or_scenario +
                     ": no such folder or file (give the folder that `kredsim network import` wrote, or a scenario)"};
  const std::filesystem::path path{folder_or_scenario};
  if (path.filename() == "network.bin")
    throw InputError{folder_or_scenario + ": is part of an imported network (give the folder that holds it)"};
  for (const char* extract : {".pbf", ".osm", ".bz2", ".gz"})
    if (path.extension() == extract)
      throw InputError{folder_or_scenario + ": is an extract (`kredsim network import` makes a network of it)"};
  const scenario::Scenario scenario = scenario::read(folder_or_scenario);
  return {build_network(scenario), TravelProfiles{scenario}, scenario.period.start, true};
}

}  // namespace kredsim::cli
