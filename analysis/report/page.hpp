#pragma once

#include <string_view>

namespace kredsim {

/// The briefing's page without its data: LANGUAGE and RESULTS stand where they go.
std::string_view briefing_page();

/// The replay's page without its data: LANGUAGE and NIGHTS stand where they go.
std::string_view replay_page();

}  // namespace kredsim
