#include "analysis/cli/reference.hpp"

#include <vector>

namespace kredsim {
namespace {

using scenario::KeyDescription;
using Shape = KeyDescription::Shape;

std::string cell(std::string text) {
  for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) text.insert(at, "\\");
  return text;
}

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

std::string type_of(const KeyDescription& key) {
  std::string text = key.type;
  if (key.shape == Shape::choice) {
    text.clear();
    for (const std::string& choice : key.choices) text += (text.empty() ? "`" : ", `") + choice + "`";
  }
  if (!key.unit.empty()) text += " (" + key.unit + ")";
  if (!key.range.empty()) text += "; " + key.range;
  if (key.shape == Shape::list && key.children[0].shape == Shape::choice) text += " of " + type_of(key.children[0]);
  return text;
}

std::string need_of(const KeyDescription& key) {
  if (key.required) return "required";
  if (!key.alternative.empty()) return "one of these";
  return key.fallback.empty() ? "" : "`" + key.fallback + "`";
}

/// A map of keys somewhere below a key, with the path at which a planner writes it.
struct Section {
  std::string path;
  const KeyDescription* map;
  std::string lead;  ///< what the key that holds the map means
};

/// Finds the maps below `key`: in its forms, its elements, its named entries.
void collect(const KeyDescription& key, const std::string& path, const std::string& lead,
             std::vector<Section>& sections) {
  switch (key.shape) {
    case Shape::map:
      if (key.key("da") != nullptr) return;  // texts in two languages are told once, at the top
      sections.push_back({path, &key, lead});
      for (const KeyDescription& child : key.children)
        collect(child, path.empty() ? child.name : path + "." + child.name, child.doc, sections);
      return;
    case Shape::named_map: return collect(key.children[0], path + ".NAME", lead, sections);
    case Shape::list: return collect(key.children[0], path + "[]", lead, sections);
    case Shape::any_of:
      for (const KeyDescription& form : key.children) collect(form, path, lead, sections);
      return;
    case Shape::text:
    case Shape::number:
    case Shape::integer:
    case Shape::boolean:
    case Shape::choice: return;
  }
}

std::string section_text(const Section& section) {
  std::string text = "\n## " + (section.path.empty() ? "The file" : "`" + section.path + "`") + "\n\n";
  if (!section.lead.empty()) text += capital(section.lead) + ".\n\n";
  text += "| key | what it means | how it is written | if left out |\n|---|---|---|---|\n";
  for (const KeyDescription& key : section.map->children) {
    text += "| `" + key.name + "`" + (key.measured ? " *" : "") + " | " + cell(key.doc);
    if (!key.example.empty()) text += ", for example `" + cell(key.example) + "`";
    text += " | " + cell(type_of(key)) + " | " + cell(need_of(key)) + " |\n";
  }
  return text;
}

std::string sections_of(const KeyDescription& keys) {
  std::vector<Section> sections;
  collect(keys, "", "", sections);
  std::string text;
  for (const Section& section : sections) text += section_text(section);
  return text;
}

}  // namespace

std::string key_reference_markdown(const KeyDescription& keys) {
  std::string text =
      "# Keys of a scenario\n\n"
      "Made from the table of keys in the program; a test holds it to that table.\n\n"
      "- `NAME` stands for a name of your own: lower-case letters, digits and `_`. `[]` stands for an element of a "
      "list.\n"
      "- `*` marks measured inputs: write the value, or `{ value: ..., source: \"where it comes from\" }`. Any map may "
      "have\n"
      "  a `source:` beside its keys; it speaks for everything in the map.\n"
      "- What people read is one text, or `{ da: ..., en: ... }` with both languages.\n"
      "- Numbers are plain decimal numbers; whatever has a unit is written with it. Truth is `true` or `false`.\n"
      "- `extends:` merges maps key by key and replaces everything else. Replaced as a whole are also: texts in two\n"
      "  languages, hour profiles, weights of areas, `{ value, source }`, and a distribution that is named anew. A "
      "key\n"
      "  marked *one of these* takes the others away, and a new value takes away the source of the old one.\n";
  return text + sections_of(keys);
}

std::string sweep_reference_markdown(const KeyDescription& keys, std::span<const ColumnInfo> columns) {
  std::string text =
      "# Sweeps\n\n"
      "Made from the tables in the program; a test holds it to them. How to write one: "
      "[how-to/sweeps.md](../how-to/sweeps.md).\n";
  text += sections_of(keys);
  text +=
      "\n## The results of a sweep\n\n"
      "`sweep.csv` is one tidy table: points x measures, with the factors in columns. `best.csv` and the table `best` "
      "hold the best point,\nplayed again on fresh seeds. Tables without `.csv` are in `results.sqlite`.\n\n"
      "| file or table | column | unit | meaning |\n|---|---|---|---|\n";
  for (const ColumnInfo& column : columns)
    text += "| " + std::string{column.table} + " | " + std::string{column.column} + " | " + std::string{column.unit} +
            " | " + cell(std::string{column.meaning}) + " |\n";
  return text;
}

}  // namespace kredsim
