#pragma once

#include <string>

namespace kredsim::test {

/// A town of `side` by `side` crossings 300 m apart, its streets one-way in turns (avenues run both ways), with a
/// western and an eastern municipality and a beat for each quarter.
/// @param force the entries of this map; `more` further keys of the scenario
inline std::string street_grid(int side, const std::string& force, const std::string& more = "") {
  const auto node = [](int x, int y) { return "n" + std::to_string(x) + "_" + std::to_string(y); };
  std::string nodes;
  std::string edges;
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      nodes += "    " + node(x, y) + ": {at: [" + std::to_string(55 + 0.0027 * y) + ", " +
               std::to_string(11 + 0.0047 * x) + "], weight: " + std::to_string(1 + (x + 2 * y) % 3) +
               ", area: " + (x < side / 2 ? "west" : "east") + "}\n";
      const bool ring = y == 0 || y == side - 1;
      const bool eastward = y % 2 == 0;
      if (x + 1 < side)
        edges += "    - {from: " + node(eastward ? x : x + 1, y) + ", to: " + node(eastward ? x + 1 : x, y) +
                 ", length: " + std::to_string(300 + 7 * x + y) + " m, speed: 50 km/h" +
                 (ring ? "" : ", one_way: true") + "}\n";
      if (y + 1 < side)
        edges += "    - {from: " + node(x, y) + ", to: " + node(x, y + 1) +
                 ", length: " + std::to_string(300 + 3 * x + 11 * y) + " m, speed: 60 km/h}\n";
    }
  return "kredsim: 1\ntitle: A town of one-way streets\nseed: 5\nperiod: {start: 2019-01-07, length: 1 "
         "week}\nnetwork:\n"
         "  nodes:\n" +
         nodes + "  edges:\n" + edges + R"(driving:
  normal: {factor: 0.9, junction_delay: 2 s}
  emergency: {factor: 1.3}
areas: {west: {name: West}, east: {name: East}}
stations: {a: {name: A, at: n0_0}, b: {name: B, at: n)" +
         std::to_string(side - 1) + "_" + std::to_string(side - 1) + R"(}}
incidents:
  fight: {label: Fight, priority: urgent, per_hour: 2, on_scene: {distribution: exponential, mean: 20 min}}
  noise: {label: Noise, priority: when possible, per_hour: 1, on_scene: {distribution: exponential, mean: 10 min}}
force:
)" + force +
         more;
}

}  // namespace kredsim::test
