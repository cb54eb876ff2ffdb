#include "sim/road/label_scan.hpp"

#include <algorithm>
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

void raise_portable(std::uint32_t* to, const std::uint32_t* from, std::uint32_t more, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) to[i] = std::min(from[i] + more, cap);
}

void lower_portable(std::uint32_t* to, const std::uint32_t* from, std::uint32_t more, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) to[i] = std::min(to[i], from[i] + more);
}

#if defined(__x86_64__)

/// Eight values from `tail_masks + 8 - k`: k zeros, then ones.
alignas(64) constexpr std::uint32_t tail_masks[16] = {0, 0, 0, 0, 0, 0, 0, 0, ~0U, ~0U, ~0U, ~0U, ~0U, ~0U, ~0U, ~0U};

template <class Number>
__attribute__((target("avx2"))) __m256i load(const Number* from) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
}

__attribute__((target("avx2"))) inline std::uint32_t least_sum_avx2(const std::uint32_t* a, const std::uint32_t* b,
                                                             std::size_t n) {
  __m256i least = _mm256_set1_epi32(static_cast<int>(nothing));
  std::size_t i = 0;
  for (; i + 8 <= n; i += 8) least = _mm256_min_epu32(least, _mm256_add_epi32(load(a + i), load(b + i)));
  if (i < n) {
    // What lies beyond belongs to other nodes: all ones never win.
    const __m256i sums = _mm256_add_epi32(load(a + i), load(b + i));
    least = _mm256_min_epu32(least, _mm256_or_si256(sums, load(tail_masks + 8 - (n - i))));
  }
  __m128i half = _mm_min_epu32(_mm256_castsi256_si128(least), _mm256_extracti128_si256(least, 1));
  half = _mm_min_epu32(half, _mm_shuffle_epi32(half, 0b01'00'11'10));
  half = _mm_min_epu32(half, _mm_shuffle_epi32(half, 0b10'11'00'01));
  return static_cast<std::uint32_t>(_mm_cvtsi128_si32(half));
}

__attribute__((target("avx2"))) void least_sums_avx2(LabelPrefix* prefixes, std::size_t count,
                                                      const std::uint32_t* to) {
  for (LabelPrefix* prefix = prefixes; prefix != prefixes + count; ++prefix)
    prefix->least = least_sum_avx2(prefix->values, to, prefix->n);
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

#endif

}  // namespace

LabelScan label_scan() {
#if defined(__x86_64__)
  const char* const wish = std::getenv("KREDSIM_SIMD");
  const bool off = wish != nullptr && std::strcmp(wish, "off") == 0;
  if (!off && __builtin_cpu_supports("avx2")) return {least_sums_avx2, raise_avx2, lower_avx2};
#endif
  return portable_label_scan();
}

LabelScan portable_label_scan() { return {least_sums_portable, raise_portable, lower_portable}; }

}  // namespace kredsim
