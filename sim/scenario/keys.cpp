#include "sim/scenario/keys.hpp"

#include <algorithm>

namespace kredsim::scenario::detail {

std::optional<std::size_t> key_index(const KeyDescription& description, const std::string& key) {
  for (std::size_t i = 0; i < description.children.size(); ++i)
    if (description.children[i].name == key) return i;
  return std::nullopt;
}

namespace {

std::string or_list(const std::vector<std::string>& words) {
  std::string list;
  for (std::size_t i = 0; i < words.size(); ++i)
    list += (i == 0 ? "`" : i + 1 == words.size() ? " or `" : ", `") + words[i] + "`";
  return list;
}

void check_unknown(const Yaml& map, const KeyDescription& description, Reading& reading) {
  for (const Yaml::Entry& entry : map.entries) {
    if (entry.key == "source" || key_index(description, entry.key)) continue;
    std::vector<std::string> known;
    for (const KeyDescription& child : description.children) known.push_back(child.name);
    const Reading::Step step{reading, entry.key};
    reading.problem(entry.place, "unknown key " + known_names(entry.key, known));
  }
}

void check_alternatives(const Yaml& map, const KeyDescription& description, Reading& reading) {
  const KeyDescription* first = nullptr;
  std::vector<std::string> ways;
  for (const KeyDescription& child : description.children) {
    if (child.alternative.empty()) continue;
    ways.push_back(child.name);
    if (map.find(child.name) == nullptr) continue;
    if (first != nullptr && first->alternative != child.alternative)
      reading.problem(map, "`" + first->name + "` and `" + child.name + "` exclude each other (keep one of them)");
    if (first == nullptr) first = &child;
  }
  if (!ways.empty() && first == nullptr && !description.alternatives_optional)
    reading.problem(map, "needs " + or_list(ways));
}

}  // namespace

void add_key(KeyDescription& map, std::string_view name, const KeyDescription& value, std::string_view doc) {
  KeyDescription& key = map.children.emplace_back(value);
  key.name = name;
  key.doc = doc;
}

void check_keys(const Yaml& map, const KeyDescription& description, Reading& reading) {
  check_unknown(map, description, reading);
  for (const KeyDescription& child : description.children)
    if (child.required && !child.per_file && map.find(child.name) == nullptr)
      reading.problem(
          map, "`" + child.name + "` is missing (" + child.doc +
                   (child.example.empty() ? "" : ", for example `" + child.name + ": " + child.example + "`") + ")");
  check_alternatives(map, description, reading);
}

}  // namespace kredsim::scenario::detail

namespace kredsim::scenario {

KeyDescription::KeyDescription() = default;
KeyDescription::KeyDescription(const KeyDescription&) = default;
KeyDescription::KeyDescription(KeyDescription&&) noexcept = default;
KeyDescription& KeyDescription::operator=(const KeyDescription&) = default;
KeyDescription& KeyDescription::operator=(KeyDescription&&) noexcept = default;
KeyDescription::~KeyDescription() = default;

const KeyDescription* KeyDescription::key(const std::string& wanted) const {
  if (shape == Shape::named_map) return children.data();
  for (const KeyDescription& child : children) {
    if (shape == Shape::any_of) {
      if (const KeyDescription* found = child.key(wanted)) return found;
    } else if (shape == Shape::map && child.name == wanted) {
      return &child;
    }
  }
  return nullptr;
}

}  // namespace kredsim::scenario
