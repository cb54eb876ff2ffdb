#include "sim/road/large_memory.hpp"

#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <vector>

#if defined(__linux__)
#include <malloc.h>
#include <sys/mman.h>
#endif

namespace kredsim {

namespace {

constexpr std::size_t huge_page = std::size_t{1} << 21;

/// A multiple of the alignment, which is the size of a huge page from there on.
std::size_t in_whole_pages(std::size_t bytes) {
  const std::size_t unit = bytes >= huge_page ? huge_page : 64;
  const std::size_t sum = std::max<std::size_t>(bytes, 1) + (unit - 1);
  if (sum < bytes) throw std::bad_alloc{};
  return sum / unit * unit;
}

/// Large blocks that were given back. The system clears pages before it hands them out, and that takes longer than
/// filling them with labels does: a sweep that makes one index after another need not pay for it each time. Until a
/// block is taken again its pages are the system's to take back.
class KeptBlocks {
 public:
  /// @return a block of `bytes` or somewhat more, or nothing.
  void* take(std::size_t bytes) {
    const std::lock_guard lock{mutex_};
    auto best = blocks_.end();
    for (auto block = blocks_.begin(); block != blocks_.end(); ++block)
      if (block->bytes >= bytes && block->bytes <= bytes + bytes / 8 &&
          (best == blocks_.end() || block->bytes < best->bytes))
        best = block;
    if (best == blocks_.end()) return nullptr;
    void* const memory = best->memory;
    sum_ -= best->bytes;
    *best = blocks_.back();
    blocks_.pop_back();
    return memory;
  }
  /// @return false if there are enough.
  bool keep([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t bytes) noexcept {
#if defined(__linux__) && !defined(__SANITIZE_ADDRESS__)
    const std::lock_guard lock{mutex_};
    if (sum_ + bytes > most || blocks_.size() == blocks_.capacity()) return false;
    madvise(memory, bytes, MADV_FREE);
    sum_ += bytes;
    blocks_.push_back({memory, bytes});
    return true;
#else
    return false;  // the address sanitizer is to see who comes too late
#endif
  }
  KeptBlocks() { blocks_.reserve(64); }

 private:
  static constexpr std::size_t most = std::size_t{1} << 30;
  struct Block {
    void* memory = nullptr;
    std::size_t bytes = 0;
  };
  std::mutex mutex_;
  std::vector<Block> blocks_;
  std::size_t sum_ = 0;
};

/// Never destroyed: who gives back last may be anybody.
KeptBlocks& kept_blocks() {
  static KeptBlocks& kept = *new KeptBlocks;
  return kept;
}

}  // namespace

void* allocate_large(std::size_t bytes) {
  const std::size_t whole = in_whole_pages(bytes);
  const bool huge = bytes >= huge_page;
  if (huge)
    if (void* const kept = kept_blocks().take(whole)) return kept;
  void* const memory = std::aligned_alloc(huge ? huge_page : 64, whole);
  if (memory == nullptr) throw std::bad_alloc{};
#if defined(__linux__)
  // Only a wish; and not for the end, of which a huge page would fill what nobody asked for.
  if (huge) madvise(memory, bytes / huge_page * huge_page, MADV_HUGEPAGE);
#endif
  return memory;
}

void free_large(void* memory, std::size_t bytes) noexcept {
  if (bytes >= huge_page && kept_blocks().keep(memory, (bytes + huge_page - 1) / huge_page * huge_page)) return;
  std::free(memory);
}

void give_back_small() noexcept {
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
}

}  // namespace kredsim
