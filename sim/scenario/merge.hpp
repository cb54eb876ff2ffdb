#pragma once

#include "sim/scenario/key_description.hpp"
#include "sim/scenario/yaml.hpp"

namespace kredsim::scenario {

/// Lays `over` on `under`: maps merge key by key, lists and single values are replaced. The table of keys knows the
/// exceptions, where a mixture of old and new would be refused or wrong:
///  - a map that is one value (a distribution, a text in two languages, weights of areas) is replaced as a whole;
///  - a key that is one of several alternatives (`per_day`) takes the others (`per_year`) away;
///  - a list may be said after the one below it (posts to drop), and a change is added to the change below it
///  (officers);
///  - a new value takes away the `source:` that spoke for the old one.
/// `keys` describes both, or is nullptr where the table knows nothing.
void merge(Yaml& under, Yaml over, const KeyDescription* keys);

/// What `map` must lose when the layer above says `key`.
void make_room(Yaml& map, const std::string& key, const KeyDescription* keys);

/// The description below `keys` for `key`; nullptr where there is none.
const KeyDescription* below(const KeyDescription* keys, const std::string& key);

}  // namespace kredsim::scenario
