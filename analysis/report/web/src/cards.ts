/** Three figures for the first screen. */
import { inWords } from "./comparison_charts";
import type { Results } from "./data";
import { h } from "./dom";
import { minutes, minutesBoth, number, percent, plural } from "./format";
import { change, changeOfShare } from "./look";
import { mapStatistics } from "./run_map";
import { precision } from "./scope";
import { showFigure } from "./sweep_charts";
import type { Sweep, SweepFigure } from "./sweep_data";
import { spoken, t } from "./texts";

interface Card {
  id: string;
  label: string;
  value: number | null;
  shown: string;
  below: string[];
}

const cards = (all: Card[]): HTMLElement =>
  h(
    "div",
    { class: "cards" },
    all.map((c) =>
      h(
        "div",
        { class: "card", "data-testid": `card-${c.id}`, "data-value": c.value === null ? "" : String(c.value) },
        h("div", { class: "label" }, c.label),
        h("div", { class: "number" }, c.shown),
        c.below.filter((b) => b !== "").map((b) => h("div", { class: "range" }, b)),
      ),
    ),
  );

const minutesOf = (statistic: string): string => number(Number(/\d+/.exec(statistic)?.[0]) / 60, spoken());

export function runCards(results: Results): HTMLElement {
  return cards(
    mapStatistics(results).map((s, i) => {
      const e = results.estimate("response_s", s.statistic, { type: results.scope });
      const label = i === 0 ? t("card_mean") : i === 1 ? t("card_p90") : t("card_share", { target: minutesOf(s.statistic) });
      return { id: s.statistic, label, value: e?.value ?? null, shown: e && e.value !== null ? s.show(e.value) : "–", below: [e ? precision(e, s.show).replace(/^[; ]+/, "") : ""] };
    }),
  );
}

export function comparisonCards(results: Results, plan: string): HTMLElement {
  const timed = results.targets.includes(600) ? 600 : results.targets[Math.floor(results.targets.length / 2)];
  const mean = results.comparison?.difference(plan, "response_s", "mean", { type: results.scope });
  const all: Card[] = [];
  const undecided = mean?.low === null || mean?.verdict === "cannot be told apart yet";
  const [from, to] = (undecided ? [minutes(mean?.base ?? 0), minutes(mean?.plan ?? 0)] : minutesBoth(mean?.base ?? 0, mean?.plan ?? 0, spoken())) as [string, string];
  if (mean && mean.difference !== null)
    all.push({
      id: "mean",
      label: t("card_difference"),
      value: mean.difference,
      shown: undecided ? (mean.verdict === "identical" ? "0 s" : "?") : change(mean.difference),
      below: [
        t("card_from_to", { from, to }),
        mean.low !== null && mean.high !== null ? t("card_precision", { low: change(mean.low), high: change(mean.high) }) : t("no_precision").trim(),
        inWords(mean.verdict),
      ],
    });
  const share = timed === undefined ? undefined : results.comparison?.difference(plan, "response_s", `share_within_${timed}s`, { type: results.scope });
  if (share && share.difference !== null)
    all.push({
      id: share.statistic,
      label: t("card_share", { target: minutesOf(share.statistic) }),
      value: share.difference,
      shown: share.low === null || share.verdict === "cannot be told apart yet" ? (share.verdict === "identical" ? `0 ${t("percentage_points")}` : "?") : changeOfShare(share.difference),
      below: [
        t("card_from_to", { from: percent(share.base ?? 0, spoken(), 1), to: percent(share.plan ?? 0, spoken(), 1) }),
        share.low !== null && share.high !== null ? t("card_precision", { low: changeOfShare(share.low), high: changeOfShare(share.high) }) : t("no_precision").trim(),
        inWords(share.verdict),
      ],
    });
  const duty = results.comparison?.difference(plan, "units_on_duty", "mean");
  if (duty && duty.base !== null && duty.plan !== null) {
    const hours = (units: number): number => 168 * units;
    const more = Math.round(hours(duty.plan)) - Math.round(hours(duty.base));
    all.push({
      id: "duty",
      label: t("card_duty"),
      value: duty.difference,
      shown: more === 0 ? "± 0" : `${more < 0 ? "\u2212" : "+"}${number(Math.abs(more), spoken())}`,
      below: [t("card_from_to", { from: number(hours(duty.base), spoken()), to: number(hours(duty.plan), spoken()) })],
    });
  }
  return cards(all);
}

export function sweepCards(results: Results, sweep: Sweep, of: SweepFigure): HTMLElement {
  const known = sweep.points.flatMap(({ point }) => {
    const e = sweep.at(point, of);
    return e && e.value !== null ? [e] : [];
  });
  known.sort((a, b) => (a.value ?? 0) - (b.value ?? 0));
  const [least, most] = [known[0], known[known.length - 1]];
  const all: Card[] = [];
  const fresh = sweep.ofBest(of);
  if (fresh && fresh.value !== null)
    all.push({ id: "best", label: t("card_best"), value: fresh.value, shown: showFigure(of, fresh.value), below: [precision({ ...fresh, hour: "all", priority: "all", group: "all" }, (v) => showFigure(of, v)).replace(/^[; ]+/, "")] });
  if (least && most)
    all.push({
      id: "spread",
      label: t("card_spread"),
      value: (most.value ?? 0) - (least.value ?? 0),
      shown: `${showFigure(of, least.value ?? 0)} – ${showFigure(of, most.value ?? 0)}`,
      below: [results.said("ends")],
    });
  all.push({ id: "points", label: t("card_points"), value: sweep.points.length, shown: number(sweep.points.length, spoken()), below: [t("card_replications", { replications: plural(Number(results.meta.replications ?? 0), t("replication_one"), t("replication_other"), spoken()) }), `${t("factors")}: ${sweep.factors.map((f) => f.factor).join(", ")}`] });
  return cards(all);
}
