#include "analysis/store/schema.hpp"

#include <nlohmann/json.hpp>

namespace kredsim {
namespace {

using Json = nlohmann::ordered_json;
using scenario::KeyDescription;
using Shape = KeyDescription::Shape;

/// Whether a map must be complete in this file, or may be the difference to another one.
enum class Part : bool { difference, complete };

Json schema(const KeyDescription& keys, Part part);

std::string description(const KeyDescription& keys) {
  std::string text = keys.doc;
  const auto add = [&](const std::string& what, const std::string& more) {
    if (!more.empty()) text += (text.empty() ? "" : "; ") + what + more;
  };
  add("", keys.type);
  add("units: ", keys.unit);
  add("", keys.range);
  add("default: ", keys.fallback);
  add("for example: ", keys.example);
  return text;
}

const Json& source_schema() {
  static const Json source{
      {"type", "string"}, {"minLength", 1}, {"description", "where the values beside it come from"}};
  return source;
}

Json number(const KeyDescription& keys) {
  Json json{{"type", keys.shape == Shape::integer ? "integer" : "number"}};
  if (keys.minimum) json[keys.above_minimum ? "exclusiveMinimum" : "minimum"] = *keys.minimum;
  if (keys.maximum) json["maximum"] = *keys.maximum;
  return json;
}

Json text(const KeyDescription& keys) {
  // An editor takes an unquoted 154 for a number; as a text it is the three characters.
  if (keys.pattern.empty()) return {{"type", {"string", "number"}}};
  return {{"type", "string"}, {"pattern", keys.pattern}};
}

Json list(const KeyDescription& keys) {
  Json json{{"type", "array"}, {"items", schema(keys.children[0], Part::complete)}};
  if (keys.least > 0) json["minItems"] = keys.least;
  if (keys.most > 0) json["maxItems"] = keys.most;
  return json;
}

Json named_map(const KeyDescription& keys, Part part) {
  Json json{{"type", "object"}, {"properties", {{"source", source_schema()}}}};
  if (!keys.references) json["propertyNames"] = {{"pattern", "^[a-z][a-z0-9_]{0,62}$"}};
  json["additionalProperties"] = schema(keys.children[0], part);
  return json;
}

/// Keys of different alternatives exclude each other.
Json exclusions(const KeyDescription& keys) {
  Json all = Json::array();
  for (std::size_t i = 0; i < keys.children.size(); ++i)
    for (std::size_t j = i + 1; j < keys.children.size(); ++j) {
      const KeyDescription& a = keys.children[i];
      const KeyDescription& b = keys.children[j];
      if (a.alternative.empty() || b.alternative.empty() || a.alternative == b.alternative) continue;
      all.push_back({{"not", {{"required", {a.name, b.name}}}}});
    }
  return all;
}

Json map(const KeyDescription& keys, Part part) {
  const bool whole = keys.merge == KeyDescription::Merge::whole && keys.head.empty();
  if (whole) part = Part::complete;
  Json properties = Json::object();
  Json required = Json::array();
  for (const KeyDescription& key : keys.children) {
    properties[key.name] = schema(key, part);
    if (key.required && (part == Part::complete || key.per_file)) required.push_back(key.name);
  }
  if (!properties.contains("source")) properties["source"] = source_schema();
  Json json{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!required.empty()) json["required"] = std::move(required);
  if (Json excluded = exclusions(keys); !excluded.empty()) json["allOf"] = std::move(excluded);
  return json;
}

Json any_of(const KeyDescription& keys, Part part) {
  // A map among several forms replaces what lies under it, unless it has a head that may be left out.
  const bool whole = keys.merge == KeyDescription::Merge::whole && keys.head.empty();
  Json forms = Json::array();
  for (const KeyDescription& form : keys.children) forms.push_back(schema(form, whole ? Part::complete : part));
  return {{"anyOf", std::move(forms)}};
}

Json plain(const KeyDescription& keys, Part part) {
  switch (keys.shape) {
    case Shape::text: return text(keys);
    case Shape::number:
    case Shape::integer: return number(keys);
    case Shape::boolean: return {{"type", "boolean"}};
    case Shape::choice: return {{"enum", keys.choices}};
    case Shape::list: return list(keys);
    case Shape::map: return map(keys, part);
    case Shape::named_map: return named_map(keys, part);
    case Shape::any_of: return any_of(keys, part);
  }
  return Json::object();
}

Json schema(const KeyDescription& keys, Part part) {
  Json json = plain(keys, part);
  if (keys.measured) {
    const Json sourced{{"type", "object"},
                       {"properties", {{"value", json}, {"source", source_schema()}}},
                       {"additionalProperties", false}};
    json = {{"anyOf", {std::move(json), sourced}}};
  }
  if (const std::string words = description(keys); !words.empty()) json["description"] = words;
  return json;
}

}  // namespace

std::string json_schema(const KeyDescription& keys) {
  Json json{{"$schema", "http://json-schema.org/draft-07/schema#"}, {"title", "kredsim scenario"}};
  json.update(schema(keys, Part::difference));
  return json.dump(2) + "\n";
}

}  // namespace kredsim
