# kredsim_layer(NAME SOURCES ... [PUBLIC ...] [PRIVATE ...])
#
# One folder, one library. PUBLIC names what its headers include, PRIVATE what only its sources include; the test
# `architecture` holds both against the #includes. Every header of the folder is also compiled alone (target headers).
function(kredsim_layer name)
  cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(kredsim_${name} STATIC ${arg_SOURCES})
  target_include_directories(kredsim_${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(kredsim_${name} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
endfunction()
