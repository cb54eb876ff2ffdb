# The target `headers` compiles every header of sim/ and analysis/ alone, and twice over: it brings what it uses, and
# it is guarded. With -fsyntax-only a build would have no object to compare dates with and would do it all again each
# time; so the objects are made, empty and without optimisation. Not part of the default build, for its time: `./check
# --long` builds it.
function(kredsim_check_headers)
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}
       ${PROJECT_SOURCE_DIR}/sim/*.hpp ${PROJECT_SOURCE_DIR}/analysis/*.hpp)
  foreach(header IN LISTS headers)
    set(source ${PROJECT_BINARY_DIR}/headers/${header}.cpp)
    file(CONFIGURE OUTPUT ${source} CONTENT "#include \"${header}\"\n#include \"${header}\"\n")
    list(APPEND sources ${source})
  endforeach()
  add_library(headers OBJECT EXCLUDE_FROM_ALL ${sources})
  target_include_directories(headers PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_options(headers PRIVATE -O0 -g0)
endfunction()
