/** Where the police are seen: presence of a run, or of base and plan, and local hours planned, delivered, leaked. */
import * as Plot from "@observablehq/plot";

import type { Results } from "./data";
import { figure, legend, type Table } from "./figure";
import { number } from "./format";
import { accent, base, marginFor, svgOf, warm, ticks, wrapped } from "./look";
import { spoken, t, type TextKey } from "./texts";

const hoursAWeek = 168;
/** Presence is units at a time; hours of local police are those of the whole period. */
const hoursOfAWeek = (measure: string, value: number, results: Results): number => value * (measure.startsWith("presence_") ? hoursAWeek : 604_800 / Number(results.meta.period_s));
const kinds: { measure: string; text: TextKey; colour: string }[] = [
  { measure: "presence_passing", text: "passing", colour: "#9cc1e6" },
  { measure: "presence_parked", text: "parked", colour: accent },
  { measure: "presence_on_foot", text: "on_foot", colour: warm },
];
const local: { measure: string; text: TextKey; colour: string }[] = [
  { measure: "local_planned_h", text: "planned", colour: "#c3cad3" },
  { measure: "local_delivered_h", text: "delivered", colour: accent },
  { measure: "local_leaked_h", text: "leaked", colour: warm },
];

interface Amount {
  place: string;
  side: string;
  part: string;
  value: number;
  low: number | null;
  high: number | null;
}

/** The figure of a measure by place and side: one side for a run, two for a comparison. */
function amounts(results: Results, plan: string | null, parts: { measure: string; text: TextKey }[]): Amount[] {
  const places = [{ area: "all", name: t("whole_district") }, ...results.areas];
  return places.flatMap(({ area, name }) =>
    parts.flatMap(({ measure, text }) => {
      const hours = (value: number | null): number | null => (value === null ? null : hoursOfAWeek(measure, value, results));
      const amount = (side: string, value: number | null, low: number | null, high: number | null): Amount[] =>
        value === null ? [] : [{ place: name, side, part: t(text), value: hours(value) as number, low: hours(low), high: hours(high) }];
      if (plan === null) {
        const e = results.estimate(measure, "mean", { area });
        return e ? amount("", e.value, e.low, e.high) : [];
      }
      const sides = (results.comparison?.presence ?? []).filter((p) => p.compared === plan && p.measure === measure && p.statistic === "mean" && p.area === area);
      if (sides.length === 0) return [];
      return (["base", "plan"] as const).flatMap((side) => {
        const p = sides.find((x) => x.side === side);
        return amount(t(side), p?.value ?? 0, p?.low ?? null, p?.high ?? null);
      });
    }),
  );
}

function chart(id: string, title: string, read: string, data: Amount[], parts: { text: TextKey; colour: string }[], stack: boolean): HTMLElement | null {
  if (data.length === 0 || data.every((d) => d.value === 0)) return null;
  const rows = [...new Set(data.map((d) => (d.side ? `${d.place} · ${d.side}` : d.place)))];
  const keyed = data.map((d) => ({ ...d, row: d.side ? `${d.place} · ${d.side}` : d.place }));
  const names = parts.map((p) => t(p.text));
  const colour = { domain: names, range: parts.map((p) => p.colour) };
  const room = { ...base(), marginLeft: marginFor(rows), x: { label: `${t("hours_a_week")} →`, grid: true, tickFormat: ticks } };
  const plot = stack
    ? Plot.plot({
        ...room,
        height: 60 + 24 * rows.length,
        y: { label: null, domain: rows, tickFormat: wrapped },
        color: colour,
        marks: [Plot.barX(keyed, Plot.stackX({ y: "row", x: "value", fill: "part", order: names, insetTop: 3, insetBottom: 3 })), Plot.ruleX([0])],
      })
    : Plot.plot({
        ...room,
        height: 66 + (rows.length > 10 ? 36 : 44) * rows.length,
        marginRight: 48,
        fy: { label: null, domain: rows, axis: "left", tickFormat: wrapped },
        y: { axis: null, domain: names },
        color: colour,
        marks: [
          Plot.barX(keyed, { fy: "row", y: "part", x: "value", fill: "part" }),
          Plot.text(keyed, { fy: "row", y: "part", x: "value", text: (d: Amount) => number(d.value, spoken(), 0), dx: 4, textAnchor: "start", fontSize: 10 }),
          Plot.ruleX([0]),
        ],
      });
  const table: Table = {
    columns: [t("municipality"), t("plan"), t("kind"), t("hours_a_week"), t("low"), t("high")],
    rows: data.map((d) => [d.place, d.side, d.part, d.value, d.low, d.high]),
  };
  return figure(id, title, read, svgOf(plot), table, { legend: legend(parts.map((p) => ({ colour: p.colour, text: t(p.text) }))) });
}

/** "On duty a week by group: Response 3,563; Local police 480": an effect of local officers is read beside their hours. */
export function onDuty(results: Results, plan: string | null): string {
  const hours = (group: string, side: string): number => (results.comparison?.duty ?? []).find((d) => d.compared === plan && d.group === group && d.side === side)?.hours_a_week ?? 0;
  const shown = (hours: number): string => number(hours, spoken());
  const groups = new Map((results.comparison?.duty ?? []).filter((d) => d.compared === plan).map((d) => [d.group, d[`label_${spoken()}`] || d.group]));
  const told =
    plan === null
      ? results.groups.filter((g) => g.measure === "units_on_duty" && g.value > 0).map((g) => `${g[`label_${spoken()}`] || g.group} ${shown(hoursAWeek * g.value)}`)
      : [...groups].filter(([group]) => hours(group, "base") + hours(group, "plan") > 0).map(([group, name]) => `${name} ${shown(hours(group, "base"))} → ${shown(hours(group, "plan"))}`);
  return told.length === 0 ? "" : ` ${t("duty_groups", { groups: told.join("; ") })}`;
}

export function presence(results: Results, plan: string | null): HTMLElement | null {
  return chart("presence", t("presence_title"), t("presence_read") + onDuty(results, plan), amounts(results, plan, kinds), kinds, true);
}

export function localHours(results: Results, plan: string | null): HTMLElement | null {
  const number = plan === null ? "" : `plan_${1 + (results.comparison?.plans.findIndex((p) => p.name === plan) ?? 0)}_`;
  const groups = results.meta[`${number}ring_fenced_${spoken()}`] ?? "";
  return chart("local", t("local_title", { groups }), t("local_read") + onDuty(results, plan), amounts(results, plan, local), local, false);
}
