/** Where the police are seen: presence of a run, or of base and plan, and local hours planned, delivered, leaked. */
import * as Plot from "@observablehq/plot";

import type { Results } from "./data";
import { figure, legend, type Table } from "./figure";
import { number } from "./format";
import { accent, base, marginFor, svgOf, warm, ticks } from "./look";
import { spoken, t, type TextKey } from "./texts";

const hoursAWeek = 168;
const kinds: { measure: string; text: TextKey; colour: string; perWeek: number }[] = [
  { measure: "presence_passing", text: "passing", colour: "#9cc1e6", perWeek: hoursAWeek },
  { measure: "presence_parked", text: "parked", colour: accent, perWeek: hoursAWeek },
  { measure: "presence_on_foot", text: "on_foot", colour: warm, perWeek: hoursAWeek },
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
function amounts(results: Results, plan: string | null, parts: { measure: string; text: TextKey; perWeek?: number }[]): Amount[] {
  const places = [{ area: "all", name: t("whole_district") }, ...results.areas];
  return places.flatMap(({ area, name }) =>
    parts.flatMap(({ measure, text, perWeek = 1 }) => {
      const amount = (side: string, value: number | null, low: number | null, high: number | null, statistic: string): Amount[] => {
        // Counts are of a whole replication.
        const scale = statistic === "count" ? 604_800 / Number(results.meta.period_s) : perWeek;
        return value === null ? [] : [{ place: name, side, part: t(text), value: value * scale, low: low === null ? null : low * scale, high: high === null ? null : high * scale }];
      };
      for (const statistic of ["mean", "count"]) {
        if (plan === null) {
          const e = results.estimate(measure, statistic, { area });
          if (e) return amount("", e.value, e.low, e.high, statistic);
        } else {
          const sides = (results.comparison?.presence ?? []).filter((p) => p.compared === plan && p.measure === measure && p.statistic === statistic && p.area === area);
          const of = (side: "base" | "plan"): Amount[] => {
            const p = sides.find((x) => x.side === side);
            return amount(t(side), p?.value ?? 0, p?.low ?? null, p?.high ?? null, statistic);
          };
          if (sides.length > 0) return [...of("base"), ...of("plan")];
        }
      }
      return [];
    }),
  );
}

function chart(id: string, title: string, read: string, data: Amount[], parts: { text: TextKey; colour: string }[], stack: boolean): HTMLElement | null {
  if (data.length === 0 || data.every((d) => d.value === 0)) return null;
  const rows = [...new Set(data.map((d) => (d.side ? `${d.place} · ${d.side}` : d.place)))];
  const keyed = data.map((d) => ({ ...d, row: d.side ? `${d.place} · ${d.side}` : d.place }));
  const names = parts.map((p) => t(p.text));
  const colour = { domain: names, range: parts.map((p) => p.colour) };
  const room = { ...base, marginLeft: marginFor(rows), x: { label: `${t("hours_a_week")} →`, grid: true, tickFormat: ticks } };
  const plot = stack
    ? Plot.plot({
        ...room,
        height: 60 + 24 * rows.length,
        y: { label: null, domain: rows },
        color: colour,
        marks: [Plot.barX(keyed, Plot.stackX({ y: "row", x: "value", fill: "part", order: names, insetTop: 3, insetBottom: 3 })), Plot.ruleX([0])],
      })
    : Plot.plot({
        ...room,
        height: 70 + 44 * rows.length,
        fy: { label: null, domain: rows, axis: "left" },
        y: { axis: null, domain: names },
        color: colour,
        marks: [
          Plot.barX(keyed, { fy: "row", y: "part", x: "value", fill: "part" }),
          Plot.text(keyed, { fy: "row", y: "part", x: "value", text: (d: Amount) => number(d.value, spoken(), 0), dx: 4, textAnchor: "start", fontSize: 11 }),
          Plot.ruleX([0]),
        ],
      });
  const table: Table = {
    columns: [t("municipality"), t("plan"), t("kind"), t("hours_a_week"), t("low"), t("high")],
    rows: data.map((d) => [d.place, d.side, d.part, d.value, d.low, d.high]),
  };
  return figure(id, title, read, svgOf(plot), table, { legend: legend(parts.map((p) => ({ colour: p.colour, text: t(p.text) }))) });
}

export function presence(results: Results, plan: string | null): HTMLElement | null {
  return chart("presence", t("presence_title"), t("presence_read"), amounts(results, plan, kinds), kinds, true);
}

export function localHours(results: Results, plan: string | null): HTMLElement | null {
  return chart("local", t("local_title"), t("local_read"), amounts(results, plan, local), local, false);
}
