#include "sim/road/osm_extract.hpp"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <string_view>

#include <osmium/io/any_input.hpp>
#include <osmium/osm/node.hpp>
#include <osmium/osm/way.hpp>

#include "sim/base/problem.hpp"
#include "sim/scenario/utf8.hpp"

namespace kredsim::osm {

namespace {

/// Far more than any kreds has; about 3 GB. It bounds the ways too, because each has two nodes at least.
constexpr std::size_t most_way_nodes = 50'000'000;

/// Walks the list's memory itself: a zero byte inside a string of a hostile file leaves libosmium's iterator without a
/// value behind the last key, and it reads on past the end.
void read_tags(const osmium::TagList& list, Tags& tags) {
  tags.clear();
  const char* at = reinterpret_cast<const char*>(list.data()) + sizeof(osmium::TagList);
  const char* const end = reinterpret_cast<const char*>(list.data()) + list.byte_size();
  const auto next = [&]() -> std::string_view {
    const void* const zero = at < end ? std::memchr(at, 0, static_cast<std::size_t>(end - at)) : nullptr;
    if (zero == nullptr) throw std::runtime_error{"a tag does not end"};
    const std::string_view text{at, static_cast<const char*>(zero)};
    at += text.size() + 1;
    return text;
  };
  while (at < end) {
    const std::string_view key = next();
    tags.add(key, next());
  }
}

template <class Object, class Use>
void for_each(const osmium::io::File& file, osmium::osm_entity_bits::type kind, Use use) {
  osmium::io::Reader reader{file, kind, osmium::io::read_meta::no};
  if (reader.header().has_multiple_object_versions())
    throw InputError{file.filename() + ": this is a history or change file (import a plain extract, .osm.pbf)"};
  while (const osmium::memory::Buffer buffer = reader.read())
    for (const Object& object : buffer.select<Object>()) use(object);
  reader.close();
}

/// Numbers the names of roads in the order of the file.
class Names {
 public:
  explicit Names(std::vector<std::string>& names) : names_{names} {}

  /// From 1; 0 for a way without a name, with one that is no text, or after as many as are kept.
  std::uint16_t number(const Tags& tags) {
    const std::string_view name = tags["name"].empty() ? tags["ref"] : tags["name"];
    if (name.empty() || name.size() > RoadGraph::longest_name || scenario::first_bad_utf8(name)) return 0;
    const auto known = numbers_.find(name);
    if (known != numbers_.end()) return known->second;
    if (names_.size() == RoadGraph::most_names) return 0;
    names_.emplace_back(name);
    return numbers_[names_.back()] = static_cast<std::uint16_t>(names_.size());
  }

 private:
  std::vector<std::string>& names_;
  std::map<std::string, std::uint16_t, std::less<>> numbers_;
};

/// The ways in use, and the ids of their nodes in `ids`.
void read_ways(const osmium::io::File& file, Extract& extract, std::vector<std::int64_t>& ids) {
  Tags tags;
  Names names{extract.names};
  for_each<osmium::Way>(file, osmium::osm_entity_bits::way, [&](const osmium::Way& way) {
    read_tags(way.tags(), tags);
    const Judgement judgement = judge(tags);
    if (!judgement.left_out.empty()) ++extract.left_out[std::string{judgement.left_out}];
    if (!judgement.rule) return;
    if (way.nodes().size() < 2) {
      ++extract.left_out["fewer than two nodes"];
      return;
    }
    if (!judgement.assumed.empty()) ++extract.assumed[std::string{judgement.assumed}];
    if (ids.size() + way.nodes().size() > most_way_nodes)
      throw InputError{file.filename() +
                       ": more than 50 million road nodes (cut the extract down to the kreds and a buffer)"};
    extract.ways.push_back({*judgement.rule, stated_speed(tags), read_duration(tags["duration"]),
                            read_duration(tags["interval"]), names.number(tags), ids.size()});
    for (const osmium::NodeRef& node : way.nodes()) ids.push_back(node.ref());
  });
}

/// Replaces ids by indices into the sorted distinct ids, which it returns.
std::vector<std::int64_t> number_nodes(const std::vector<std::int64_t>& ids, Extract& extract) {
  std::vector<std::int64_t> known = ids;
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  extract.way_nodes.reserve(ids.size());
  for (const std::int64_t id : ids)
    extract.way_nodes.push_back(
        static_cast<std::uint32_t>(std::lower_bound(known.begin(), known.end(), id) - known.begin()));
  extract.nodes.resize(known.size());
  return known;
}

void read_nodes(const osmium::io::File& file, const std::vector<std::int64_t>& known, const BarrierRules& barriers,
                Extract& extract) {
  Tags tags;
  for_each<osmium::Node>(file, osmium::osm_entity_bits::node, [&](const osmium::Node& node) {
    const auto found = std::lower_bound(known.begin(), known.end(), node.id());
    if (found == known.end() || *found != node.id() || !node.location().valid()) return;
    read_tags(node.tags(), tags);
    extract.nodes[static_cast<std::size_t>(found - known.begin())] = {
        {node.location().lat(), node.location().lon()}, true, passage(tags, barriers)};
  });
}

/// Messages of the readers quote the file: no control characters into a terminal.
std::string printable(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return text;
}

osmium::io::File open(const std::string& name) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(name, error)) throw InputError{name + ": no such file"};
  if (std::filesystem::file_size(name, error) == 0) throw InputError{name + ": the file is empty"};
  constexpr std::string_view suffixes[]{".osm.pbf", ".pbf", ".osm", ".osm.bz2", ".osm.gz"};
  if (std::none_of(std::begin(suffixes), std::end(suffixes), [&](auto suffix) { return name.ends_with(suffix); }))
    throw InputError{name + ": the name tells no format known here (.osm.pbf, .osm, .osm.bz2 or .osm.gz)"};
  return osmium::io::File{name};
}

}  // namespace

Extract read_extract(const std::string& name, const BarrierRules& barriers) {
  const osmium::io::File file = open(name);
  Extract extract;
  try {
    std::vector<std::int64_t> ids;
    read_ways(file, extract, ids);
    const auto known = number_nodes(ids, extract);
    if (!known.empty()) read_nodes(file, known, barriers, extract);
  } catch (const InputError&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw InputError{name + ": not enough memory to read this extract (cut it down to the kreds and a buffer)"};
  } catch (const std::exception& error) {
    throw InputError{name + ": cannot be read as OpenStreetMap data: " + printable(error.what()) +
                     " (damaged, cut short, or another format than its name says)"};
  }
  if (extract.ways.empty())
    throw InputError{name + ": holds no road that a car may drive (is it an extract of roads?)"};
  return extract;
}

}  // namespace kredsim::osm
