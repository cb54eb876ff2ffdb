#pragma once

#include <algorithm>

#include "sim/scenario/kind.hpp"

namespace kredsim::scenario {

/// The part of the templates below that does not depend on the type.
namespace detail {

/// The word at `node`, or nullptr with a problem.
const std::string* word(const Yaml& node, const std::string& what, Reading& reading);
KeyDescription choice(std::vector<std::string> words);
/// Index of the word among the choices of `description`, or nothing with a problem.
std::optional<std::size_t> chosen(const Yaml& node, const KeyDescription& description, Reading& reading);
/// Whether a list or named map has a number of elements that is in bounds; else a problem.
bool size_in_bounds(std::size_t size, const Yaml& node, const KeyDescription& description, Reading& reading);
/// `{ value: ..., source: ... }`: the node that holds the value; `node` itself in its plain form, nullptr with a
/// problem.
const Yaml* unwrap(const Yaml& node, const KeyDescription& description, Reading& reading);
void check_name(const Yaml::Entry& entry, const std::string& what, Reading& reading);
KeyDescription list_description(const KeyDescription& element, std::string what, std::size_t least, std::size_t most);
KeyDescription named_description(const KeyDescription& entry, std::string what, std::size_t least, std::size_t most);

}  // namespace detail

template <class Enum>
Kind<Enum> one_of(std::vector<std::pair<std::string, Enum>> words) {
  std::vector<std::string> names;
  for (const auto& word : words) names.push_back(word.first);
  Kind<Enum> kind;
  kind.description = detail::choice(std::move(names));
  kind.read = [words, description = kind.description](const Yaml& node, Enum& value, Reading& reading) {
    if (const auto index = detail::chosen(node, description, reading)) value = words[*index].second;
  };
  kind.show = [words](const Enum& value) {
    for (const auto& [name, meaning] : words)
      if (meaning == value) return name;
    return std::string{};
  };
  return kind;
}

template <class T>
Kind<T> measured(Kind<T> kind) {
  kind.description.measured = true;
  if (kind.description.head.empty() && kind.description.merge == KeyDescription::Merge::by_key) {
    kind.description.merge = KeyDescription::Merge::whole;
    kind.description.head = "value";
  }
  kind.read = [read = std::move(kind.read), description = kind.description](const Yaml& node, T& value,
                                                                            Reading& reading) {
    const Reading::Sourced sourced{reading, node};
    const Yaml* inner = detail::unwrap(node, description, reading);
    if (inner == nullptr) return;
    reading.input(*inner);
    read(*inner, value, reading);
  };
  return kind;
}

template <class T>
Kind<std::vector<T>> list_of(Kind<T> element, std::string what, std::size_t least, std::size_t most) {
  Kind<std::vector<T>> kind;
  kind.description = detail::list_description(element.description, std::move(what), least, most);
  kind.read = [read = std::move(element.read), description = kind.description](const Yaml& node, std::vector<T>& values,
                                                                               Reading& reading) {
    if (!reading.is(Yaml::Kind::list, node, description.type + " (write `[..., ...]` or lines that begin with `- `)"))
      return;
    if (!detail::size_in_bounds(node.items.size(), node, description, reading)) return;
    values.clear();
    for (const Yaml& item : node.items) {
      const Reading::Step step{reading, values.size()};
      read(item, values.emplace_back(), reading);
    }
  };
  return kind;
}

template <class T>
Kind<Named<T>> named(Kind<T> entry, std::string what, std::size_t least, std::size_t most) {
  Kind<Named<T>> kind;
  kind.description = detail::named_description(entry.description, std::move(what), least, most);
  kind.read = [read = std::move(entry.read), description = kind.description](const Yaml& node, Named<T>& values,
                                                                             Reading& reading) {
    if (!reading.is(Yaml::Kind::map, node, description.type + " (write `NAME: ...` lines)")) return;
    if (!detail::size_in_bounds(node.entries.size(), node, description, reading)) return;
    const Reading::Sourced sourced{reading, node};
    values.clear();
    for (const Yaml::Entry& item : node.entries) {
      if (item.key == "source") continue;
      const Reading::Step step{reading, item.key};
      detail::check_name(item, description.names, reading);
      T& value = values.emplace_back(item.key, T{}).second;
      read(item.value, value, reading);
      if constexpr (requires { value.name.empty(); })
        if (value.name.empty()) value.name = item.key;
    }
  };
  return kind;
}

template <class T>
Kind<std::vector<std::pair<Reference, T>>> by_reference(Kind<T> entry, std::string what, std::size_t most) {
  Kind<std::vector<std::pair<Reference, T>>> kind;
  kind.description = detail::named_description(entry.description, std::move(what), 0, most);
  kind.description.references = true;
  kind.read = [read = std::move(entry.read), description = kind.description](
                  const Yaml& node, std::vector<std::pair<Reference, T>>& values, Reading& reading) {
    if (!reading.is(Yaml::Kind::map, node, description.type + " (write `{ NAME: ..., NAME: ... }`)")) return;
    if (!detail::size_in_bounds(node.entries.size(), node, description, reading)) return;
    const Reading::Sourced sourced{reading, node};
    values.clear();
    for (const Yaml::Entry& item : node.entries) {
      if (item.key == "source") continue;
      const Reading::Step step{reading, item.key};
      auto& [name, value] = values.emplace_back(Reference{item.key, item.place.origin(), reading.path()}, T{});
      read(item.value, value, reading);
    }
  };
  return kind;
}

template <class T, class From>
Kind<T> converted(Kind<From> kind, std::function<void(From&&, const Yaml&, T&, Reading&)> turn, Turn when) {
  Kind<T> other;
  other.description = std::move(kind.description);
  other.read = [when, read = std::move(kind.read), turn = std::move(turn)](const Yaml& node, T& value,
                                                                           Reading& reading) {
    const std::size_t before = reading.problem_count();
    From from{};
    read(node, from, reading);
    if (node.kind == Yaml::Kind::broken) return;
    if (when == Turn::always || reading.problem_count() == before) turn(std::move(from), node, value, reading);
  };
  return other;
}

}  // namespace kredsim::scenario
