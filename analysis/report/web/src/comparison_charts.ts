/** Figures of a comparison: one plan set against the base. */
import * as Plot from "@observablehq/plot";

import type { Difference, Verdict } from "./comparison_data";
import type { Results } from "./data";
import { figure, legend, type Table } from "./figure";
import { minutes, number, percent } from "./format";
import { accent, base, change, changeOfShare, grey, ink, inLines, isNarrow, marginFor, stacked, svgOf, warm, ticks, wrapped } from "./look";
import { map, type AreaValue } from "./map";
import { onDuty } from "./presence";
import { spoken, t, type TextKey } from "./texts";

const words: Record<Verdict, TextKey> = {
  better: "better",
  worse: "worse",
  mixed: "mixed",
  higher: "higher",
  lower: "lower",
  "no different": "no_different",
  "cannot be told apart yet": "undecided",
  identical: "identical",
  "too few": "too_few",
};
export const inWords = (verdict: Verdict): string => t(words[verdict]);
const unsure = (d: Difference): boolean => d.verdict === "cannot be told apart yet" || d.verdict === "too few";

export const scopeOf = (results: Results): string => t(results.scope === "published" ? "published_types" : "all_types");
const differencesTable = (rows: { name: string; d: Difference }[]): Table => ({
  columns: [t("municipality"), t("base"), t("plan"), t("difference"), t("low"), t("high"), t("verdict"), t("incidents")],
  rows: rows.map(({ name, d }) => [name, d.base, d.plan, d.difference, d.low, d.high, inWords(d.verdict), d.n_base]),
});

function ofAreas(results: Results, plan: string, statistic: string, type: string): { name: string; area: string; d: Difference }[] {
  return results.areas.flatMap(({ area, name }) => {
    const d = results.comparison?.difference(plan, "response_s", statistic, { type, area });
    return d && d.difference !== null ? [{ name, area, d }] : [];
  });
}

export interface MapChoice {
  statistic: string;
  label: string;
  /** As it stands in a sentence. */
  read: string;
  isShare: boolean;
}

/** Which figure of the municipalities a map of differences can show. */
export function mapChoices(results: Results): MapChoice[] {
  const targets = results.targets;
  const target = targets.includes(600) ? 600 : targets[Math.floor(targets.length / 2)];
  const choices = [
    { statistic: "mean", label: t("show_mean"), read: t("stat_mean"), isShare: false },
    { statistic: "p90", label: t("show_p90"), read: t("stat_p90"), isShare: false },
  ];
  if (target !== undefined) choices.push({ statistic: `share_within_${target}s`, label: t("show_share", { target: number(target / 60, spoken()) }), read: t("stat_share", { target: number(target / 60, spoken()) }), isShare: true });
  return choices;
}

export type Side = "difference" | "base" | "plan";

export function differenceMap(results: Results, plan: string, choice: MapChoice, side: Side, switches: HTMLElement): HTMLElement | null {
  const rows = ofAreas(results, plan, choice.statistic, results.scope);
  const show = (v: number): string => (choice.isShare ? percent(v, spoken()) : minutes(v));
  const values: AreaValue[] = rows.map(({ name, area, d }) => {
    const row = [name, d.base, d.plan, d.difference, d.low, d.high, inWords(d.verdict)];
    if (side !== "difference") return { area, value: d[side], label: d[side] === null ? "–" : show(d[side]), as: "told" as const, row };
    const same = d.verdict === "no different" || d.verdict === "identical";
    const label = same ? "≈ 0" : unsure(d) ? t("map_unknown") : choice.isShare ? changeOfShare(d.difference ?? 0) : change(d.difference ?? 0);
    // More in time is better, so that one colour means one thing on all of these maps.
    return { area, value: (choice.isShare ? -1 : 1) * (d.difference ?? 0), label, as: same ? ("same" as const) : unsure(d) ? ("undecided" as const) : ("told" as const), row };
  });
  const spots = (results.comparison?.spots ?? []).filter((s) => s.compared === plan);
  return map(results, {
    id: "map",
    title: side === "difference" ? t("difference_map_title") : t("map_title"),
    read:
      side === "difference"
        ? t("difference_map_read", { statistic: choice.read, scope: scopeOf(results) })
        : t("map_read", { statistic: choice.read, scope: scopeOf(results) }),
    values,
    columns: [t("municipality"), t("base"), t("plan"), t("difference"), t("low"), t("high"), t("verdict")],
    colours: side === "difference" ? "diverging" : choice.isShare ? "blues-reversed" : "blues",
    spots: {
      at: spots.map((s) => ({ lat: s.lat, lon: s.lon, size: s.received, title: t("spot", { count: number(s.received, spoken()), gained: number(s.gained, spoken()), lost: number(s.lost, spoken()) }) })),
      text: t("map_spots"),
    },
    switches,
  });
}

/** At the right of each row its difference and verdict; on a telephone the difference, or a question mark. */
function besideRows(data: { name: string; value: number; verdict: string; unsure: boolean }[]): Plot.Markish {
  const text = (d: (typeof data)[number]): string => (isNarrow() ? (d.unsure ? "?" : change(d.value)) : `${d.unsure ? "" : `${change(d.value)} · `}${d.verdict}`);
  return Plot.text(data, { y: "name", frameAnchor: "right", dx: isNarrow() ? 58 : 168, textAnchor: "end", text });
}

export function differences(results: Results, plan: string): HTMLElement | null {
  const kreds = results.comparison?.difference(plan, "response_s", "mean", { type: results.scope });
  const areas = ofAreas(results, plan, "mean", results.scope).sort((a, b) => (b.d.difference ?? 0) - (a.d.difference ?? 0));
  if (!kreds || kreds.difference === null) return null;
  const rows = [{ name: t("whole_district"), area: "all", d: kreds }, ...areas];
  const data = rows.map(({ name, d }) => ({ name, value: d.difference as number, low: d.low, high: d.high, unsure: unsure(d), same: d.verdict === "identical" || d.verdict === "no different", verdict: inWords(d.verdict) }));
  const most = Math.max(...data.flatMap((d) => [d.value, d.low ?? 0, d.high ?? 0].map(Math.abs)), 1);
  const inMinutes = most >= 100;
  const scale = inMinutes ? 60 : 1;
  const plot = svgOf(
    Plot.plot({
      ...base(),
      height: 66 + 30 * data.length,
      marginLeft: marginFor(data.map((d) => d.name)),
      marginRight: isNarrow() ? 62 : 175,
      x: { label: `← ${t("shorter_axis")}  ·  ${inMinutes ? t("minutes_axis") : t("seconds_axis")}  ·  ${t("longer_axis")} →`, labelAnchor: "center", grid: true, tickFormat: ticks, transform: (s: number) => s / scale, nice: true },
      y: { label: null, domain: data.map((d) => d.name), tickFormat: wrapped },
      marks: [
        Plot.ruleX([-kreds.margin, kreds.margin], { stroke: grey, strokeDasharray: "2,4" }),
        Plot.ruleX([0], { stroke: ink }),
        Plot.ruleY(data.filter((d) => d.low !== null), { y: "name", x1: "low", x2: "high", stroke: (d: { unsure: boolean }) => (d.unsure ? "#5d6673" : accent), strokeWidth: 3 }),
        Plot.dot(data, { y: "name", x: "value", r: 5, stroke: (d: { unsure: boolean }) => (d.unsure ? "#5d6673" : accent), strokeWidth: 2, fill: (d: { unsure: boolean; same: boolean }) => (d.unsure || d.same ? "#fff" : accent) }),
        besideRows(data),
      ],
    }),
  );
  const family = areas[0]?.d.family ?? 1;
  return figure("differences", t("differences_title"), t("differences_read", { scope: scopeOf(results), count: String(family), margin: number(kreds.margin, spoken()) }), plot, differencesTable(rows));
}

/** Every municipality under base and plan: where the ends are, and which of them moved. */
export function gap(results: Results, plan: string): HTMLElement | null {
  const rows = ofAreas(results, plan, "mean", results.scope).sort((a, b) => (b.d.base ?? 0) - (a.d.base ?? 0));
  const gapRow = results.comparison?.difference(plan, "response_s", "gap_of_municipalities", { type: results.scope });
  if (rows.length < 2 || !gapRow) return null;
  const data = rows.map(({ name, d }) => ({ name, from: d.base as number, to: d.plan as number, unsure: unsure(d) }));
  const plot = svgOf(
    Plot.plot({
      ...base(),
      height: 60 + 28 * data.length,
      marginLeft: marginFor(data.map((d) => d.name)),
      marginRight: isNarrow() ? 108 : 110,
      x: { label: `${t("minutes_axis")} →`, zero: true, grid: true, tickFormat: ticks, transform: (s: number) => s / 60 },
      y: { label: null, domain: data.map((d) => d.name), tickFormat: wrapped },
      marks: [
        Plot.ruleY(data, { y: "name", x1: "from", x2: "to", stroke: grey, strokeWidth: 2.5 }),
        Plot.dot(data, { y: "name", x: "from", r: 6, stroke: warm, strokeWidth: 2, fill: "#fff" }),
        Plot.dot(data, { y: "name", x: "to", r: 4, fill: accent }),
        Plot.text(data, { y: "name", frameAnchor: "right", dx: 104, textAnchor: "end", text: (d: { from: number; to: number }) => `${minutes(d.from)} → ${minutes(d.to)}` }),
      ],
    }),
  );
  const district = ["slowest_municipality", "fastest_municipality", "gap_of_municipalities"].flatMap((statistic) => {
    const d = results.comparison?.difference(plan, "response_s", statistic, { type: results.scope });
    return d ? [{ name: t(statistic as TextKey), d }] : [];
  });
  return figure("gap", t("gap_title"), t("gap_read", { scope: scopeOf(results) }), plot, differencesTable([...rows, ...district]), {
    legend: legend([
      { colour: warm, text: t("base"), shape: "ring" },
      { colour: accent, text: t("plan"), shape: "dot" },
    ]),
  });
}

export function gains(results: Results, plan: string): HTMLElement | null {
  const all = (results.comparison?.gains ?? []).filter((g) => g.compared === plan && g.type === results.scope && g.answered > 0);
  const rows = [{ area: "all", name: t("whole_district") }, ...results.areas].flatMap(({ area, name }) => {
    const g = all.find((x) => x.area === area);
    return g ? [{ name, g }] : [];
  });
  if (rows.length === 0) return null;
  const data = rows.flatMap(({ name, g }) => [
    { name, side: "gained", x1: 0, x2: -g.gained / g.answered, mean: g.mean_gain_s },
    { name, side: "lost", x1: 0, x2: g.lost / g.answered, mean: g.mean_loss_s },
  ]);
  const most = Math.max(0.001, ...data.map((d) => Math.abs(d.x2)));
  const label = (d: (typeof data)[number]): string => (d.mean === null ? "" : `${percent(Math.abs(d.x2), spoken(), 1)} · ${minutes(d.mean)}`);
  const plot = svgOf(
    Plot.plot({
      ...base(),
      height: 62 + 28 * rows.length,
      marginLeft: marginFor(rows.map((r) => r.name)),
      x: { label: `← ${t("earlier")}  ·  ${t("share_of_tasks")}  ·  ${t("later")} →`, labelAnchor: "center", domain: [-most * (isNarrow() ? 3.8 : 1.45), most * (isNarrow() ? 3.8 : 1.45)], tickFormat: (v: number) => percent(Math.abs(v), spoken(), most < 0.05 ? 1 : 0), grid: true, ...(isNarrow() ? { ticks: 4 } : {}) },
      y: { label: null, domain: rows.map((r) => r.name), tickFormat: wrapped },
      marks: [
        Plot.barX(data.filter((d) => d.side === "gained"), { y: "name", x1: "x1", x2: "x2", fill: "#1f6fb2", insetTop: 4, insetBottom: 4 }),
        Plot.barX(data.filter((d) => d.side === "lost"), { y: "name", x1: "x1", x2: "x2", fill: "#c2570c", insetTop: 4, insetBottom: 4 }),
        Plot.ruleX([0], { stroke: ink }),
        Plot.text(data.filter((d) => d.side === "gained"), { y: "name", x: "x2", text: label, dx: -5, textAnchor: "end", fontSize: 12 }),
        Plot.text(data.filter((d) => d.side === "lost"), { y: "name", x: "x2", text: label, dx: 5, textAnchor: "start", fontSize: 12 }),
      ],
    }),
  );
  const table: Table = {
    columns: [t("municipality"), t("incidents"), t("earlier"), `${t("earlier")}: ${t("mean")} (s)`, t("later"), `${t("later")}: ${t("mean")} (s)`],
    rows: rows.map(({ name, g }) => [name, g.answered, g.gained, g.mean_gain_s, g.lost, g.mean_loss_s]),
  };
  return figure("gains", t("gains_title"), t("gains_read"), plot, table);
}

/** The effect by hour of the day above, what is on duty more or less below: an effect is read beside the hours. */
export function duty(results: Results, plan: string): HTMLElement | null {
  const hours = Array.from({ length: 24 }, (_, hour) => {
    const at = { hour: String(hour).padStart(2, "0") };
    const wait = results.comparison?.difference(plan, "response_s", "mean", at);
    const units = results.comparison?.difference(plan, "units_on_duty", "mean", at);
    const used = results.comparison?.difference(plan, "utilisation", "mean", at);
    const busy = (side: "base" | "plan"): number | null => (units?.[side] != null && used?.[side] != null ? units[side] * used[side] : null);
    return { hour, wait, base: units?.base ?? null, plan: units?.plan ?? null, more: units?.difference ?? null, busyBase: busy("base"), busyPlan: busy("plan") };
  });
  if (hours.every((x) => x.more === null)) return null;
  const effect = hours.flatMap(({ hour, wait }) =>
    wait && wait.difference !== null ? [{ x: hour + 0.5, value: wait.difference, low: wait.low, high: wait.high, unsure: unsure(wait), same: wait.verdict === "no different" || wait.verdict === "identical" }] : [],
  );
  const room = { ...base(), marginLeft: isNarrow() ? 44 : 60, marginRight: 20 };
  const above = svgOf(
    Plot.plot({
      ...room,
      height: 210,
      marginBottom: 22,
      x: { domain: [0, 24], ticks: isNarrow() ? 6 : 12, label: null },
      y: { label: `↑ ${t("effect_axis")}`, grid: true, tickFormat: ticks, nice: true },
      marks: [
        Plot.ruleY([0], { stroke: ink }),
        Plot.ruleX(effect.filter((e) => e.low !== null), { x: "x", y1: "low", y2: "high", stroke: (e: { unsure: boolean }) => (e.unsure ? grey : accent), strokeWidth: 3 }),
        Plot.dot(effect, { x: "x", y: "value", r: 4, stroke: (e: { unsure: boolean }) => (e.unsure ? grey : accent), strokeWidth: 2, fill: (e: { unsure: boolean; same: boolean }) => (e.unsure || e.same ? "#fff" : accent) }),
      ],
    }),
  );
  const steps = [...hours, { ...(hours[23] as (typeof hours)[number]), hour: 24 }];
  const below = svgOf(
    Plot.plot({
      ...room,
      height: 230,
      x: { domain: [0, 24], ticks: isNarrow() ? 6 : 12, label: `${t("hour_axis")} →` },
      y: { label: `↑ ${t("units_axis")}`, grid: true, tickFormat: ticks, zero: true },
      marks: [
        Plot.areaY(steps, { x: "hour", y1: "base", y2: "plan", curve: "step-after", fill: "#c9d2dd" }),
        Plot.lineY(steps, { x: "hour", y: "base", curve: "step-after", stroke: warm, strokeWidth: 2.5, strokeDasharray: "7,3" }),
        Plot.lineY(steps, { x: "hour", y: "plan", curve: "step-after", stroke: accent, strokeWidth: 2.5 }),
        Plot.lineY(steps, { x: "hour", y: "busyBase", curve: "step-after", stroke: warm, strokeWidth: 1.4, strokeDasharray: "2,3" }),
        Plot.lineY(steps, { x: "hour", y: "busyPlan", curve: "step-after", stroke: accent, strokeWidth: 1.2 }),
        Plot.ruleY([0], { stroke: ink }),
      ],
    }),
  );
  const table: Table = {
    columns: [t("hour"), `${t("difference")} (s)`, t("low"), t("high"), t("verdict"), `${t("on_duty")}, ${t("base")}`, `${t("on_duty")}, ${t("plan")}`, `${t("busy")}, ${t("base")}`, `${t("busy")}, ${t("plan")}`],
    rows: hours.map((x) => [x.hour, x.wait?.difference ?? null, x.wait?.low ?? null, x.wait?.high ?? null, x.wait ? inWords(x.wait.verdict) : "", x.base, x.plan, x.busyBase, x.busyPlan]),
  };
  return figure("duty", t("duty_title"), t("duty_read") + onDuty(results, plan), stacked([above, below]), table, {
    legend: legend([
      { colour: warm, text: `${t("on_duty")}, ${t("base")}`, shape: "dashes" },
      { colour: accent, text: `${t("on_duty")}, ${t("plan")}`, shape: "line" },
      { colour: warm, text: `${t("busy")}, ${t("base")}`, shape: "dots" },
      { colour: accent, text: `${t("busy")}, ${t("plan")}`, shape: "thin" },
    ]),
  });
}

/** Three widths beside each other: what the simulation leaves open, and what one real year swings by itself. */
export function oneYear(results: Results, plan: string): HTMLElement | null {
  const d = results.comparison?.difference(plan, "response_s", "mean", { type: results.scope });
  if (!d || d.difference === null || d.period_sd === null || d.low === null || d.high === null) return null;
  const between = 1.96 * Math.SQRT2 * d.period_sd;
  const isYear = results.isYear;
  const bars = [
    { name: t("bar_precision"), x1: d.low, x2: d.high, kind: "told" },
    { name: isYear ? t("bar_year") : t("bar_period"), x1: d.difference - between, x2: d.difference + between, kind: "year" },
  ];
  const plot = svgOf(
    Plot.plot({
      ...base(),
      height: 140,
      marginLeft: marginFor(bars.map((b) => b.name)),
      marginRight: 30,
      x: { label: `← ${t("shorter_axis")}  ·  ${t("seconds_axis")}  ·  ${t("longer_axis")} →`, labelAnchor: "center", grid: true, tickFormat: ticks, nice: true },
      y: { label: null, domain: bars.map((b) => b.name), tickFormat: wrapped },
      marks: [
        Plot.barX(bars, { y: "name", x1: "x1", x2: "x2", fill: (b: { kind: string }) => (b.kind === "told" ? accent : "#cfd6df"), insetTop: 9, insetBottom: 9 }),
        Plot.ruleX([0], { stroke: ink }),
        Plot.tickX(bars, { y: "name", x: () => d.difference as number, stroke: "#111", strokeWidth: 2 }),
      ],
    }),
  );
  const table: Table = { columns: [t("figure"), t("low"), t("high")], rows: bars.map((b) => [b.name, b.x1, b.x2]) };
  return figure("year", t("year_title"), isYear ? t("year_read") : t("period_read"), plot, table);
}


/** With several plans: the district's difference of each. */
export function plansSideBySide(results: Results): HTMLElement | null {
  const plans = results.comparison?.plans ?? [];
  if (plans.length < 2) return null;
  const rows = plans.flatMap((plan) => {
    const d = results.comparison?.difference(plan.name, "response_s", "mean", { type: results.scope });
    return d && d.difference !== null ? [{ name: plan[`title_${spoken()}`] || plan.name, d }] : [];
  });
  const data = rows.map(({ name, d }, i) => ({ name: `${i + 1}. ${name.length > 100 ? `${name.slice(0, 99)}…` : name}`, value: d.difference as number, low: d.low, high: d.high, unsure: unsure(d), verdict: inWords(d.verdict) }));
  const plot = svgOf(
    Plot.plot({
      ...base(),
      height: 66 + (isNarrow() ? 74 : 44) * data.length,
      marginLeft: marginFor(data.flatMap((d) => inLines(d.name, 34).split("\n"))),
      marginRight: isNarrow() ? 62 : 175,
      x: { label: `← ${t("shorter_axis")}  ·  ${t("seconds_axis")}  ·  ${t("longer_axis")} →`, labelAnchor: "center", grid: true, tickFormat: ticks, nice: true },
      y: { label: null, domain: data.map((d) => d.name), tickFormat: (name: string) => inLines(name, isNarrow() ? 17 : 34) },
      marks: [
        Plot.ruleX([0], { stroke: ink }),
        Plot.ruleY(data.filter((d) => d.low !== null), { y: "name", x1: "low", x2: "high", stroke: (d: { unsure: boolean }) => (d.unsure ? grey : accent), strokeWidth: 3 }),
        Plot.dot(data, { y: "name", x: "value", r: 5, stroke: accent, fill: (d: { unsure: boolean }) => (d.unsure ? "#fff" : accent) }),
        besideRows(data),
      ],
    }),
  );
  return figure("plans", t("plans_title"), t("plans_read", { scope: scopeOf(results) }), plot, differencesTable(rows));
}
