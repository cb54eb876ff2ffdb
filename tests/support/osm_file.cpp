#include "tests/support/osm_file.hpp"

#include <cmath>

#include <osmium/builder/osm_object_builder.hpp>
#include <osmium/io/any_output.hpp>
#include <osmium/io/writer.hpp>

namespace kredsim::test {

namespace {

void add_tags(osmium::memory::Buffer& buffer, osmium::builder::Builder& parent, const std::string& tags) {
  osmium::builder::TagListBuilder list{buffer, &parent};
  for (std::size_t at = 0; at < tags.size();) {
    const std::size_t end = std::min(tags.find(' ', at), tags.size());
    const std::string tag = tags.substr(at, end - at);
    const std::size_t equals = tag.find('=');
    list.add_tag(tag.substr(0, equals), tag.substr(equals + 1));
    at = end + 1;
  }
}

osmium::io::File file_of(const std::string& name, bool compressed) {
  osmium::io::File file{name};
  if (!compressed) file.set("pbf_compression", "none");
  return file;
}

}  // namespace

struct OsmFile::Writer {
  Writer(const std::string& name, bool compressed)
      : out{file_of(name, compressed), osmium::io::overwrite::allow}, buffer{1 << 20} {}

  void pass_on() {
    buffer.commit();
    if (buffer.committed() < 900'000) return;
    out(std::move(buffer));
    buffer = osmium::memory::Buffer{1 << 20};
  }

  osmium::io::Writer out;
  osmium::memory::Buffer buffer;
};

OsmFile::OsmFile(const std::string& file, bool compressed) : writer_{std::make_unique<Writer>(file, compressed)} {}

OsmFile::~OsmFile() = default;

void OsmFile::node(std::int64_t id, Position at, const std::string& tags) {
  {
    osmium::builder::NodeBuilder node{writer_->buffer};
    node.set_id(id).set_version(1).set_location(osmium::Location{at.lon, at.lat});
    node.set_user("");
    add_tags(writer_->buffer, node, tags);
  }
  writer_->pass_on();
}

void OsmFile::way(std::int64_t id, std::span<const std::int64_t> nodes, const std::string& tags) {
  {
    osmium::builder::WayBuilder way{writer_->buffer};
    way.set_id(id).set_version(1);
    way.set_user("");
    {
      osmium::builder::WayNodeListBuilder list{writer_->buffer, &way};
      for (const std::int64_t node : nodes) list.add_node_ref(node);
    }
    add_tags(writer_->buffer, way, tags);
  }
  writer_->pass_on();
}

void OsmFile::close() {
  writer_->out(std::move(writer_->buffer));
  writer_->out.close();
}

void write_country(const std::string& file, std::size_t nodes) {
  constexpr std::int64_t bend = 4;  // every fourth line is a street; between them the other streets bend
  const auto side = static_cast<std::int64_t>(std::sqrt(static_cast<double>(nodes) * 16 / 7));
  const auto on_road = [](std::int64_t row, std::int64_t column) { return row % bend == 0 || column % bend == 0; };
  const auto id = [&](std::int64_t row, std::int64_t column) { return row * side + column + 1; };
  OsmFile out{file};
  for (std::int64_t row = 0; row < side; ++row)
    for (std::int64_t column = 0; column < side; ++column)
      if (on_road(row, column)) {
        const double shake = static_cast<double>((row * 7919 + column * 104'729) % 97) * 2e-6;
        out.node(id(row, column), {54.5 + static_cast<double>(row) * 0.0009 + shake,
                                   8.5 + static_cast<double>(column) * 0.0016 + shake});
      }
  std::int64_t way = 0;
  const auto road = [&](std::int64_t line, bool along) {
    const std::string name = " name=Vej_" + std::to_string(line % 5000);
    for (std::int64_t first = 0; first + 1 < side; first += 4 * bend) {
      std::vector<std::int64_t> run;
      for (std::int64_t i = first; i <= std::min(first + 4 * bend, side - 1); ++i)
        run.push_back(along ? id(line, i) : id(i, line));
      const bool main = line % (10 * bend) == 0;
      const std::string one_way = !main && (line + first) % 48 == 0 ? " oneway=yes" : "";
      out.way(++way, run, (main ? "highway=secondary maxspeed=80" : "highway=residential") + one_way + name);
    }
  };
  for (std::int64_t line = 0; line < side; line += bend) road(line, true);
  for (std::int64_t line = 0; line < side; line += bend) road(line, false);
  const std::vector<std::int64_t> ends{id(0, 0), id(0, side - 1)};
  out.way(++way, ends, "route=ferry motor_vehicle=yes duration=PT1H30M");
  out.close();
}

}  // namespace kredsim::test
