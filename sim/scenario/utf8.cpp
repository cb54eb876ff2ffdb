#include "sim/scenario/utf8.hpp"

namespace kredsim::scenario {
namespace {

/// Bytes of the character that begins at `text[at]`, or 0 if it is no UTF-8 (RFC 3629, section 4).
std::size_t character_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) -> unsigned {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned first = byte(at);
  const unsigned second = byte(at + 1);
  if (first < 0x80) return 1;
  if (first < 0xC2) return 0;
  if (first < 0xE0) return continues(at + 1) ? 2 : 0;
  if (first < 0xF0) {
    if (!continues(at + 1) || !continues(at + 2)) return 0;
    if (first == 0xE0 && second < 0xA0) return 0;  // overlong
    if (first == 0xED && second > 0x9F) return 0;  // surrogate
    return 3;
  }
  if (first > 0xF4 || !continues(at + 1) || !continues(at + 2) || !continues(at + 3)) return 0;
  if (first == 0xF0 && second < 0x90) return 0;
  if (first == 0xF4 && second > 0x8F) return 0;
  return 4;
}

}  // namespace

std::optional<BadByte> first_bad_utf8(std::string_view text) {
  int line = 1;
  int column = 1;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = character_length(text, at);
    if (length == 0)
      return BadByte{line, column, "not UTF-8 (save the file as UTF-8; in older editors: encoding UTF-8 without BOM)"};
    const char c = text[at];
    if (length == 1 && ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7F))
      return BadByte{line, column, "a control character (the file is no text, or was damaged)"};
    at += length;
    if (c == '\n') {
      ++line;
      column = 1;
    } else {
      ++column;
    }
  }
  return std::nullopt;
}

std::string one_line(std::string_view text, std::size_t most) {
  std::size_t end = text.size();
  if (end > most) {
    end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  }
  std::string line{text.substr(0, end)};
  for (char& c : line)
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  return end < text.size() ? line + "..." : line;
}

}  // namespace kredsim::scenario
