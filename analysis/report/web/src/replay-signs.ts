/** The signs of units and incidents: each state has a shape and a colour of its own, drawn alike on the map and in the text. */
import type { Doing, Phase } from "./replay-data";

export type Sign = Doing | "free_driving" | "turnout" | "station";

// Around 0, 0 and about 14 across; the arrow points north.
const ring = "M6.3 0A6.3 6.3 0 1 1-6.3 0A6.3 6.3 0 1 1 6.3 0Z";
const smallRing = "M4.2 0A4.2 4.2 0 1 1-4.2 0A4.2 4.2 0 1 1 4.2 0Z";
const diamond = "M0-8L8 0L0 8L-8 0Z";
const arrow = "M0-9.5L6.7 6.3L0 3.2L-6.7 6.3Z";
const square = "M-6.3-6.3H6.3V6.3H-6.3Z";
const hexagon = "M7.4 0L3.7 6.4H-3.7L-7.4 0L-3.7-6.4H3.7Z";
const bars = "M-6-6.3H-1.8V6.3H-6ZM1.8-6.3H6V6.3H1.8Z";
const cross = "M-2.5-7.4H2.5V-2.5H7.4V2.5H2.5V7.4H-2.5V2.5H-7.4V-2.5H-2.5Z";
const house = "M0-7L6.7-1.4V6H-6.7V-1.4Z";
const pin = "M0 0C-2.2-4.6-8.5-7.4-8.5-13.6A8.5 8.5 0 1 1 8.5-13.6C8.5-7.4 2.2-4.6 0 0Z";

interface Look {
  d: string;
  colour: string;
  hollow?: boolean;
  turns?: boolean;
}
const looks: Record<Sign, Look> = {
  off: { d: smallRing, colour: "#6b7482", hollow: true },
  free: { d: ring, colour: "#0b5394", hollow: true },
  free_driving: { d: arrow, colour: "#0b5394", hollow: true, turns: true },
  patrol: { d: diamond, colour: "#0b5394" },
  turnout: { d: arrow, colour: "#b3420a", hollow: true, turns: true },
  under_way: { d: arrow, colour: "#b3420a", turns: true },
  holding: { d: square, colour: "#8f1020", hollow: true },
  on_scene: { d: square, colour: "#8f1020" },
  returning: { d: smallRing, colour: "#0b5394", hollow: true },
  transport: { d: hexagon, colour: "#5b2a86" },
  booking: { d: hexagon, colour: "#5b2a86" },
  to_desk: { d: hexagon, colour: "#5b2a86", hollow: true },
  writing: { d: hexagon, colour: "#5b2a86", hollow: true },
  rest: { d: bars, colour: "#56606e" },
  own_work: { d: cross, colour: "#0a6b58" },
  station: { d: house, colour: "#1c2430" },
};
const paths = new Map<string, Path2D>(Object.values(looks).map(({ d }) => [d, new Path2D(d)]));
const pinPath = new Path2D(pin);

const priorityColours = ["#a8071a", "#9a4a00", "#5f5a00", "#4a5568"];
const colourOf = (priority: number): string => priorityColours[priority] ?? "#4a5568";
const isWaiting = (phase: Phase): boolean => phase === "calling" || phase === "dispatcher" || phase === "waiting";

/** (dx, dy) is where it drives to on the screen; 0, 0 for who stands. */
export function drawUnit(c: CanvasRenderingContext2D, sign: Sign, x: number, y: number, dx: number, dy: number, chosen: boolean): void {
  const { d, colour, hollow, turns } = looks[sign];
  const path = paths.get(d) as Path2D;
  c.save();
  c.translate(x, y);
  if (chosen) {
    c.beginPath();
    c.arc(0, 0, 14, 0, 2 * Math.PI);
    c.lineWidth = 3;
    c.strokeStyle = "#1c2430";
    c.stroke();
  }
  if (turns && (dx !== 0 || dy !== 0)) c.rotate(Math.atan2(dx, -dy));
  c.lineJoin = "round";
  c.strokeStyle = "#fff";
  c.lineWidth = 5;
  c.stroke(path);
  c.fillStyle = hollow ? "#fff" : colour;
  c.fill(path);
  if (hollow) {
    c.strokeStyle = colour;
    c.lineWidth = 2.6;
    c.stroke(path);
  }
  c.restore();
}

/** A pin on the place: its number is the priority, 1 the most urgent. White once somebody is there. */
export function drawIncident(c: CanvasRenderingContext2D, priority: number, phase: Phase, x: number, y: number, chosen: boolean): void {
  const colour = colourOf(priority);
  c.save();
  c.translate(x, y);
  if (chosen || isWaiting(phase)) {
    c.strokeStyle = "#1c2430";
    c.lineWidth = chosen ? 8 : 6;
    c.stroke(pinPath);
  }
  c.strokeStyle = phase === "there" ? colour : "#fff";
  c.lineWidth = 2.4;
  c.stroke(pinPath);
  c.fillStyle = phase === "there" ? "#fff" : colour;
  c.fill(pinPath);
  c.fillStyle = phase === "there" ? colour : "#fff";
  c.font = "bold 11px sans-serif";
  c.textAlign = "center";
  c.textBaseline = "middle";
  c.fillText(String(priority + 1), 0, -13);
  c.restore();
}

function svg(box: string, width: number, height: number, ...children: [string, Record<string, string>, string?][]): SVGElement {
  const make = (tag: string, attributes: Record<string, string>, text = ""): SVGElement => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text) element.textContent = text;
    return element;
  };
  const root = make("svg", { class: "glyph", viewBox: box, width: String(width), height: String(height), "aria-hidden": "true" });
  root.append(...children.map(([tag, attributes, text]) => make(tag, attributes, text)));
  return root;
}

export function unitPicture(sign: Sign): SVGElement {
  const { d, colour, hollow } = looks[sign];
  return svg("-10 -10 20 20", 20, 20, ["path", { d, fill: hollow ? "#fff" : colour, stroke: colour, "stroke-width": hollow ? "2.6" : "0" }]);
}

export function incidentPicture(priority: number, phase: Phase): SVGElement {
  const colour = colourOf(priority);
  const there = phase === "there";
  return svg(
    "-12 -25 24 28",
    22,
    26,
    ...(isWaiting(phase) ? [["path", { d: pin, fill: "none", stroke: "#1c2430", "stroke-width": "6" }] as [string, Record<string, string>]] : []),
    ["path", { d: pin, fill: there ? "#fff" : colour, stroke: there ? colour : "#fff", "stroke-width": "2.4" }],
    ["text", { y: "-9", "text-anchor": "middle", "font-size": "11", "font-weight": "700", fill: there ? colour : "#fff" }, String(priority + 1)],
  );
}
