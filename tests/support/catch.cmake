find_package(Catch2 2.13 REQUIRED)
include(Catch)

add_library(kredsim_catch_main STATIC ${CMAKE_CURRENT_LIST_DIR}/catch_main.cpp ${CMAKE_CURRENT_LIST_DIR}/difference.cpp
  ${CMAKE_CURRENT_LIST_DIR}/shared.cpp)
target_link_libraries(kredsim_catch_main PUBLIC Catch2::Catch2)
target_include_directories(kredsim_catch_main PUBLIC ${PROJECT_SOURCE_DIR})
target_compile_definitions(kredsim_catch_main PUBLIC KREDSIM_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
# Where tests are optimised at all, little is enough: what they call is built as users get it, and Catch2's own main
# takes half a minute to optimise.
target_compile_options(kredsim_catch_main PRIVATE -O0)

# Catch2's one header takes most of the time that a small test takes to compile: it is read once, not seventy times.
add_library(kredsim_catch_header OBJECT ${CMAKE_CURRENT_LIST_DIR}/catch_header.cpp)
target_link_libraries(kredsim_catch_header PRIVATE Catch2::Catch2)
target_compile_options(kredsim_catch_header PRIVATE $<$<CONFIG:Release>:-O0>)
target_precompile_headers(kredsim_catch_header PRIVATE <catch2/catch.hpp> ${PROJECT_SOURCE_DIR}/cmake/standard_library.hpp)

# kredsim_test(NAME LABEL [APART] SOURCES ... LINKS ...): one Catch2 program, every test case a ctest of its own.
#
# LABEL is the kind of test: ./check leaves out `long`; under the sanitizers also `statistical`, `golden` and `tutorial` are left out.
# A test case that prints "SKIPPED: reason" counts as skipped if nothing in it failed: hence Catch2's own closing line
# in the expression.
function(kredsim_test name label)
  cmake_parse_arguments(arg "APART" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE kredsim_catch_main ${arg_LINKS})
  target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O0>)
  target_precompile_headers(${name} REUSE_FROM kredsim_catch_header)
  if(NOT arg_APART)
    kredsim_compile_together(${name})
  endif()
  set(seconds 900)
  if(label STREQUAL "long")
    set(seconds 2700)
  endif()
  catch_discover_tests(${name} TEST_PREFIX "${name}:"
    PROPERTIES LABELS ${label} TIMEOUT ${seconds} ENVIRONMENT KREDSIM_CACHE=off SKIP_REGULAR_EXPRESSION "SKIPPED:.*(All tests|cases: 1 . 1) passed")
endfunction()
