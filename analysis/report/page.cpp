#include "analysis/report/page.hpp"

// The assembler takes the built page into the program as it is.
asm(".section .rodata\n"
    "kredsim_page_begin:\n"
    ".incbin \"" KREDSIM_PAGE
    "\"\n"
    "kredsim_page_end:\n"
    ".byte 0\n"
    "kredsim_replay_page_begin:\n"
    ".incbin \"" KREDSIM_REPLAY_PAGE
    "\"\n"
    "kredsim_replay_page_end:\n"
    ".byte 0\n"
    ".previous\n");

extern "C" {
extern const char kredsim_page_begin[];  // NOLINT(readability-identifier-naming): names of the assembler
extern const char kredsim_page_end[];
extern const char kredsim_replay_page_begin[];  // NOLINT(readability-identifier-naming)
extern const char kredsim_replay_page_end[];
}

namespace kredsim {

std::string_view briefing_page() {
  return {kredsim_page_begin, static_cast<std::size_t>(kredsim_page_end - kredsim_page_begin)};
}

std::string_view replay_page() {
  return {kredsim_replay_page_begin, static_cast<std::size_t>(kredsim_replay_page_end - kredsim_replay_page_begin)};
}

}  // namespace kredsim
