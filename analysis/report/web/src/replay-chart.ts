/** The response times of the night as they come in: a mark for each arrival, a line for the mean so far. */
import { h } from "./dom";
import { figure, type Table } from "./figure";
import { minutes, number } from "./format";
import type { Incident, Nights, Plan } from "./replay-data";
import { r } from "./replay-texts";
import { spoken } from "./texts";

const svgNamespace = "http://www.w3.org/2000/svg";
export const planColours = ["#0b5394", "#b3420a"];

function s(tag: string, attributes: Record<string, string | number>, ...children: (SVGElement | string)[]): SVGElement {
  const element = document.createElementNS(svgNamespace, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

export interface Reached {
  incident: Incident;
  at: number;
  response: number;
  mean: number;
}

/** The incidents of the night in the order in which somebody got there, each with the mean until then. */
export function reached(plan: Plan, end: number): Reached[] {
  const list = plan.incidents
    .filter((i) => i.arrived !== null && i.response_s !== null && i.arrived >= 0 && i.arrived < end)
    .sort((a, b) => (a.arrived as number) - (b.arrived as number));
  let sum = 0;
  return list.map((incident, i) => {
    sum += incident.response_s as number;
    return { incident, at: incident.arrived as number, response: incident.response_s as number, mean: sum / (i + 1) };
  });
}

export class Chart {
  readonly element: HTMLElement;
  private readonly cursor: SVGElement;
  private readonly shown: SVGElement;
  /** The mark of each arrival, and whether its moment has come. */
  private readonly arrivals: { mark: SVGElement; at: number; seen: boolean }[] = [];
  private readonly left = 46;
  private readonly width: number;

  constructor(private readonly nights: Nights, clock: (time: number, seconds: boolean) => string, wide: boolean) {
    const size = wide ? { width: 1180, height: 250 } : { width: 560, height: 260 };
    const { left } = this;
    this.width = size.width - left - 12;
    const plans = nights.plans.map((plan) => reached(plan, nights.end));
    const longest = Math.max(5, ...plans.flat().map((p) => p.response / 60));
    const step = [1, 2, 5, 10, 15, 30, 60, 120, 240].find((n) => longest / n <= 6) ?? 480;
    const top = Math.ceil(longest / step) * step;
    const bottom = size.height - 28;
    const x = (time: number): number => left + (time / nights.end) * this.width;
    const y = (minutes: number): number => bottom - (minutes / top) * (bottom - 24);
    const parts: SVGElement[] = [];
    for (let minutes = 0; minutes <= top; minutes += step) {
      parts.push(s("line", { x1: left, x2: size.width - 12, y1: y(minutes), y2: y(minutes), stroke: "#d5dae1" }));
      parts.push(s("text", { x: left - 6, y: y(minutes) + 4, "text-anchor": "end", fill: "#1c2430" }, String(minutes)));
    }
    parts.push(s("text", { x: 4, y: 12, fill: "#515b69" }, r("minutes")));
    const hours = nights.end / 36_000;
    const every = ([0.25, 0.5, 1, 2, 3, 6, 12, 24].find((n) => hours / n <= (wide ? 10 : 5)) ?? 24) * 36_000;
    for (let time = 0; time <= nights.end; time += every)
      parts.push(s("text", { x: x(time), y: size.height - 8, "text-anchor": time === 0 ? "start" : time + every > nights.end ? "end" : "middle", fill: "#1c2430" }, clock(time, false)));
    const lines = s("g", { "clip-path": "url(#so-far)" });
    plans.forEach((list, p) => {
      lines.append(this.line(list, p, x, y));
      this.mark(list, p, x, y);
    });
    this.shown = s("rect", { x: 0, y: 0, width: 0, height: size.height });
    this.cursor = s("line", { y1: 16, y2: bottom, stroke: "#1c2430", "stroke-width": 1.5 });
    const svg = s(
      "svg",
      { viewBox: `0 0 ${size.width} ${size.height}`, width: size.width, height: size.height, "font-size": 12, "font-family": "sans-serif" },
      s("defs", {}, s("clipPath", { id: "so-far" }, this.shown)),
      ...parts,
      lines,
      ...this.arrivals.map(({ mark }) => mark),
      this.cursor,
    );
    this.element = figure("response", r("chart_title"), r("chart_read"), svg, this.table(plans, clock), nights.plans.length > 1 ? { legend: this.legend() } : {});
  }

  private mark(list: Reached[], p: number, x: (t: number) => number, y: (m: number) => number): void {
    const colour = planColours[p] ?? "#1c2430";
    for (const { at, response } of list) {
      const cx = x(at), cy = y(response / 60);
      const mark =
        p === 0
          ? s("circle", { cx, cy, r: 3.6, fill: colour, "fill-opacity": 0.75, visibility: "hidden" })
          : s("path", { d: `M${cx} ${cy - 5}l4.6 8h-9.2z`, fill: "none", stroke: colour, "stroke-width": 1.6, visibility: "hidden" });
      this.arrivals.push({ mark, at, seen: false });
    }
  }

  private line(list: Reached[], p: number, x: (t: number) => number, y: (m: number) => number): SVGElement {
    const colour = planColours[p] ?? "#1c2430";
    let path = "";
    list.forEach(({ at, mean }, i) => (path += i === 0 ? `M${x(at)} ${y(mean / 60)}` : `H${x(at)}V${y(mean / 60)}`));
    if (path) path += `H${x(this.nights.end)}`;
    return s("path", { d: path, fill: "none", stroke: colour, "stroke-width": 2.4, ...(p === 0 ? {} : { "stroke-dasharray": "7 4" }) });
  }

  private legend(): HTMLElement {
    return h(
      "ul",
      { class: "legend" },
      this.nights.plans.map((plan, p) => {
        const colour = planColours[p] ?? "#1c2430";
        const svg = s(
          "svg",
          { width: 34, height: 12, "aria-hidden": "true" },
          s("line", { x1: 0, x2: 34, y1: 6, y2: 6, stroke: colour, "stroke-width": 2.4, ...(p === 0 ? {} : { "stroke-dasharray": "7 4" }) }),
          p === 0 ? s("circle", { cx: 17, cy: 6, r: 3.6, fill: colour }) : s("path", { d: "M17 1l4.6 8h-9.2z", fill: "#fff", stroke: colour, "stroke-width": 1.6 }),
        );
        return h("li", {}, svg, plan.title[spoken()]);
      }),
    );
  }

  private table(plans: Reached[][], clock: (time: number, seconds: boolean) => string): Table {
    const several = plans.length > 1;
    const columns = [r("arrived_at"), r("type"), r("municipality"), r("priority"), r("response"), r("running_mean")];
    const rows = plans.flatMap((list, p) =>
      list.map((it) => {
        const row: (string | number)[] = [
          clock(it.at, true),
          it.incident.label[spoken()],
          it.incident.area,
          r(`priority_${it.incident.priority as 0 | 1 | 2 | 3}`),
          Math.round(it.response),
          Math.round(it.mean),
        ];
        return several ? [this.nights.plans[p]?.title[spoken()] ?? "", ...row] : row;
      }),
    );
    return { columns: several ? [r("plan"), ...columns] : columns, rows };
  }

  show(time: number): void {
    const at = this.left + (time / this.nights.end) * this.width;
    this.shown.setAttribute("width", String(at));
    for (const arrival of this.arrivals) {
      const seen = arrival.at <= time;
      if (seen !== arrival.seen) arrival.mark.setAttribute("visibility", seen ? "visible" : "hidden");
      arrival.seen = seen;
    }
    this.cursor.setAttribute("x1", String(at));
    this.cursor.setAttribute("x2", String(at));
  }
}

export const meanText = (list: Reached[], time: number): string => {
  const until = list.filter((it) => it.at <= time);
  const last = until[until.length - 1];
  return last ? `${number(until.length, spoken())} ${r("so_far")}, ${r("mean")} ${minutes(last.mean)}` : `0 ${r("so_far")}`;
};
