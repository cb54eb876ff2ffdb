#include "sim/scenario/yaml.hpp"

#include <algorithm>

#include "sim/scenario/utf8.hpp"

namespace kredsim::scenario {

const Yaml* Yaml::find(std::string_view key) const {
  for (const Entry& entry : entries)
    if (entry.key == key) return &entry.value;
  return nullptr;
}

Yaml* Yaml::find(std::string_view key) {
  for (Entry& entry : entries)
    if (entry.key == key) return &entry.value;
  return nullptr;
}

void Yaml::erase(std::string_view key) {
  std::erase_if(entries, [&](const Entry& entry) { return entry.key == key; });
}

namespace {

void append(const Yaml& value, std::size_t most, std::string& text) {
  if (text.size() > most) return;
  switch (value.kind) {
    case Yaml::Kind::missing:
    case Yaml::Kind::broken: return;
    case Yaml::Kind::scalar: text += value.text; return;
    case Yaml::Kind::list: {
      text += "[";
      const char* comma = "";
      for (const Yaml& item : value.items) {
        if (text.size() > most) break;
        text += comma;
        append(item, most, text);
        comma = ", ";
      }
      text += "]";
      return;
    }
    case Yaml::Kind::map: {
      text += "{";
      const char* comma = " ";
      for (const Yaml::Entry& entry : value.entries) {
        if (text.size() > most) break;
        if (entry.key == "source") continue;
        text += comma + entry.key + ": ";
        append(entry.value, most, text);
        comma = ", ";
      }
      text += " }";
      return;
    }
  }
}

}  // namespace

std::string written(const Yaml& value, std::size_t most) {
  std::string text;
  append(value, most, text);
  return one_line(text, most);
}

}  // namespace kredsim::scenario
