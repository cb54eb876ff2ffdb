#pragma once

#include <cstddef>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

namespace kredsim {

/// Memory in pages of 2 MB where there is enough of it and the system has them: arrays that are read at random are then
/// found without walking the page tables. Up to 1 GB that was given back is kept for who asks next, with what was in
/// it.
void* allocate_large(std::size_t bytes);
/// `bytes` as asked for.
void free_large(void* memory, std::size_t bytes) noexcept;
/// Hands the free pages of all other memory back to the system, which may be many once something large has been built
/// out of small things. Does nothing where the library has no such call. Cost: some milliseconds.
void give_back_small() noexcept;

template <class T>
struct LargeAllocator {
  using value_type = T;
  LargeAllocator() = default;
  template <class U>
  explicit(false) LargeAllocator(const LargeAllocator<U>&) {}
  T* allocate(std::size_t count) { return static_cast<T*>(allocate_large(count * sizeof(T))); }
  void deallocate(T* memory, std::size_t count) noexcept { free_large(memory, count * sizeof(T)); }
  /// `resize` leaves numbers as they are: whoever makes hundreds of megabytes fills them once.
  template <class U, class... Arguments>
  void construct(U* at, Arguments&&... arguments) {
    if constexpr (sizeof...(Arguments) == 0 && std::is_trivially_default_constructible_v<U>)
      ::new (static_cast<void*>(at)) U;
    else
      ::new (static_cast<void*>(at)) U(std::forward<Arguments>(arguments)...);
  }
  bool operator==(const LargeAllocator&) const = default;
};

template <class T>
using LargeVector = std::vector<T, LargeAllocator<T>>;

}  // namespace kredsim
