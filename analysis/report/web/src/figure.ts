import { h } from "./dom";
import { t } from "./texts";

export interface Table {
  columns: string[];
  rows: (string | number | null)[][];
}

const asText = (cell: string | number | null): string => (cell === null ? "" : String(cell));

export function tableElement(table: Table): HTMLElement {
  const isNumber = table.columns.map((_, i) => table.rows.every((row) => typeof row[i] !== "string"));
  const side = (i: number): { class: string } | Record<string, never> => (isNumber[i] ? { class: "number" } : {});
  return h(
    "table",
    {},
    h("thead", {}, h("tr", {}, table.columns.map((c, i) => h("th", { scope: "col", ...side(i) }, c)))),
    h("tbody", {}, table.rows.map((row) => h("tr", {}, row.map((c, i) => h("td", side(i), asText(c)))))),
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

function svgText(svg: SVGElement): string {
  const copy = svg.cloneNode(true) as SVGElement;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("font-family", "sans-serif"); // no style attribute: the page's policy refuses it, in a copy too
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [name, value] of Object.entries({ width: "100%", height: "100%", fill: "#fff" })) ground.setAttribute(name, value);
  copy.prepend(ground);
  return new XMLSerializer().serializeToString(copy);
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
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(svg))}`;
}

/** A chart with its title, how to read it, its figures as a table, and three ways to save it. */
export function figure(
  id: string,
  title: string,
  read: string,
  chart: SVGElement,
  table: Table,
  more: { legend?: HTMLElement; switches?: HTMLElement } = {},
): HTMLElement {
  chart.setAttribute("role", "img");
  chart.setAttribute("aria-label", `${title}. ${read}`);
  return h(
    "figure",
    { id },
    h("h3", {}, title),
    h("figcaption", {}, read),
    more.switches,
    more.legend,
    h("div", { class: "chart" }, chart),
    h(
      "div",
      { class: "tools" },
      h("button", { type: "button", click: () => save(new Blob([svgText(chart)], { type: "image/svg+xml" }), `${id}.svg`) }, t("save_svg")),
      h("button", { type: "button", click: () => savePng(chart, id) }, t("save_png")),
      h("button", { type: "button", click: () => save(new Blob(["\ufeff", csv(table)], { type: "text/csv" }), `${id}.csv`) }, t("save_csv")),
    ),
    h(
      "details",
      {},
      h("summary", {}, t("show_table")),
      h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": title }, tableElement(table)),
    ),
  );
}

export function legend(entries: { colour: string; text: string; line?: boolean }[]): HTMLElement {
  return h(
    "div",
    { class: "legend" },
    entries.map(({ colour, text, line }) => {
      const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      svg.setAttribute("width", "18");
      svg.setAttribute("height", "12");
      svg.setAttribute("aria-hidden", "true");
      const mark = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      for (const [name, value] of Object.entries({ x: "0", width: "18", y: line ? "5" : "0", height: line ? "2.5" : "12", fill: colour }))
        mark.setAttribute(name, value);
      svg.append(mark);
      return h("span", {}, svg, text);
    }),
  );
}
