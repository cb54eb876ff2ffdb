# Language and flags for every target. Floating point is pinned: the same binary gives the same bits on any x86-64.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")  # -O3 brings nothing here and builds slower

option(KREDSIM_TESTS "build the tests" ON)
option(KREDSIM_BENCH "build the benchmarks (needs Google Benchmark)" OFF)
option(KREDSIM_FUZZ "build the fuzz targets instead of the tests (needs clang)" OFF)
option(KREDSIM_HEADERS "compile every header alone" OFF)
option(KREDSIM_WERROR "treat warnings as errors" OFF)
option(KREDSIM_PLAIN_THREADS "run replications on std::thread instead of oneTBB (for the thread sanitizer)" OFF)
set(KREDSIM_SANITIZE "" CACHE STRING "sanitizers to build with, e.g. address,undefined")

# -Wmissing-field-initializers is off because a designated initialiser leaves the rest at its stated default;
# -Wrestrict, -Warray-bounds and -Wstringop-overflow are off because GCC 12 reports them falsely for std::string
# concatenation (GCC bug 105651).
add_compile_options(-Wall -Wextra -Wshadow -Wconversion -Wno-missing-field-initializers -Wno-array-bounds
                    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict> $<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overflow>
                    -ffp-contract=off
                    # GCC sweeps its memory late: a sixth off the time to compile, for up to 1 GB while it does.
                    $<$<CXX_COMPILER_ID:GNU>:--param=ggc-min-heapsize=1000000>)
if(CMAKE_INTERPROCEDURAL_OPTIMIZATION)  # what users run and what is measured: a twentieth faster, and slow to link
  add_link_options(-Wno-stringop-overflow -Werror=odr)
endif()
if(KREDSIM_WERROR)
  add_compile_options(-Werror)
endif()
if(KREDSIM_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "KREDSIM_FUZZ needs clang with libFuzzer (CMAKE_CXX_COMPILER=clang++; Debian: clang)")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
                      -fsanitize-ignorelist=${PROJECT_SOURCE_DIR}/tests/fuzz/not_ours.txt)
  add_link_options(-fsanitize=address,undefined)
endif()
if(KREDSIM_SANITIZE)
  add_compile_options(-fsanitize=${KREDSIM_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${KREDSIM_SANITIZE})
endif()
