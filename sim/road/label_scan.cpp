#include "sim/road/label_scan.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace kredsim {

namespace {

constexpr std::uint32_t nothing = std::uint32_t{1} << 31;
constexpr std::uint32_t cap = std::uint32_t{1} << 30;

void least_sums_portable(LabelPrefix* prefixes, std::size_t count, const std::uint32_t* to) {
  for (LabelPrefix* prefix = prefixes; prefix != prefixes + count; ++prefix) {
    std::uint32_t least = nothing;
    for (std::size_t i = 0; i < prefix->n; ++i) least = std::min(least, prefix->values[i] + to[i]);
    prefix->least = least;
  }
}

/// `bits` says of each chain whether it has the node in its subtree.
inline std::uint32_t shared_by(const RootPath& path, std::uint32_t bits, std::int32_t node) {
  const auto lowest = static_cast<std::size_t>(31 - std::countl_zero(bits | 1));
  const std::int32_t last = path.lasts[lowest];
  const std::int32_t depth = std::min(path.bottoms[lowest] - (last - std::min(node, last)), path.depth);
  return bits == 0 ? 0 : static_cast<std::uint32_t>(depth + 1);
}

void shared_portable(const RootPath& path, LabelPrefix* prefixes, std::size_t count) {
  for (LabelPrefix* prefix = prefixes; prefix != prefixes + count; ++prefix) {
    const auto node = static_cast<std::int32_t>(prefix->node);
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < RootPath::slots; ++i)
      bits |= (path.firsts[i] <= node && node < path.ends[i] ? std::uint32_t{1} : 0) << i;
    prefix->n = shared_by(path, bits, node);
  }
}

void raise_portable(std::uint32_t* to, const std::uint32_t* from, std::uint32_t more, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) to[i] = std::min(from[i] + more, cap);
}

void lower_portable(std::uint32_t* to, const std::uint32_t* from, std::uint32_t more, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) to[i] = std::min(to[i], from[i] + more);
}

void explain_portable(std::uint32_t* marks, std::uint32_t mark, const std::uint32_t* least, const std::uint32_t* from,
                      std::uint32_t more, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) marks[i] += least[i] == from[i] + more ? mark : 0;
}

#if defined(__x86_64__)

template <class Number>
__attribute__((target("avx2"))) __m256i load(const Number* from) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
}

__attribute__((target("avx2"))) inline std::uint32_t least_of(__m256i values) {
  __m128i half = _mm_min_epu32(_mm256_castsi256_si128(values), _mm256_extracti128_si256(values, 1));
  half = _mm_min_epu32(half, _mm_shuffle_epi32(half, 0b01'00'11'10));
  half = _mm_min_epu32(half, _mm_shuffle_epi32(half, 0b10'11'00'01));
  return static_cast<std::uint32_t>(_mm_cvtsi128_si32(half));
}

__attribute__((target("avx2"))) void shared_avx2(const RootPath& path, LabelPrefix* prefixes, std::size_t count) {
  const __m256i in_turn = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);  // packing works on halves
  for (LabelPrefix* prefix = prefixes; prefix != prefixes + count; ++prefix) {
    const auto node = static_cast<std::int32_t>(prefix->node);
    const __m256i here = _mm256_set1_epi32(node);
    const auto eight = [&](std::size_t i) __attribute__((target("avx2"))) {
      return _mm256_andnot_si256(_mm256_cmpgt_epi32(load(&path.firsts[i]), here),
                                 _mm256_cmpgt_epi32(load(&path.ends[i]), here));
    };
    const __m256i packed =
        _mm256_packs_epi16(_mm256_packs_epi32(eight(0), eight(8)), _mm256_packs_epi32(eight(16), eight(24)));
    const int bits = _mm256_movemask_epi8(_mm256_permutevar8x32_epi32(packed, in_turn));
    prefix->n = shared_by(path, static_cast<std::uint32_t>(bits), node);
  }
}

/// Most prefixes end within the first three lines. All of those are added up whatever the prefix, since to leave a loop
/// early costs a wrong guess of the processor; what lies beyond the prefix becomes all ones, which never win.
__attribute__((target("avx2"))) void least_sums_avx2(LabelPrefix* prefixes, std::size_t count,
                                                     const std::uint32_t* to) {
  const __m256i eight = _mm256_set1_epi32(8);
  for (LabelPrefix* prefix = prefixes; prefix != prefixes + count; ++prefix) {
    const std::uint32_t* const values = prefix->values;
    const __m256i last = _mm256_set1_epi32(static_cast<int>(prefix->n) - 1);
    __m256i least = _mm256_set1_epi32(static_cast<int>(nothing));
    __m256i at = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    const auto take = [&](std::size_t i) __attribute__((target("avx2"))) {
      const __m256i sums = _mm256_add_epi32(load(values + i), load(to + i));
      least = _mm256_min_epu32(least, _mm256_or_si256(sums, _mm256_cmpgt_epi32(at, last)));
      at = _mm256_add_epi32(at, eight);
    };
#pragma GCC unroll 6
    for (std::size_t i = 0; i < LabelScan::always; i += 8) take(i);
    for (std::size_t i = LabelScan::always; i < prefix->n; i += 8) take(i);
    prefix->least = least_of(least);
  }
}

__attribute__((target("avx2"))) void raise_avx2(std::uint32_t* to, const std::uint32_t* from, std::uint32_t more,
                                                std::size_t n) {
  const __m256i addend = _mm256_set1_epi32(static_cast<int>(more));
  const __m256i most = _mm256_set1_epi32(static_cast<int>(cap));
  std::size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    const __m256i raised = _mm256_min_epu32(most, _mm256_add_epi32(load(from + i), addend));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to + i), raised);
  }
  raise_portable(to + i, from + i, more, n - i);
}

__attribute__((target("avx2"))) void lower_avx2(std::uint32_t* to, const std::uint32_t* from, std::uint32_t more,
                                                std::size_t n) {
  const __m256i addend = _mm256_set1_epi32(static_cast<int>(more));
  std::size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    const __m256i lowered = _mm256_min_epu32(load(to + i), _mm256_add_epi32(load(from + i), addend));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to + i), lowered);
  }
  lower_portable(to + i, from + i, more, n - i);
}

__attribute__((target("avx2"))) void explain_avx2(std::uint32_t* marks, std::uint32_t mark, const std::uint32_t* least,
                                                  const std::uint32_t* from, std::uint32_t more, std::size_t n) {
  const __m256i addend = _mm256_set1_epi32(static_cast<int>(more));
  const __m256i marking = _mm256_set1_epi32(static_cast<int>(mark));
  std::size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    const __m256i explained = _mm256_cmpeq_epi32(load(least + i), _mm256_add_epi32(load(from + i), addend));
    const __m256i marked = _mm256_add_epi32(load(marks + i), _mm256_and_si256(explained, marking));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(marks + i), marked);
  }
  explain_portable(marks + i, mark, least + i, from + i, more, n - i);
}

#endif

}  // namespace

LabelScan label_scan() {
#if defined(__x86_64__)
  const char* const wish = std::getenv("KREDSIM_SIMD");
  const bool off = wish != nullptr && std::strcmp(wish, "off") == 0;
  if (!off && __builtin_cpu_supports("avx2"))
    return {least_sums_avx2, shared_avx2, raise_avx2, lower_avx2, explain_avx2};
#endif
  return portable_label_scan();
}

LabelScan portable_label_scan() {
  return {least_sums_portable, shared_portable, raise_portable, lower_portable, explain_portable};
}

}  // namespace kredsim
