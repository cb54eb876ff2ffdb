#include "sim/scenario/tables.hpp"
#include "sim/scenario/units.hpp"

namespace kredsim::scenario {
namespace {

constexpr double most_officers = 20'000;

/// A number that may carry the sign `+`.
Kind<double> change() {
  Kind<double> kind = number({-most_officers, most_officers});
  const auto plain = kind.read;
  kind.description.example = "-13";
  kind.read = [plain](const Yaml& node, double& value, Reading& reading) {
    if (node.kind != Yaml::Kind::scalar || node.quoted || !node.text.starts_with('+'))
      return plain(node, value, reading);
    Yaml unsigned_node = node;
    unsigned_node.text.erase(0, 1);
    plain(unsigned_node, value, reading);
  };
  return kind;
}

/// `215`, or `as rostered`.
Kind<Officers> count_of_officers() {
  const Kind<double> plain = number({0, most_officers});
  const auto word = one_of<bool>({{"as rostered", true}});
  Kind<Officers> kind;
  kind.description = forms("number, or `as rostered`", {plain.description, word.description});
  kind.description.example = "215";
  kind.read = [=](const Yaml& node, Officers& value, Reading& reading) {
    value.as_rostered = node.kind == Yaml::Kind::scalar && node.text == "as rostered";
    if (value.as_rostered)
      value.value = 0;
    else
      plain.read(node, value.value.emplace(), reading);
  };
  return kind;
}

Kind<Officers> officers() {
  const Kind<Officers> amount = count_of_officers();
  const Kind<Officers> parts =
      Keys<Officers>{"officers"}
          .optional(
              "value", [](Officers& all) -> Officers& { return all; }, measured(amount),
              "in årsværk (full-time years); `as rostered`: as many as the roster of the file below needs")
          .optional("change", &Officers::change, measured(change()),
                    "more (+) or fewer (-) than in the file that this one extends; changes add up along `extends`, and "
                    "`when_officers_change` says which posts change")
          .kind();
  Kind<Officers> kind;
  kind.description = forms("number of officers, or its change", {amount.description, parts.description});
  kind.description.merge = KeyDescription::Merge::adds;
  kind.description.example = "{ change: -13 }";
  kind.read = [=](const Yaml& node, Officers& value, Reading& reading) {
    value.origin = node.origin();
    if (node.kind == Yaml::Kind::map) return parts.read(node, value, reading);
    reading.input(node);
    amount.read(node, value, reading);
  };
  return kind;
}

Kind<DeskTask> desk_task() {
  return Keys<DeskTask>{"desk task"}
      .required("per_year", &DeskTask::per_year, measured(number({0, 1e7})), "how many a year")
      .required("each", &DeskTask::each, measured(duration("min", std::chrono::seconds{1}, std::chrono::days{30})),
                "officers' time for one")
      .kind();
}

Kind<NetHours> net_hours() {
  const auto hours = measured(duration("h", Milliseconds{0}, std::chrono::hours{4'000}).like("222 h"));
  const auto share = measured(factor({0, 1}));
  return Keys<NetHours>{"net hours of an årsværk"}
      .optional("gross", &NetHours::gross, hours, "of a year, holidays included")
      .defaults_to("1924 h")
      .optional("holidays", &NetHours::holidays, hours, "five weeks and the sixth")
      .defaults_to("222 h")
      .optional("public_holidays", &NetHours::public_holidays, hours, "those on weekdays")
      .defaults_to("70 h")
      .optional("absence", &NetHours::absence, share, "illness, leave, court: share of what holidays leave")
      .defaults_to("10 %")
      .optional("training", &NetHours::training, hours, "courses and exercises")
      .defaults_to("0 h")
      .optional("desk", &NetHours::desk, share, "paperwork, meetings, investigation: share of the hours on duty")
      .defaults_to("0 %")
      .kind();
}

Kind<PostsRule> posts_rule() {
  auto posts = list_of(reference("post"), "list of posts", 0, 2'000);
  posts.description.merge = KeyDescription::Merge::append;
  const auto word = one_of<PostsRule::Kind>({{"refuse", PostsRule::Kind::refuse},
                                             {"refill", PostsRule::Kind::refill},
                                             {"refill in proportion", PostsRule::Kind::in_proportion},
                                             {"refill worst", PostsRule::Kind::worst}});
  const Kind<PostsRule> lists =
      Keys<PostsRule>{"posts to drop and to add"}
          .optional("drop", &PostsRule::drop, posts,
                    "with fewer officers these posts go, in this order, until the roster fits them; `naestved night "
                    "car 3`, or `naestved night` for the last car of that shift")
          .optional("add", &PostsRule::add, posts,
                    "with more officers these posts come, in this order, as long as the roster fits them; `naestved "
                    "night` for one more car of that shift; a post may be said twice")
          .kind();
  Kind<PostsRule> kind;
  kind.description = forms("rule for posts", {word.description, lists.description});
  kind.description.merge = KeyDescription::Merge::append;
  kind.description.example = "{ drop: [naestved night car 3] }";
  kind.read = [=](const Yaml& node, PostsRule& value, Reading& reading) {
    if (node.kind != Yaml::Kind::map) return word.read(node, value.kind, reading);
    value.kind = PostsRule::Kind::listed;
    lists.read(node, value, reading);
  };
  return kind;
}

}  // namespace

void staffing_keys(Keys<Group>& keys) {
  keys.optional("officers", &Group::officers, officers(),
                "how many there are, in årsværk; the roster may not need more. Without it nothing is counted, and a "
                "group without cars must have it")
      .optional("heads", &Group::heads, measured(number({0, most_officers})), "people, shown beside årsværk")
      .optional("net_hours", &Group::net_hours, net_hours(), "what is left of an årsværk for the posts of the roster")
      .optional("desk_tasks", &Group::desk_tasks, named(desk_task(), "desk task", 0, 100),
                "desk work of a known number a year, whose hours come off those of the posts: citizens' enquiries")
      .optional(
          "when_officers_change", &Group::when_officers_change, posts_rule(),
          "which posts change when the number of officers does: the lists, `refill` (a solver proposes the posts "
          "that leave the fewest tasks without a free car), `refill in proportion` (a like share of every shift and "
          "station), `refill worst` (the posts that leave the most: how much the choice matters), or `refuse`")
      .defaults_to("refuse")
      .optional("short_notice_absence", &Group::short_notice_absence, measured(factor({0, 1})),
                "probability that a post is empty on a day, because somebody is ill and nobody steps in");
}

}  // namespace kredsim::scenario
