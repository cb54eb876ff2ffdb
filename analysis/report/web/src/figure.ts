import { h } from "./dom";
import { number } from "./format";
import { inLines } from "./look";
import { spoken, t } from "./texts";

export interface Table {
  columns: string[];
  rows: (string | number | null)[][];
}

/** Numbers as one reads them; the whole number is in the CSV file and in `data-value`. */
function asRead(cell: string | number | null): string {
  if (typeof cell !== "number") return cell ?? "–";
  if (Number.isInteger(cell)) return Math.abs(cell) < 10000 ? String(cell) : number(cell, spoken());
  const size = Math.abs(cell);
  return number(cell, spoken(), size < 1 ? 4 : size < 100 ? 2 : 1);
}

const asText = (cell: string | number | null): string => (cell === null ? "" : String(cell));

export function tableElement(table: Table): HTMLElement {
  const isNumber = table.columns.map((_, i) => table.rows.every((row) => typeof row[i] !== "string"));
  const side = (i: number): { class: string } | Record<string, never> => (isNumber[i] ? { class: "number" } : {});
  return h(
    "table",
    {},
    h("thead", {}, h("tr", {}, table.columns.map((c, i) => h("th", { scope: "col", ...side(i) }, c)))),
    h("tbody", {}, table.rows.map((row) => h("tr", {}, row.map((c, i) => h("td", { ...side(i), ...(typeof c === "number" ? { "data-value": String(c) } : {}) }, asRead(c)))))),
  );
}

/** A spreadsheet reads a leading =, +, - or @ in text as a formula: it gets an apostrophe. */
export function csv(table: Table): string {
  const cell = (c: string | number | null): string => {
    const text = typeof c === "string" && /^[=+\-@\t\r]/.test(c) ? `'${c}` : asText(c);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [table.columns, ...table.rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

function save(blob: Blob, name: string): void {
  const link = h("a", { href: URL.createObjectURL(blob), download: name }) as HTMLAnchorElement;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const drawn = (tag: string, attributes: Record<string, string>, text = ""): SVGElement => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
};

/** A picture that is understood where it is put: the chart with its title, legend, how to read it, and where it is from. */
function standalone(chart: SVGElement, title: string, read: string, key?: HTMLElement): SVGElement {
  const box = (chart as SVGSVGElement).viewBox.baseVal;
  const letters = box.width / 6.4;
  const all = drawn("svg", { xmlns: "http://www.w3.org/2000/svg", "font-family": "sans-serif", fill: "#1c2430" });
  let y = 8;
  const write = (text: string, size: number, more: Record<string, string> = {}): void => {
    for (const line of inLines(text, (letters * 12) / size).split("\n")) {
      y += size * 1.3;
      all.append(drawn("text", { x: "8", y: String(y), "font-size": String(size), ...more }, line));
    }
  };
  write(title, 16, { "font-weight": "600" });
  let x = 8;
  y += 10;
  for (const entry of key?.querySelectorAll("span") ?? []) {
    const text = entry.textContent ?? "";
    const room = 30 + 6.6 * text.length;
    if (x > 8 && x + room > box.width) {
      x = 8;
      y += 18;
    }
    const mark = entry.querySelector("svg")?.cloneNode(true) as SVGElement | undefined;
    if (mark) {
      mark.setAttribute("x", String(x));
      mark.setAttribute("y", String(y));
      all.append(mark);
    }
    all.append(drawn("text", { x: String(x + 24), y: String(y + 10), "font-size": "12" }, text));
    x += room;
  }
  y += key ? 24 : 0;
  const copy = chart.cloneNode(true) as SVGElement;
  for (const [name, value] of Object.entries({ x: "0", y: String(y), width: String(box.width), height: String(box.height) })) copy.setAttribute(name, value);
  copy.removeAttribute("style"); // the page's policy refuses it, in a copy too
  copy.setAttribute("font-size", "13");
  all.append(copy);
  y += box.height;
  write(read, 12, { fill: "#56606e" });
  write(`${document.title}`, 10, { fill: "#56606e" });
  y += 12;
  for (const [name, value] of Object.entries({ width: String(box.width), height: String(y), viewBox: `0 0 ${box.width} ${y}` })) all.setAttribute(name, value);
  all.prepend(drawn("rect", { width: "100%", height: "100%", fill: "#fff" }));
  return all;
}

function savePng(svg: SVGElement, name: string): void {
  const scale = 3;
  const box = (svg as SVGSVGElement).viewBox.baseVal;
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement("canvas");
    canvas.width = box.width * scale;
    canvas.height = box.height * scale;
    const context = canvas.getContext("2d");
    if (!context) return;
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => blob && save(blob, `${name}.png`));
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
}

/** A chart with its title, how to read it, its figures as a table, and three ways to save it; `zoom` stands for it on screen. */
export function figure(
  id: string,
  title: string,
  read: string,
  chart: SVGElement,
  table: Table,
  more: { legend?: HTMLElement; switches?: HTMLElement; zoom?: HTMLElement; open?: boolean } = {},
): HTMLElement {
  // Plot names its groups for those who style them; inside one picture such names say nothing and are not allowed.
  for (const group of chart.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label");
  chart.setAttribute("overflow", "visible"); // letters of an axis reach below their line
  chart.setAttribute("role", "img");
  chart.setAttribute("aria-label", `${title}. ${read}`);
  const picture = (): SVGElement => standalone(chart, title, read, more.legend);
  return h(
    "figure",
    { id, "data-testid": `figure-${id}` },
    h("h3", {}, title),
    more.switches && more.legend ? h("div", {}, more.switches, more.legend) : (more.switches ?? more.legend),
    more.zoom,
    h("div", { class: "chart", tabindex: "0", role: "region", "aria-label": title }, chart),
    h("figcaption", {}, read),
    h(
      "div",
      { class: "tools" },
      h("button", { type: "button", "data-testid": "save-svg", click: () => save(new Blob([new XMLSerializer().serializeToString(picture())], { type: "image/svg+xml" }), `${id}.svg`) }, t("save_svg")),
      h("button", { type: "button", "data-testid": "save-png", click: () => savePng(picture(), id) }, t("save_png")),
      h("button", { type: "button", "data-testid": "save-csv", click: () => save(new Blob(["\ufeff", csv(table)], { type: "text/csv" }), `${id}.csv`) }, t("save_csv")),
    ),
    h(
      "details",
      { "data-testid": `table-${id}`, class: more.open ? "printed" : "", open: more.open ?? false },
      h("summary", {}, t("show_table")),
      h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `${title}: ${t("show_table")}` }, tableElement(table)),
    ),
  );
}

export interface LegendEntry {
  colour: string;
  text: string;
  /** Of a line, as in SVG. */
  dash?: string;
  shape?: "box" | "line" | "thin" | "dashes" | "dots" | "circle" | "dot" | "ring" | "diamond" | "star" | "square" | "hatch";
}

export function legend(entries: LegendEntry[]): HTMLElement {
  const mark = ({ colour, shape, dash }: LegendEntry): SVGElement[] => {
    switch (shape) {
      case "line":
        if (dash) return [drawn("path", { d: "M0 6H22", stroke: colour, "stroke-width": "2.5", "stroke-dasharray": dash, fill: "none" })];
        return [drawn("rect", { x: "0", y: "5", width: "18", height: "2.5", fill: colour })];
      case "dashes":
        return [0, 7, 14].map((x) => drawn("rect", { x: String(x), y: "5", width: "4", height: "2", fill: colour }));
      case "thin":
        return [drawn("rect", { x: "0", y: "5.5", width: "18", height: "1.2", fill: colour })];
      case "dots":
        return [0, 4, 8, 12, 16].map((x) => drawn("rect", { x: String(x), y: "5", width: "2", height: "1.6", fill: colour }));
      case "circle":
        return [drawn("circle", { cx: "9", cy: "6", r: "4.5", fill: colour, "fill-opacity": "0.4" })];
      case "dot":
        return [drawn("circle", { cx: "9", cy: "6", r: "4.5", fill: colour })];
      case "ring":
        return [drawn("circle", { cx: "9", cy: "6", r: "4", fill: "#fff", stroke: colour, "stroke-width": "2" })];
      case "diamond":
        return [drawn("path", { d: "M9 0L14 6L9 12L4 6Z", fill: colour, stroke: "#1c2430", "stroke-width": "0.8" })];
      case "star":
        return [drawn("path", { d: "M9 0l1.6 4 4.3.2-3.4 2.7 1.2 4.1L9 8.7 5.3 11l1.2-4.1L3.1 4.2 7.4 4z", fill: colour })];
      case "square":
        return [drawn("rect", { x: "5", y: "2", width: "8", height: "8", fill: colour })];
      case "hatch":
        return [0, 5, 10].map((x) => drawn("path", { d: `M${x} 12L${x + 8} 0`, stroke: colour, "stroke-width": "2", fill: "none" }));
      default:
        return [drawn("rect", { x: "0", y: "0", width: "18", height: "12", fill: colour, stroke: "#8a94a3", "stroke-width": "0.5" })];
    }
  };
  return h(
    "div",
    { class: "legend" },
    entries.map((entry) => {
      const svg = drawn("svg", { width: entry.dash ? "22" : "18", height: "12", "aria-hidden": "true" });
      svg.append(...mark(entry));
      return h("span", {}, svg, entry.text);
    }),
  );
}
