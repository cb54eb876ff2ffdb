# kredsim_layer(NAME [SOURCES ...] [PUBLIC ...] [PRIVATE ...])
#
# One folder, one library. PUBLIC names what its headers include, PRIVATE what only its sources include; the test
# `architecture` holds both against the #includes. A layer without sources is its headers alone.
function(kredsim_layer name)
  cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  if(arg_SOURCES)
    add_library(kredsim_${name} STATIC ${arg_SOURCES})
    target_include_directories(kredsim_${name} PUBLIC ${PROJECT_SOURCE_DIR})
    target_link_libraries(kredsim_${name} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
  else()
    add_library(kredsim_${name} INTERFACE)
    target_include_directories(kredsim_${name} INTERFACE ${PROJECT_SOURCE_DIR})
    target_link_libraries(kredsim_${name} INTERFACE ${arg_PUBLIC})
  endif()
endfunction()
