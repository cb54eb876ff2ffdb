#include <algorithm>

#include "sim/scenario/figure.hpp"
#include "sim/scenario/tables.hpp"
#include "sim/scenario/units.hpp"

namespace kredsim::scenario {
namespace {

using std::chrono::days;

template <std::size_t N>
std::vector<std::pair<std::string, std::string>> words(const std::array<std::string_view, N>& names) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const std::string_view name : names) pairs.emplace_back(name, name);
  return pairs;
}

/// Every map may have a `source`; what is wrong with it was reported when the map was met.
Kind<std::string> source_text() {
  Kind<std::string> kind = text();
  kind.read = [](const Yaml& node, std::string& value, Reading&) { value = node.text; };
  return kind;
}

struct PublishedKeys : Published {
  Figure figure;
};

void turn_published(PublishedKeys&& from, const Yaml& node, Published& value, Reading& reading) {
  const Figure::Unit wanted = unit_of(from.measure, from.statistic);
  if (from.figure.unit != wanted) {
    const Reading::Step step{reading, "value"};
    return reading.problem(*node.find("value"),
                           "the " + from.statistic + " of `" + from.measure + "` is " + form_of(wanted));
  }
  value = std::move(from);
  value.value = from.figure.value;
}

Kind<Published> published() {
  const Kind<PublishedKeys> keys =
      Keys<PublishedKeys>{"published figure"}
          .required("measure", &PublishedKeys::measure, one_of(words(published_measures)),
                    "the measure it is set against")
          .required("statistic", &PublishedKeys::statistic, one_of(words(published_statistics)),
                    "the statistic of that measure")
          .required("value", &PublishedKeys::figure, figure(), "the figure")
          .required("year", &PublishedKeys::year, integer(1990, 2100), "the year it is about")
          .optional("definition", &PublishedKeys::definition, text(), "what the publisher counted, in words")
          .required("source", &PublishedKeys::source, source_text(), "who published it, where")
          .optional("area", &PublishedKeys::area, reference("area"), "the area it is about")
          .defaults_to("the whole district")
          .kind();
  return converted<Published, PublishedKeys>(keys, turn_published);
}

}  // namespace

Kind<Period> period_keys() {
  constexpr Milliseconds longest = days{20 * 366};
  return Keys<Period>{"period"}
      .required("start", &Period::start, date(), "first measured day; the warm-up lies before it")
      .required("length", &Period::length, duration("weeks", Milliseconds{1}, longest).like("52 weeks"),
                "how long is measured")
      .optional("warm_up", &Period::warm_up, duration("days", Milliseconds{0}, days{366}),
                "time before `start` that is run but not measured")
      .optional(
          "at_end", &Period::at_end, one_of<AtEnd>({{"finish", AtEnd::finish}, {"cut", AtEnd::cut}}),
          "`finish`: the run goes on until the measured incidents are finished; `cut`: what is open then is unserved")
      .optional("finish_within", &Period::finish_within, duration("h", Milliseconds{0}, days{28}),
                "after so long beyond the end, what is open is unserved")
      .optional(
          "most_waiting", &Period::most_waiting, integer(1, 1'000'000),
          "when more incidents or calls wait than this, the replication ends as unstable: its queue grows without "
          "bound")
      .kind();
}

namespace {

Kind<Reachable> reachable_keys() {
  return Keys<Reachable>{"map of who is reachable"}
      .required("within", &Reachable::within, duration("min", Milliseconds{1}, std::chrono::hours{24}),
                "how soon a car must be able to be there")
      .optional("per_hour", &Reachable::per_hour, integer(1, 1'000),
                "inhabitants, drawn at random, who are asked in each hour")
      .kind();
}

}  // namespace

Kind<Results> results_keys() {
  auto targets = list_of(duration("min", Milliseconds{1}, days{1}), "list of durations", 0, 20);
  targets.show = [](const std::vector<Milliseconds>& values) {
    std::string list;
    for (const Milliseconds value : values) list += (list.empty() ? "" : ", ") + duration_text(value);
    return "[" + list + "]";
  };
  const auto dimension = one_of<Dimension>({{"type", Dimension::type},
                                            {"area", Dimension::area},
                                            {"hour", Dimension::hour},
                                            {"weekday_hour", Dimension::weekday_hour},
                                            {"priority", Dimension::priority},
                                            {"group", Dimension::group}});
  auto table = list_of(dimension, "list of dimensions", 1, 4);
  table.read = [read = table.read](const Yaml& node, std::vector<Dimension>& value, Reading& reading) {
    const std::size_t before = reading.problem_count();
    read(node, value, reading);
    if (reading.problem_count() != before) return;
    for (std::size_t i = 1; i < value.size(); ++i)
      if (std::count(value.begin(), value.begin() + static_cast<std::ptrdiff_t>(i), value[i]) > 0)
        return reading.problem(node, "names a dimension twice");
  };
  return Keys<Results>{"map of what is reported"}
      .optional("targets", &Results::targets, targets, "response times whose share of incidents is reported")
      .optional("tables", &Results::tables, list_of(table, "list of tables", 0, 20),
                "tables beyond the standard ones, each by its dimensions, for example `[[type, hour]]`")
      .optional("late_after", &Results::late_after, duration("min", Milliseconds{1}, days{1}),
                "a response that takes longer is late, and the results say why")
      .optional("small_below", &Results::small_below, number({0, 1e9}),
                "a municipality with fewer inhabitants is small, and the mean of the small ones is reported")
      .optional("reachable", &Results::reachable, reachable_keys(),
                "the share of inhabitants with whom a free car could be in time, by area and hour")
      .defaults_to("not measured")
      .kind();
}

Kind<std::vector<Published>> published_keys() { return list_of(published(), "list of published figures", 0, 1'000); }

}  // namespace kredsim::scenario
