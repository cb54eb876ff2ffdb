#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

namespace kredsim {

/// Bytes that are written one value after the other. Whole numbers take 7 bits a byte, the lowest first (LEB128).
class ByteWriter {
 public:
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(value | 0x80);
    bytes_ += static_cast<char>(value);
  }
  /// Small negative numbers are short too.
  void signed_number(std::int64_t value) {
    number((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
  }
  void real(double value) {
    auto bits = std::bit_cast<std::uint64_t>(value);
    for (int i = 0; i < 8; ++i, bits >>= 8) bytes_ += static_cast<char>(bits & 0xff);
  }
  void text(std::string_view text) {
    number(text.size());
    bytes_ += text;
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Reads them back; `Damage{why}` is thrown where they end too early or say what cannot be.
template <class Damage>
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_{bytes} {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const auto byte = static_cast<std::uint64_t>(next());
      if (shift == 63 && byte > 1) break;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw Damage{"holds a number that is too long"};
  }
  /// At most `most`.
  std::uint64_t number(std::uint64_t most) {
    const std::uint64_t value = number();
    if (value > most) throw Damage{"holds a number that is out of range"};
    return value;
  }
  /// How many values follow, each of at least `least_bytes`: more than there are bytes left is damage.
  std::size_t count(std::size_t least_bytes = 1) { return static_cast<std::size_t>(number(left() / least_bytes)); }
  std::int64_t signed_number() {
    const std::uint64_t value = number();
    return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
  }
  double real() {
    std::uint64_t bits = 0;
    for (unsigned i = 0; i < 64; i += 8) bits |= static_cast<std::uint64_t>(next()) << i;
    return std::bit_cast<double>(bits);
  }
  std::string_view text() { return raw(count()); }
  std::string_view raw(std::size_t size) {
    if (size > left()) throw Damage{"ends too early"};
    const std::string_view piece = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return piece;
  }
  [[nodiscard]] std::size_t left() const { return bytes_.size(); }
  void expect_end() const {
    if (!bytes_.empty()) throw Damage{"goes on beyond its end"};
  }

 private:
  std::uint8_t next() {
    if (bytes_.empty()) throw Damage{"ends too early"};
    const auto byte = static_cast<std::uint8_t>(bytes_.front());
    bytes_.remove_prefix(1);
    return byte;
  }

  std::string_view bytes_;
};

}  // namespace kredsim
