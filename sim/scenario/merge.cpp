#include "sim/scenario/merge.hpp"

#include <unordered_map>

#include "sim/scenario/units.hpp"

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
  using Merge = KeyDescription::Merge;
  if (key == nullptr) return true;
  const bool keeps_what_lies_under = key->merge == Merge::adds || key->merge == Merge::append;
  return !keeps_what_lies_under && key->shape != Shape::map && key->shape != Shape::named_map;
}

Yaml* part_of(Yaml& map, const char* key, const Yaml::Place& place) {
  if (Yaml* found = map.find(key)) return found;
  map.entries.push_back({key, place, Yaml{}});
  map.entries.back().value.place = place;
  return &map.entries.back().value;
}

/// `5` or `{ value: 5 }` with what speaks for it: its own source, or one beside it.
Yaml with_source(Yaml amount, const Yaml* source) {
  if (source == nullptr || amount.kind != Yaml::Kind::scalar) return amount;
  Yaml both;
  both.kind = Yaml::Kind::map;
  both.place = amount.place;
  both.entries.push_back({"value", amount.place, std::move(amount)});
  both.entries.push_back({"source", source->place, *source});
  return both;
}

/// An amount as `{ value: ..., change: ... }`, each with its own source.
Yaml in_parts(Yaml amount) {
  Yaml parts;
  parts.kind = Yaml::Kind::map;
  parts.place = amount.place;
  if (amount.kind == Yaml::Kind::scalar) {
    parts.entries.push_back({"value", amount.place, std::move(amount)});
    return parts;
  }
  const Yaml* source = amount.find("source");
  for (Yaml::Entry& part : amount.entries)
    if (part.key != "source") parts.entries.push_back({part.key, part.place, with_source(part.value, source)});
  return parts;
}

/// The number of `5`, `+5` or `{ value: 5, ... }`.
std::optional<double> amount_of(const Yaml& part) {
  const Yaml* value = part.kind == Yaml::Kind::map ? part.find("value") : &part;
  if (value == nullptr || value->kind != Yaml::Kind::scalar || value->quoted) return {};
  const std::string& text = value->text;
  const auto parsed = parse_number(text.starts_with('+') ? text.substr(1) : text);
  const double* number = std::get_if<double>(&parsed);
  return number == nullptr ? std::nullopt : std::optional{*number};
}

/// Two changes as one; where one of them is no number, the upper one stands and is refused later.
Yaml sum_of(const Yaml& under, Yaml over) {
  const auto a = amount_of(under);
  const auto b = amount_of(over);
  if (!a || !b) return over;
  std::string sources;
  for (const Yaml* part : {&under, static_cast<const Yaml*>(&over)}) {
    const Yaml* source = part->kind == Yaml::Kind::map ? part->find("source") : nullptr;
    if (source != nullptr) sources += (sources.empty() ? "" : "; ") + source->text;
  }
  Yaml sum;
  sum.kind = Yaml::Kind::scalar;
  sum.place = over.place;
  sum.text = number_text(*a + *b);
  if (sources.empty()) return sum;
  Yaml source = sum;
  source.text = sources;
  source.quoted = true;
  return with_source(std::move(sum), &source);
}

/// Lays an amount such as `{ change: -13 }` on another one.
void add_amount(Yaml& under, Yaml over) {
  over = in_parts(std::move(over));
  if (over.find("value") != nullptr || under.kind == Yaml::Kind::missing) {
    under = std::move(over);
    return;
  }
  if (under.kind != Yaml::Kind::scalar && under.kind != Yaml::Kind::map) return;
  under = in_parts(std::move(under));
  under.place = over.place;
  for (Yaml::Entry& part : over.entries) {
    const bool known = under.find(part.key) != nullptr;
    Yaml* old = part_of(under, part.key.c_str(), part.place);
    *old = known && part.key == "change" ? sum_of(*old, std::move(part.value)) : std::move(part.value);
  }
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
  if (keys != nullptr && keys->merge == KeyDescription::Merge::adds && over.kind == Yaml::Kind::map)
    return add_amount(under, std::move(over));
  const bool both_lists = under.kind == Yaml::Kind::list && over.kind == Yaml::Kind::list;
  if (both_lists && keys != nullptr && keys->merge == KeyDescription::Merge::append) {
    for (Yaml& item : over.items) under.items.push_back(std::move(item));
    return;
  }
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
