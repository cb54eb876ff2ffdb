#include "sim/scenario/merge.hpp"

#include <unordered_map>

namespace kredsim::scenario {

using Shape = KeyDescription::Shape;

namespace {

bool replaces_whole(const Yaml& over, const KeyDescription* keys) {
  if (keys == nullptr) return false;
  if (keys->measured && over.find("value") != nullptr) return true;
  if (keys->merge != KeyDescription::Merge::whole) return false;
  return keys->head.empty() ? !(over.entries.size() == 1 && over.entries[0].key == "source")
                            : over.find(keys->head) != nullptr;
}

/// Whether a key of a map holds an input of its own, rather than a map of further keys.
bool is_value(const KeyDescription* key) {
  return key == nullptr || (key->shape != Shape::map && key->shape != Shape::named_map);
}

}  // namespace

const KeyDescription* below(const KeyDescription* keys, const std::string& key) {
  return keys == nullptr ? nullptr : keys->key(key);
}

void make_room(Yaml& map, const std::string& key, const KeyDescription* keys) {
  if (key == "source") return;
  const KeyDescription* said = below(keys, key);
  if (is_value(said)) map.erase("source");
  if (said == nullptr || said->alternative.empty() || keys->shape != Shape::map) return;
  for (const KeyDescription& other : keys->children)
    if (!other.alternative.empty() && other.alternative != said->alternative) map.erase(other.name);
}

void merge(Yaml& under, Yaml over, const KeyDescription* keys) {
  const bool both_maps = under.kind == Yaml::Kind::map && over.kind == Yaml::Kind::map;
  if (!both_maps || replaces_whole(over, keys)) {
    under = std::move(over);
    return;
  }
  for (const Yaml::Entry& entry : over.entries) make_room(under, entry.key, keys);
  std::unordered_map<std::string, std::size_t> index;
  for (std::size_t i = 0; i < under.entries.size(); ++i) index.emplace(under.entries[i].key, i);
  under.place = over.place;
  for (Yaml::Entry& entry : over.entries) {
    const auto found = index.find(entry.key);
    if (found == index.end()) {
      under.entries.push_back(std::move(entry));
    } else {
      Yaml::Entry& old = under.entries[found->second];
      old.place = entry.place;
      merge(old.value, std::move(entry.value), below(keys, entry.key));
    }
  }
}

}  // namespace kredsim::scenario
