# cmake -DSOURCE=... -DVERSION=... -DOUT=... -P write_build_info.cmake: the version and commit as C++, touched only when they change.
execute_process(COMMAND git describe --always --abbrev=40 --dirty --exclude * WORKING_DIRECTORY ${SOURCE}
  OUTPUT_VARIABLE commit ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE failed)
if(failed)
  set(commit unknown)
endif()
file(CONFIGURE OUTPUT ${OUT} CONTENT [[
#include "analysis/store/build_info.hpp"

namespace kredsim {

std::string_view program_version() { return "@VERSION@"; }
std::string_view program_commit() { return "@commit@"; }

}  // namespace kredsim
]] @ONLY)
