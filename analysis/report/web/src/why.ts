/** What a wait is made of, and why a late task was late: of a run, or of base and plan. */
import * as Plot from "@observablehq/plot";

import type { Results } from "./data";
import { figure, legend, type Table } from "./figure";
import { number, percent } from "./format";
import { accent, base, marginFor, svgOf, ticks, warm, wrapped } from "./look";
import { areaMeans, areaScope, scopeText } from "./scope";
import { spoken, t, type TextKey } from "./texts";

export interface Part {
  measure: string;
  text: TextKey;
  colour: string;
}
const parts: Part[] = [
  { measure: "answer_wait_s", text: "component_answer", colour: "#7a4ea3" },
  { measure: "call_handling_s", text: "component_call", colour: "#c8b6dd" },
  { measure: "dispatcher_s", text: "component_dispatcher", colour: "#9a7d0a" },
  { measure: "dispatch_wait_s", text: "component_wait", colour: warm },
  { measure: "turnout_s", text: "component_turnout", colour: "#3f7f4c" },
  { measure: "travel_s", text: "component_travel", colour: accent },
];
export const causes: Part[] = [
  { measure: "late_distance", text: "late_distance", colour: accent },
  { measure: "late_urgent_work", text: "late_urgent_work", colour: "#8f3d05" },
  { measure: "late_other_work", text: "late_other_work", colour: "#d98a35" },
  { measure: "late_planned_work", text: "late_planned_work", colour: "#f3cf9f" },
  { measure: "late_desk", text: "late_desk", colour: "#9a7d0a" },
  { measure: "late_held_back", text: "late_held_back", colour: "#39424e" },
  { measure: "late_shift_change", text: "late_shift_change", colour: "#aab3bf" },
  { measure: "late_control_centre", text: "late_control_centre", colour: "#7a4ea3" },
  { measure: "late_second_unit", text: "late_second_unit", colour: "#3f7f4c" },
];

interface Amount {
  value: number;
  low: number | null;
  high: number | null;
}
/** One bar: a place, and in a comparison base or plan. */
interface Row {
  name: string;
  of: (measure: string, statistic: string) => Amount | null;
}

function rowsOf(results: Results, plan: string | null): Row[] {
  const places = [{ area: "all", name: t("whole_district") }, ...(plan === null ? areaMeans(results).map(({ name }) => name) : results.areas.map((a) => a.name)).map((name) => ({ area: results.areas.find((a) => a.name === name)?.area ?? "", name }))];
  return places.flatMap(({ area, name }) => {
    const at = area === "all" || plan !== null ? { type: results.scope as string, area } : areaScope(results, area);
    if (plan === null)
      return [{ name, of: (measure: string, statistic: string): Amount | null => {
        const e = results.estimate(measure, statistic, at);
        return e && e.value !== null ? { value: e.value, low: e.low, high: e.high } : null;
      } }];
    return (["base", "plan"] as const).map((side) => ({ name: `${name} · ${t(side)}`, of: (measure: string, statistic: string): Amount | null => {
      const value = results.comparison?.difference(plan, measure, statistic, at)?.[side] ?? null;
      return value === null ? null : { value, low: null, high: null };
    } }));
  });
}

interface Piece extends Amount {
  row: string;
  part: string;
}
const stackedBars = (pieces: Piece[], names: string[], all: Part[], x: Plot.ScaleOptions): SVGElement => {
  const domain = all.map((p) => t(p.text));
  return svgOf(
    Plot.plot({
      ...base(),
      height: 60 + 28 * names.length,
      marginLeft: marginFor(names),
      x,
      y: { label: null, domain: names, tickFormat: wrapped },
      color: { domain, range: all.map((p) => p.colour) },
      marks: [Plot.barX(pieces, Plot.stackX({ y: "row", x: "value", fill: "part", order: domain, insetTop: 3, insetBottom: 3 })), Plot.ruleX([0])],
    }),
  );
};
const shownParts = (pieces: Piece[], all: Part[]): Part[] => all.filter((p) => pieces.some((d) => d.part === t(p.text) && d.value > 0));

export function components(results: Results, plan: string | null): HTMLElement | null {
  const rows = rowsOf(results, plan);
  const pieces = rows.flatMap(({ name, of }) => parts.flatMap((part) => {
    const amount = of(part.measure, "mean");
    return amount ? [{ row: name, part: t(part.text), ...amount }] : [];
  }));
  const shown = shownParts(pieces, parts);
  const kept = pieces.filter((d) => shown.some((p) => t(p.text) === d.part));
  if (kept.length === 0) return null;
  const names = rows.map((r) => r.name).filter((name) => kept.some((d) => d.row === name));
  const svg = stackedBars(kept, names, shown, { label: `${t("minutes_axis")} →`, grid: true, tickFormat: ticks, transform: (s: number) => s / 60 });
  const table: Table = {
    columns: [t("municipality"), t("component"), `${t("mean")} (s)`, ...(plan === null ? [`${t("low")} (s)`, `${t("high")} (s)`] : [])],
    rows: kept.map((d) => [d.row, d.part, d.value, ...(plan === null ? [d.low, d.high] : [])]),
  };
  const call = shown.some((p) => p.measure === "call_handling_s" || p.measure === "answer_wait_s") ? t("components_call") : "";
  const waited = rows[0]?.of("dispatch_wait_s", "share_positive")?.value;
  const late = plan !== null || waited === undefined ? "" : ` ${t("components_waited", { share: percent(waited, spoken(), waited < 0.1 ? 1 : 0) })}`;
  return figure("components", t("components_title"), t("components_read", { scope: scopeText(results) }) + call + late, svg, table, {
    legend: legend(shown.map((p) => ({ colour: p.colour, text: t(p.text) }))),
  });
}

/** Late tasks by their cause: how many a year, or where the period is short, in it. */
export function whyLate(results: Results, plan: string | null): HTMLElement | null {
  const rows = rowsOf(results, plan);
  const weeks = Number(results.meta.period_s) / 604_800;
  const scale = weeks >= 1 ? 365.25 / 7 / weeks : 1;
  const pieces = rows.flatMap(({ name, of }) => {
    const [late, all] = [of("late", "count"), of("incidents", "count")];
    if (!late || !all) return [];
    return causes.flatMap((cause) => {
      const count = of(cause.measure, "count");
      return count ? [{ row: name, part: t(cause.text), value: count.value * scale, low: null, high: null, late: late.value * scale, share: all.value > 0 ? late.value / all.value : null }] : [];
    });
  });
  const shown = shownParts(pieces, causes);
  if (shown.length === 0) return null;
  const kept = pieces.filter((d) => shown.some((p) => t(p.text) === d.part));
  const names = rows.map((r) => r.name).filter((name) => kept.some((d) => d.row === name));
  const axis = t(weeks >= 1 ? "late_axis" : "late_axis_period");
  const svg = stackedBars(kept, names, shown, { label: `${axis} →`, grid: true, tickFormat: ticks });
  const table: Table = {
    columns: [t("municipality"), axis, t("late_share"), t("late_cause"), t("late_for_this")],
    rows: kept.map((d) => [d.row, d.late, d.share, d.part, d.value]),
  };
  const after = Number(results.meta.late_after_s ?? 600) / 60;
  return figure("late", t("late_title"), t("late_read", { scope: scopeText(results), minutes: number(after, spoken(), Number.isInteger(after) ? 0 : 1) }), svg, table, {
    legend: legend(shown.map((p) => ({ colour: p.colour, text: t(p.text) }))),
  });
}
