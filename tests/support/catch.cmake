find_package(Catch2 2.13 REQUIRED)
include(Catch)

add_library(kredsim_catch_main STATIC ${CMAKE_CURRENT_LIST_DIR}/catch_main.cpp ${CMAKE_CURRENT_LIST_DIR}/shared.cpp)
target_link_libraries(kredsim_catch_main PUBLIC Catch2::Catch2)
target_include_directories(kredsim_catch_main PUBLIC ${PROJECT_SOURCE_DIR})
target_compile_definitions(kredsim_catch_main PUBLIC KREDSIM_SOURCE_DIR="${PROJECT_SOURCE_DIR}")

# kredsim_test(NAME LABEL SOURCES ... LINKS ...): one Catch2 program, every test case a ctest of its own.
#
# LABEL is the kind of test: ./check leaves out `long`; under the sanitizers also `statistical` and `golden` are left out.
# A test case that prints "SKIPPED: reason" counts as skipped if nothing in it failed: hence Catch2's own closing line
# in the expression.
function(kredsim_test name label)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE kredsim_catch_main ${arg_LINKS})
  catch_discover_tests(${name} TEST_PREFIX "${name}:"
    PROPERTIES LABELS ${label} TIMEOUT 900 ENVIRONMENT KREDSIM_CACHE=off SKIP_REGULAR_EXPRESSION "SKIPPED:.*(All tests|cases: 1 . 1) passed")
endfunction()
