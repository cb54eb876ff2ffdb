#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "sim/scenario/kind_templates.hpp"

namespace kredsim::scenario {

namespace detail {

/// Reports unknown keys, missing required ones and alternatives that exclude each other.
void check_keys(const Yaml& map, const KeyDescription& description, Reading& reading);
void add_key(KeyDescription& map, std::string_view name, const KeyDescription& value, std::string_view doc);
/// Index of the key among the children of `description`, or nothing.
std::optional<std::size_t> key_index(const KeyDescription& description, const std::string& key);

template <class T>
T& engage(T& value) {
  return value;
}
template <class T>
T& engage(std::optional<T>& value) {
  return value.emplace();
}

}  // namespace detail

/// The keys of one map of the file and the members they go to: the one table behind checks, schema and reference.
template <class S>
class Keys {
 public:
  explicit Keys(std::string type) {
    map_.shape = KeyDescription::Shape::map;
    map_.type = std::move(type);
  }

  /// `access` is a pointer to the member, or a function from S& to what the key sets; a std::optional is engaged.
  template <class Access, class M>
  Keys& required(std::string_view name, Access access, const Kind<M>& kind, std::string_view doc) {
    add(name, access, kind, doc);
    map_.children.back().required = true;
    map_.children.back().fallback.clear();
    return *this;
  }
  template <class Access, class M>
  Keys& optional(std::string_view name, Access access, const Kind<M>& kind, std::string_view doc) {
    add(name, access, kind, doc);
    return *this;
  }
  /// One of several ways to say the same; the keys of one way share its name.
  template <class Access, class M>
  Keys& alternative(std::string_view name, std::string_view way, Access access, const Kind<M>& kind,
                    std::string_view doc) {
    add(name, access, kind, doc);
    map_.children.back().alternative = way;
    map_.children.back().fallback.clear();
    return *this;
  }
  /// Of the alternatives, none need be written.
  Keys& alternatives_optional() {
    map_.alternatives_optional = true;
    return *this;
  }
  /// A key that each file says for itself, and that is read before files are merged (`extends`).
  Keys& read_elsewhere(std::string_view name, const KeyDescription& description, std::string_view doc) {
    detail::add_key(map_, name, description, doc);
    map_.children.back().per_file = true;
    binders_.push_back(nullptr);
    return *this;
  }
  /// Says in words what the default of the key added last is.
  Keys& defaults_to(std::string_view words) {
    map_.children.back().fallback = words;
    return *this;
  }
  /// A layer above that has the key `head` replaces the whole map; an empty head: any layer that has the map does.
  Keys& replaced_whole(std::string head = "") {
    map_.merge = KeyDescription::Merge::whole;
    map_.head = std::move(head);
    return *this;
  }
  /// Lets a function add the keys of one part.
  Keys& with(const std::function<void(Keys&)>& part) {
    part(*this);
    return *this;
  }
  /// Looks at the whole map, once all its keys are right.
  Keys& check(std::function<void(S&, const Yaml&, Reading&)> check) {
    checks_.push_back(std::move(check));
    return *this;
  }

  Kind<S> kind() const {
    Kind<S> kind;
    kind.description = map_;
    kind.read = [description = map_, binders = binders_, checks = checks_](const Yaml& node, S& value,
                                                                           Reading& reading) {
      if (!reading.is(Yaml::Kind::map, node, description.type + " (write `key: value` lines)")) return;
      const std::size_t before = reading.problem_count();
      const Reading::Sourced sourced{reading, node};
      detail::check_keys(node, description, reading);
      if constexpr (requires { value.origin = node.origin(); }) value.origin = node.origin();
      for (const Yaml::Entry& entry : node.entries) {
        const auto index = detail::key_index(description, entry.key);
        if (!index || !binders[*index]) continue;
        const Reading::Step step{reading, entry.key};
        binders[*index](entry.value, value, reading);
      }
      if (reading.problem_count() != before) return;
      for (const auto& check : checks) check(value, node, reading);
    };
    return kind;
  }

 private:
  using Binder = std::function<void(const Yaml&, S&, Reading&)>;

  template <class Access, class M>
  void add(std::string_view name, Access access, const Kind<M>& kind, std::string_view doc) {
    detail::add_key(map_, name, kind.description, doc);
    binders_.push_back([access, read = kind.read](const Yaml& node, S& value, Reading& reading) {
      if (reading.has_value(node)) read(node, detail::engage(std::invoke(access, value)), reading);
    });
    S defaults{};
    using Member = std::remove_cvref_t<decltype(std::invoke(access, defaults))>;
    if constexpr (std::is_same_v<Member, M>)
      if (kind.show) map_.children.back().fallback = kind.show(std::invoke(access, defaults));
  }

  KeyDescription map_;
  std::vector<Binder> binders_;
  std::vector<std::function<void(S&, const Yaml&, Reading&)>> checks_;
};

}  // namespace kredsim::scenario
