#include "analysis/experiment/night.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

#include "sim/engine/replicate.hpp"

namespace kredsim {

namespace {

/// The text of line `i` without its clock, which the page shows in its own way.
std::string words(const std::string& story, const std::vector<LoggedLine>& lines, std::size_t i) {
  const std::size_t clock = to_text(lines[i].time).size() + 2;
  const std::size_t end = i + 1 < lines.size() ? lines[i + 1].begin : story.size();
  return story.substr(lines[i].begin + clock, end - lines[i].begin - clock - 1);
}

bool open_at(const Logbook& book, std::uint32_t row, SimTime time) {
  return row < book.ended.size() && book.ended[row] > time;
}

}  // namespace

Night play_night(const World& world, std::uint64_t replication, SimTime from, SimTime to) {
  const auto dispatch = make_dispatch_policy(world.scenario.dispatch);
  const auto tell = [&](StoryLanguage language, Night& night) {
    night.book.from = from;
    night.book.to = to;
    night.book.told_from = from - std::chrono::days{1};
    night.book.ends_with_it = true;
    std::ostringstream text;
    night.outcome = *replicate(world, *dispatch,
                               {.seed = world.scenario.seed,
                                .replication = replication,
                                .trace = &text,
                                .story = language,
                                .logbook = &night.book});
    return std::move(text).str();
  };
  Night danish;
  const std::string da = tell(StoryLanguage::da, danish);
  Night night;
  const std::string en = tell(StoryLanguage::en, night);
  const auto& lines = night.book.lines;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool before = lines[i].time < from;
    const auto& incidents = lines[i].incidents;
    if (before && std::ranges::none_of(incidents, [&](auto row) { return open_at(night.book, row, from); })) continue;
    night.story.push_back(
        {lines[i].time, words(en, lines, i), words(da, danish.book.lines, i), lines[i].units, incidents});
  }
  return night;
}

}  // namespace kredsim
