/** What all charts share. Colours are told apart without red and green, and never stand alone. */
import { number, tick } from "./format";
import { spoken, t } from "./texts";

export const accent = "#0b5394";
export const warm = "#b45309";
export const grey = "#8a94a3";
export const roadColour = "#5d6673";
export const ink = "#1c2430";
/** A telephone: charts are drawn smaller, so that their letters are not. */
export const narrow = window.matchMedia("(max-width: 40rem)");
export const isNarrow = (): boolean => narrow.matches;
export const chartWidth = (): number => (isNarrow() ? 350 : 720);
export const base = (): { width: number; marginBottom: number; style: Record<string, string> } => ({
  width: chartWidth(),
  marginBottom: 46,
  style: { fontSize: "13px", fontFamily: "sans-serif", background: "#fff" },
});
export const svgOf = (plot: Element): SVGElement => (plot instanceof SVGElement ? plot : (plot.querySelector("svg") as SVGElement));

/** Seconds with their sign in minutes and seconds, or in seconds if short: "+0:12", "−2:08". */
export function change(seconds: number): string {
  const whole = Math.round(Math.abs(seconds));
  if (whole === 0) return "0 s";
  const sign = seconds < 0 ? "\u2212" : "+";
  return whole < 100 ? `${sign}${whole} s` : `${sign}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

export function changeOfShare(share: number): string {
  const points = number(Math.abs(100 * share), spoken(), 1);
  const unit = t("percentage_points");
  return /[1-9]/.test(points) ? `${share < 0 ? "\u2212" : "+"}${points} ${unit}` : `0 ${unit}`;
}

/** A margin wide enough for these names. */
export const marginFor = (names: string[]): number => Math.min(isNarrow() ? 128 : 260, Math.max(isNarrow() ? 40 : 90, 16 + 7.2 * Math.max(...names.map((n) => n.length))));
/** In lines of at most about so many letters, by words. */
export function inLines(name: string, letters: number): string {
  const lines: string[] = [];
  for (const word of name.split(" ")) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + word.length < letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join("\n");
}
/** A name at an axis: on a telephone a long one goes on in further lines. */
export const wrapped = (name: string): string => (isNarrow() ? inLines(name, 16) : name);

export const ticks = (value: number): string => tick(value, spoken());

/** Round shares from none to the highest bar, three to five of them, and how many decimals they take as per cent. */
export function shareTicks(top: number): { shares: number[]; digits: number } {
  const step = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2].find((s) => top / s <= 5) ?? 0.25;
  return { shares: Array.from({ length: Math.floor(top / step + 1e-9) + 1 }, (_, i) => i * step), digits: step < 0.01 ? 1 : 0 };
}

let patterns = 0;
/** Diagonal lines over an area: what cannot be told. */
export function hatch(svg: SVGElement, colour = "#5d6673"): string {
  const id = `hatch-${++patterns}`;
  const make = (tag: string, attributes: Record<string, string>): SVGElement => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const pattern = make("pattern", { id, width: "7", height: "7", patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
  pattern.append(make("rect", { width: "7", height: "7", fill: "#f4f5f7" }), make("rect", { width: "2.2", height: "7", fill: colour }));
  const defs = make("defs", {});
  defs.append(pattern);
  svg.prepend(defs);
  return `url(#${id})`;
}

/** Charts below one another in one drawing, so that they are saved as one. */
export function stacked(charts: SVGElement[]): SVGElement {
  const all = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  let y = 0;
  for (const chart of charts) {
    const height = Number(chart.getAttribute("height"));
    chart.setAttribute("y", String(y));
    y += height;
    all.append(chart);
  }
  const width = String(chartWidth());
  all.setAttribute("width", width);
  all.setAttribute("height", String(y));
  all.setAttribute("viewBox", `0 0 ${width} ${y}`);
  all.setAttribute("fill", "currentColor");
  all.setAttribute("font-family", "sans-serif");
  return all;
}
