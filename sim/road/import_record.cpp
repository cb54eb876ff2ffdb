#include "sim/road/import_record.hpp"

#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>

#define BOOST_BIND_GLOBAL_PLACEHOLDERS  // Boost 1.74 warns about its own use of them
#include <boost/property_tree/json_parser.hpp>
#include <boost/property_tree/ptree.hpp>

#include "sim/base/problem.hpp"
#include "sim/road/checked_file.hpp"

namespace kredsim {

namespace {

using Record = boost::property_tree::ptree;

constexpr std::uintmax_t longest_record = 100'000;

/// The shortest text that is read back as the same number.
std::string exact(double value) {
  char text[32];
  return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

std::string in_hex(std::uint64_t value) {
  char text[16];
  return {text, std::to_chars(text, text + sizeof text, value, 16).ptr};
}

std::uint64_t from_hex(const std::string& text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (error != std::errc{} || end != text.data() + text.size()) throw InputError{"`" + text + "` is no hash"};
  return value;
}

RoadClass road_class_of(const std::string& text) {
  for (std::size_t i = 0; i < scenario::road_classes; ++i)
    if (name(static_cast<RoadClass>(i)) == text) return static_cast<RoadClass>(i);
  throw InputError{"`" + text + "` is no class of road"};
}

/// Everything that was asked of the files, without where they lie.
Record asked(const ImportOptions& options) {
  Record record;
  record.put("snap_limit_m", exact(options.snap_limit_m));
  record.put("least_component_nodes", options.least_component_nodes);
  record.put("ferry_wait_ms", options.ferry_wait.count());
  record.put("bollards_block", options.bollards_block);
  record.put("gates_block", options.gates_block);
  record.put("buffer_m", exact(options.buffer_m));
  if (options.box) {
    const Box& box = *options.box;
    record.put("west", exact(box.west));
    record.put("south", exact(box.south));
    record.put("east", exact(box.east));
    record.put("north", exact(box.north));
  }
  std::string classes;
  for (const RoadClass road_class : options.two_way) classes += std::string{name(road_class)} + " ";
  record.put("two_way", classes);
  return record;
}

std::string json(const Record& record) {
  std::ostringstream out;
  write_json(out, record);
  return out.str();
}

/// As it would be found from any working directory.
std::string absolute(const std::string& file) {
  return file.empty() ? file : std::filesystem::absolute(file).lexically_normal().string();
}

std::uint64_t hash_of_file(const std::string& file, std::uint64_t hash) {
  std::uint64_t bytes = 0;
  if (!file.empty()) {
    std::ifstream in{file, std::ios::binary};
    std::string chunk(std::size_t{1} << 20, '\0');
    do {
      in.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
      const auto got = static_cast<std::size_t>(in.gcount());
      hash = fnv1a(std::string_view{chunk}.substr(0, got), hash);
      bytes += got;
    } while (in);
    if (!in.eof()) throw InputError{file + ": cannot be read"};
  }
  // With its length behind it, so that a byte cannot move from one file to the next unseen.
  return fnv1a(in_hex(bytes) + ";", hash);
}

}  // namespace

ImportRecord record_of(const ImportOptions& options) {
  ImportRecord record{.options = options};
  record.options.osm_file = absolute(options.osm_file);
  record.options.addresses_file = absolute(options.addresses_file);
  record.options.boundary_file = absolute(options.boundary_file);
  std::uint64_t hash = fnv1a(json(asked(options)));
  for (const std::string* file : {&options.osm_file, &options.addresses_file, &options.boundary_file})
    hash = hash_of_file(*file, hash);
  record.content_hash = hash;
  return record;
}

std::string to_text(const ImportRecord& record) {
  Record text;
  text.put("osm_file", record.options.osm_file);
  text.put("addresses_file", record.options.addresses_file);
  text.put("boundary_file", record.options.boundary_file);
  text.put("content_hash", in_hex(record.content_hash));
  text.add_child("options", asked(record.options));
  return json(text);
}

ImportRecord read_record(const std::string& file) {
  try {
    Record text;
    std::istringstream in{read_whole(file, longest_record)};
    read_json(in, text);
    ImportRecord record;
    ImportOptions& options = record.options;
    options.osm_file = text.get<std::string>("osm_file");
    options.addresses_file = text.get<std::string>("addresses_file");
    options.boundary_file = text.get<std::string>("boundary_file");
    record.content_hash = from_hex(text.get<std::string>("content_hash"));
    const Record& asked_for = text.get_child("options");
    options.snap_limit_m = asked_for.get<double>("snap_limit_m");
    options.least_component_nodes = asked_for.get<std::size_t>("least_component_nodes");
    options.ferry_wait = Milliseconds{asked_for.get<std::int64_t>("ferry_wait_ms")};
    options.bollards_block = asked_for.get<bool>("bollards_block");
    options.gates_block = asked_for.get<bool>("gates_block");
    options.buffer_m = asked_for.get<double>("buffer_m");
    if (asked_for.count("west") > 0)
      options.box = Box{asked_for.get<double>("west"), asked_for.get<double>("south"), asked_for.get<double>("east"),
                        asked_for.get<double>("north")};
    std::istringstream classes{asked_for.get<std::string>("two_way")};
    for (std::string word; classes >> word;) options.two_way.push_back(road_class_of(word));
    return record;
  } catch (const boost::property_tree::ptree_error& problem) {
    throw InputError{file + ": is no record of an import"};
  }
}

}  // namespace kredsim
