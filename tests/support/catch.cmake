find_package(Catch2 2.13 REQUIRED)
include(Catch)

add_library(kredsim_catch_main STATIC ${CMAKE_CURRENT_LIST_DIR}/catch_main.cpp)
target_link_libraries(kredsim_catch_main PUBLIC Catch2::Catch2)
target_include_directories(kredsim_catch_main PUBLIC ${PROJECT_SOURCE_DIR})

# kredsim_test(NAME LABEL SOURCES ... LINKS ...): one Catch2 program, every test case a ctest of its own.
function(kredsim_test name label)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE kredsim_catch_main ${arg_LINKS})
  catch_discover_tests(${name} TEST_PREFIX "${name}: " PROPERTIES LABELS ${label} SKIP_REGULAR_EXPRESSION "SKIPPED:")
endfunction()
