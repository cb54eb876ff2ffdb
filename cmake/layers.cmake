# The headers of the standard library take most of the time in which a small source compiles: they are read once, not
# a hundred times. The library itself is empty.
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/standard_library.cpp CONTENT "")
add_library(kredsim_standard_library OBJECT ${PROJECT_BINARY_DIR}/standard_library.cpp)
target_precompile_headers(kredsim_standard_library PRIVATE ${PROJECT_SOURCE_DIR}/cmake/standard_library.hpp)

# kredsim_compile_together(TARGET): sources a dozen at a time, because half of what a small source costs is the same
# templates again (GCC reads the scenario's destructor for the fortieth time). Names in unnamed namespaces are then shared by
# the folder: call them apart. -DKREDSIM_TOGETHER=OFF compiles each alone.
option(KREDSIM_TOGETHER "compile the sources of a folder together" ON)
function(kredsim_compile_together target)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ${KREDSIM_TOGETHER} UNITY_BUILD_BATCH_SIZE 12)
  if(KREDSIM_TOGETHER)
    target_compile_options(${target} PRIVATE -Wno-shadow)  # of names in another source; alone, each is held to it
  endif()
endfunction()

# kredsim_optimise_little(TARGET): for what runs once a command (reading a scenario, printing a page); a quarter off its
# time to compile. Floating point is the same at every level.
function(kredsim_optimise_little target)
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
endfunction()

# kredsim_layer(NAME [TOGETHER] [COLD] [SOURCES ...] [PUBLIC ...] [PRIVATE ...])
#
# One folder, one library. PUBLIC names what its headers include, PRIVATE what only its sources include; the test
# `architecture` holds both against the #includes. TOGETHER and COLD as above. A layer without sources is its headers alone.
function(kredsim_layer name)
  cmake_parse_arguments(arg "TOGETHER;COLD" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  if(arg_SOURCES)
    add_library(kredsim_${name} STATIC ${arg_SOURCES})
    target_include_directories(kredsim_${name} PUBLIC ${PROJECT_SOURCE_DIR})
    target_link_libraries(kredsim_${name} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
    target_precompile_headers(kredsim_${name} REUSE_FROM kredsim_standard_library)
    if(arg_COLD)
      kredsim_optimise_little(kredsim_${name})
    endif()
    if(arg_TOGETHER)
      kredsim_compile_together(kredsim_${name})
    endif()
  else()
    add_library(kredsim_${name} INTERFACE)
    target_include_directories(kredsim_${name} INTERFACE ${PROJECT_SOURCE_DIR})
    target_link_libraries(kredsim_${name} INTERFACE ${arg_PUBLIC})
  endif()
endfunction()
