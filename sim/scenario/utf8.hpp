#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kredsim::scenario {

/// The first byte of a text that cannot stand in a scenario.
struct BadByte {
  int line = 0;
  int column = 0;
  std::string reason;
};

/// Refuses NUL and other control characters, overlong forms, surrogates and whatever else is no UTF-8 (RFC 3629).
std::optional<BadByte> first_bad_utf8(std::string_view text);

/// Fit for a line of a message: control characters become spaces, and after `most` bytes `...` follows. Never cuts
/// inside a character.
std::string one_line(std::string_view text, std::size_t most);

}  // namespace kredsim::scenario
