/** Hour by weekday: the wait of a run, or of base and plan, or what differs between them. */
import * as Plot from "@observablehq/plot";

import type { Side } from "./comparison_charts";
import type { Results } from "./data";
import { figure, legend, type Table } from "./figure";
import { minutes } from "./format";
import { base, change, hatch, isNarrow, svgOf, wrapped } from "./look";
import { t } from "./texts";

const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const hours = Array.from({ length: 24 }, (_, hour) => hour);
const clock = (hour: number): string => String(hour).padStart(2, "0");

interface Slot {
  day: string;
  hour: number;
  value: number | null;
  label: string;
  /** What cannot be told is hatched, what does not differ is grey. */
  as: "told" | "same" | "undecided";
}
interface Colours {
  domain: number[];
  range: string[];
  /** Whether letters on it must be white. */
  dark: (value: number) => boolean;
}

const slots = <T>(make: (name: string, hour: number, key: string) => T): T[] => {
  const names = t("weekdays").split(",");
  return days.flatMap((day, d) => hours.map((hour) => make(names[d] ?? day, hour, `${day} ${clock(hour)}`)));
};

/** One odd hour must not take the colours from all others. */
const share = (rising: number[], part: number): number => rising[Math.min(rising.length - 1, Math.max(0, Math.round(part * (rising.length - 1))))] ?? 0;

function rising(known: Slot[]): Colours {
  const values = known.map((c) => c.value as number).sort((a, b) => a - b);
  const [least, most] = [share(values, 0.03), share(values, 0.97)];
  return { domain: [least, most], range: ["#f4f8fc", "#08336b"], dark: (value) => most > least && (value - least) / (most - least) > 0.45 };
}

function parting(known: Slot[]): Colours {
  const told = known.filter((c) => c.as === "told").map((c) => Math.abs(c.value as number)).sort((a, b) => a - b);
  const most = share(told, 0.97) || 1;
  return { domain: [-most, 0, most], range: ["#0b5394", "#f4f6f8", "#b45309"], dark: (value) => Math.abs(value) / most > 0.6 };
}

function weekChart(known: Slot[], colours: Colours): SVGElement {
  const names = t("weekdays").split(",");
  const svg = svgOf(
    Plot.plot({
      ...base(),
      height: isNarrow() ? 190 : 250,
      marginLeft: 48,
      padding: 0,
      x: { label: `${t("hour_axis")} →`, domain: hours, tickSize: 0, ...(isNarrow() ? { ticks: [0, 6, 12, 18] } : {}) },
      y: { label: null, domain: names, tickSize: 0, tickFormat: wrapped },
      color: { type: "linear", domain: colours.domain, clamp: true, range: colours.range, interpolate: "rgb" },
      marks: [
        Plot.cell(known, { x: "hour", y: "day", fill: "value", inset: 0.5 }),
        Plot.text(isNarrow() ? [] : known, { x: "hour", y: "day", text: "label", fontSize: 9 }),
      ],
    }),
  );
  const lines = known.some((c) => c.as === "undecided") ? hatch(svg, "#aab3bf") : "";
  svg.querySelectorAll("g[aria-label='cell'] rect").forEach((rect, i) => {
    if (known[i]?.as === "undecided") rect.setAttribute("fill", lines);
    if (known[i]?.as === "same") rect.setAttribute("fill", "#dfe4ea");
  });
  svg.querySelectorAll("g[aria-label='text'] text").forEach((text, i) => {
    const slot = known[i];
    text.setAttribute("fill", slot && slot.as === "told" && slot.value !== null && colours.dark(slot.value) ? "#fff" : "#1c2430");
  });
  return svg;
}

export function week(results: Results): HTMLElement | null {
  const cells = slots((day, hour, key) => ({ day, hour, e: results.estimate("response_s", "mean", { hour: key }) }));
  const known = cells.flatMap(({ day, hour, e }): Slot[] => (e && e.value !== null ? [{ day, hour, value: e.value, label: e.low === null ? "/" : minutes(e.value), as: "told" }] : []));
  if (known.length === 0) return null;
  const table: Table = {
    columns: [t("weekday"), t("hour"), `${t("mean")} (s)`, `${t("low")} (s)`, `${t("high")} (s)`, t("incidents")],
    rows: cells.map(({ day, hour, e }) => [day, hour, e?.value ?? null, e?.low ?? null, e?.high ?? null, e?.n ?? 0]),
  };
  return figure("week", t("week_title"), t("week_read"), weekChart(known, rising(known)), table);
}

export function weekOfComparison(results: Results, plan: string, side: Side, switches: HTMLElement): HTMLElement | null {
  const cells = slots((day, hour, key) => ({ day, hour, d: results.comparison?.difference(plan, "response_s", "mean", { hour: key }) }));
  const known = cells.flatMap(({ day, hour, d }): Slot[] => {
    const value = d?.[side] ?? null;
    if (!d || value === null) return [];
    if (side !== "difference") return [{ day, hour, value, label: minutes(value), as: "told" }];
    const same = d.verdict === "identical" || d.verdict === "no different";
    const unsure = d.verdict === "cannot be told apart yet" || d.verdict === "too few";
    return [{ day, hour, value, label: same ? "0" : unsure ? "?" : change(value).replace(" s", ""), as: same ? "same" : unsure ? "undecided" : "told" }];
  });
  if (known.length === 0) return null;
  const inWords = { "no different": t("no_different"), identical: t("identical"), "cannot be told apart yet": t("undecided"), "too few": t("too_few") } as Record<string, string>;
  const table: Table = {
    columns: [t("weekday"), t("hour"), `${t("base")} (s)`, `${t("plan")} (s)`, `${t("difference")} (s)`, `${t("low")} (s)`, `${t("high")} (s)`, t("verdict"), t("incidents")],
    rows: cells.map(({ day, hour, d }) => [day, hour, d?.base ?? null, d?.plan ?? null, d?.difference ?? null, d?.low ?? null, d?.high ?? null, d ? (inWords[d.verdict] ?? t(d.verdict as "better")) : "", d?.n_base ?? 0]),
  };
  const entries = [
    { colour: "#0b5394", text: t("map_shorter") },
    { colour: "#b45309", text: t("map_longer") },
    { colour: "#dfe4ea", text: t("map_same") },
    { colour: "#aab3bf", text: t("map_undecided"), shape: "hatch" as const },
  ];
  const chart = weekChart(known, side === "difference" ? parting(known) : rising(known));
  const read = side === "difference" ? t("week_differences_read") : t("week_read");
  return figure("week", side === "difference" ? t("week_differences_title") : `${t("week_title")} · ${t(side)}`, read, chart, table, { switches, ...(side === "difference" ? { legend: legend(entries) } : {}) });
}
