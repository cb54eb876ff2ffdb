#include "sim/road/large_memory.hpp"

#include <cstdlib>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace kredsim {

void* allocate_large(std::size_t bytes) {
  constexpr std::size_t huge_page = std::size_t{1} << 21;
  const std::size_t unit = bytes >= huge_page ? huge_page : 64;
  const std::size_t rounded = (bytes + unit - 1) / unit * unit;
  if (rounded < bytes) throw std::bad_alloc{};
  void* const memory = std::aligned_alloc(unit, rounded == 0 ? unit : rounded);
  if (memory == nullptr) throw std::bad_alloc{};
#if defined(__linux__)
  if (unit == huge_page) madvise(memory, rounded, MADV_HUGEPAGE);  // only a wish
#endif
  return memory;
}

void free_large(void* memory) noexcept { std::free(memory); }

}  // namespace kredsim
