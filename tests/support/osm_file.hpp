#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/base/geo.hpp"

namespace kredsim::test {

/// Writes an OpenStreetMap extract through libosmium: the format by the name of the file (.osm.pbf, .osm). Nodes come
/// first, then ways; tags are written "highway=primary oneway=yes".
class OsmFile {
 public:
  /// `compressed` is for .pbf: bytes that are not compressed are what a fuzzer can work on.
  explicit OsmFile(const std::string& file, bool compressed = true);
  ~OsmFile();
  OsmFile(const OsmFile&) = delete;
  OsmFile& operator=(const OsmFile&) = delete;

  void node(std::int64_t id, Position at, const std::string& tags = "");
  void way(std::int64_t id, std::span<const std::int64_t> nodes, const std::string& tags);
  void close();

 private:
  struct Writer;
  std::unique_ptr<Writer> writer_;
};

/// A made-up country of about `nodes` road nodes: a grid of roads with bends, every tenth line a main road, with signed
/// and unsigned speeds, one-way streets, names and a ferry.
void write_country(const std::string& file, std::size_t nodes);

}  // namespace kredsim::test
