#include "sim/scenario/figure.hpp"
#include "sim/scenario/tables.hpp"

namespace kredsim::scenario {
namespace {

struct UntilKeys : Until {
  std::optional<Figure> figure;
};

void turn_until(UntilKeys&& from, const Yaml& node, Until& value, Reading& reading) {
  if (from.figure) {
    const Figure::Unit wanted = unit_of(from.measure, from.statistic);
    const Reading::Step step{reading, "half_width"};
    const Yaml& written = *node.find("half_width");
    if (from.figure->unit != wanted)
      return reading.problem(written, "the " + from.statistic + " of `" + from.measure + "` is " + form_of(wanted));
    if (from.figure->value <= 0) return reading.problem(written, "must be more than 0");
    from.half_width = from.figure->value;
  }
  value = std::move(from);
}

}  // namespace

Kind<Costs> costs_keys() {
  return Keys<Costs>{"map of costs"}
      .optional("officer_year", &Costs::officer_year, measured(number({0, 1e8})),
                "kroner for an årsværk with all that comes with it; a comparison says what a task in time costs more")
      .kind();
}

Kind<Comparison> comparison_keys() {
  return Keys<Comparison>{"map of margins"}
      .optional("margin", &Comparison::margin, duration("s", Milliseconds{0}, std::chrono::hours{1}),
                "times that differ by no more than this are no different")
      .optional("share_margin", &Comparison::share_margin, factor({0, 1}).like("0.5 %"),
                "shares that differ by no more than this are no different")
      .optional("relative_margin", &Comparison::relative_margin, factor({0, 1}).like("1 %"),
                "counts, distances and averages over time that differ by no more than this part of the base's are no "
                "different")
      .optional("unserved_margin", &Comparison::unserved_margin, factor({0, 1}).like("0.1 %"),
                "a plan that leaves more of the incidents than this unanswered is not called better, whatever else it "
                "does")
      .optional(
          "ensemble", &Comparison::ensemble, path("folder"),
          "folder of input sets that agree with what is known as well as this one does: scenario files that extend "
          "this file. A comparison is made over each of them too, and its range stands beside every difference")
      .defaults_to("none")
      .optional("ensemble_replications", &Comparison::ensemble_replications, integer(1, 100'000),
                "pairs of replications for each input set")
      .kind();
}

Kind<Until> until_keys() {
  const Kind<UntilKeys> keys =
      Keys<UntilKeys>{"precision"}
          .required("measure", &UntilKeys::measure, text("^[a-z_]+$", "name of a measure").like("response_s"),
                    "the measure whose interval is to be narrow enough")
          .optional("statistic", &UntilKeys::statistic, text("^[a-z0-9_.]+$", "name of a statistic").like("p90"),
                    "the statistic of that measure")
          .optional("type", &UntilKeys::type, reference("incident type"), "an incident type, or `published`")
          .defaults_to("all types")
          .optional("area", &UntilKeys::area, reference("area"), "the area it is about")
          .defaults_to("the whole district")
          .alternative("half_width", "half_width", &UntilKeys::figure, figure(),
                       "half the width of the interval, in the unit of the statistic; with `compare`, of the "
                       "difference")
          .alternative("relative", "relative", &UntilKeys::relative, factor({1e-6, 1}).like("2 %"),
                       "the same as a part of the figure; with `compare`, of the base's figure")
          .optional("confidence", &UntilKeys::confidence, factor({0.5, 0.999}).like("95 %"),
                    "how often such an interval holds the truth")
          .optional("max_replications", &UntilKeys::max_replications, integer(20, 1'000'000),
                    "when so many have been played the run ends, precise enough or not")
          .kind();
  return converted<Until, UntilKeys>(keys, turn_until);
}

}  // namespace kredsim::scenario
