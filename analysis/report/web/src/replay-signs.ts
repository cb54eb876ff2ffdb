/** The signs of units and incidents: each state has a shape and a colour of its own, drawn alike on the canvas and in the text. */
import type { Doing, Phase } from "./replay-data";

export type Sign = Doing | "turnout" | "station";
type Shape = "ring" | "disc" | "diamond" | "arrow" | "hollow-arrow" | "square" | "hollow-square" | "hexagon" | "hollow-hexagon" | "bars" | "cross" | "small-ring" | "house";

export const signs: Record<Sign, { shape: Shape; colour: string }> = {
  off: { shape: "small-ring", colour: "#6b7482" },
  free: { shape: "ring", colour: "#0b5394" },
  patrol: { shape: "diamond", colour: "#0b5394" },
  turnout: { shape: "hollow-arrow", colour: "#b3420a" },
  under_way: { shape: "arrow", colour: "#b3420a" },
  holding: { shape: "hollow-square", colour: "#8f1020" },
  on_scene: { shape: "square", colour: "#8f1020" },
  returning: { shape: "small-ring", colour: "#0b5394" },
  transport: { shape: "hexagon", colour: "#5b2a86" },
  booking: { shape: "hexagon", colour: "#5b2a86" },
  to_desk: { shape: "hollow-hexagon", colour: "#5b2a86" },
  writing: { shape: "hollow-hexagon", colour: "#5b2a86" },
  rest: { shape: "bars", colour: "#56606e" },
  own_work: { shape: "cross", colour: "#0a6b58" },
  station: { shape: "house", colour: "#1c2430" },
};

export const priorityColours = ["#a8071a", "#9a4a00", "#5f5a00", "#4a5568"];

/** The outline of a shape around 0, 0, with `size` from its middle to its edge; arrows point along (dx, dy), up if 0. */
function outline(shape: Shape, size: number, dx: number, dy: number): Path2D {
  const path = new Path2D();
  const corners = (points: [number, number][]): void => {
    points.forEach(([x, y], i) => (i === 0 ? path.moveTo(x * size, y * size) : path.lineTo(x * size, y * size)));
    path.closePath();
  };
  switch (shape) {
    case "ring":
    case "disc":
      path.arc(0, 0, size * 0.9, 0, 2 * Math.PI);
      break;
    case "small-ring":
      path.arc(0, 0, size * 0.6, 0, 2 * Math.PI);
      break;
    case "diamond":
      corners([[0, -1.15], [1.15, 0], [0, 1.15], [-1.15, 0]]);
      break;
    case "arrow":
    case "hollow-arrow": {
      const length = Math.hypot(dx, dy);
      const [ux, uy] = length > 0 ? [dx / length, dy / length] : [0, -1];
      corners([[1.35 * ux, 1.35 * uy], [-0.9 * ux - 0.95 * uy, -0.9 * uy + 0.95 * ux], [-0.45 * ux, -0.45 * uy], [-0.9 * ux + 0.95 * uy, -0.9 * uy - 0.95 * ux]]);
      break;
    }
    case "square":
    case "hollow-square":
      corners([[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]]);
      break;
    case "hexagon":
    case "hollow-hexagon":
      corners([0, 1, 2, 3, 4, 5].map((i): [number, number] => [1.05 * Math.cos((i * Math.PI) / 3), 1.05 * Math.sin((i * Math.PI) / 3)]));
      break;
    case "bars":
      path.rect(-0.85 * size, -0.9 * size, 0.6 * size, 1.8 * size);
      path.rect(0.25 * size, -0.9 * size, 0.6 * size, 1.8 * size);
      break;
    case "cross":
      corners([[-0.35, -1.05], [0.35, -1.05], [0.35, -0.35], [1.05, -0.35], [1.05, 0.35], [0.35, 0.35], [0.35, 1.05], [-0.35, 1.05], [-0.35, 0.35], [-1.05, 0.35], [-1.05, -0.35], [-0.35, -0.35]]);
      break;
    case "house":
      corners([[0, -1], [0.95, -0.2], [0.95, 0.85], [-0.95, 0.85], [-0.95, -0.2]]);
      break;
  }
  return path;
}

const still = new Map<string, Path2D>();
function shapeOf(shape: Shape, size: number, dx: number, dy: number): Path2D {
  if (shape === "arrow" || shape === "hollow-arrow") return outline(shape, size, dx, dy);
  const key = `${shape} ${size}`;
  let path = still.get(key);
  if (!path) still.set(key, (path = outline(shape, size, 0, 0)));
  return path;
}

const hollow = (shape: Shape): boolean => shape === "ring" || shape === "small-ring" || shape.startsWith("hollow");

export function drawUnit(c: CanvasRenderingContext2D, sign: Sign, x: number, y: number, dx: number, dy: number, chosen: boolean): void {
  const { shape, colour } = signs[sign];
  const path = shapeOf(shape, 7, dx, dy);
  c.translate(x, y);
  if (chosen) {
    c.beginPath();
    c.arc(0, 0, 14, 0, 2 * Math.PI);
    c.lineWidth = 3;
    c.strokeStyle = "#1c2430";
    c.stroke();
  }
  c.lineJoin = "round";
  c.strokeStyle = "#fff";
  c.lineWidth = 5;
  c.stroke(path);
  c.fillStyle = hollow(shape) ? "#fff" : colour;
  c.fill(path);
  if (hollow(shape)) {
    c.strokeStyle = colour;
    c.lineWidth = 2.6;
    c.stroke(path);
  }
  c.translate(-x, -y);
}

const pin = new Path2D("M0 0C-2.2-4.6-8.5-7.4-8.5-13.6A8.5 8.5 0 1 1 8.5-13.6C8.5-7.4 2.2-4.6 0 0Z");

/** A pin on the place: its number is the priority, 1 the most urgent. White once somebody is there. */
export function drawIncident(c: CanvasRenderingContext2D, priority: number, phase: Phase, x: number, y: number, chosen: boolean): void {
  const colour = priorityColours[priority] ?? "#4a5568";
  c.translate(x, y);
  const waits = phase === "calling" || phase === "dispatcher" || phase === "waiting";
  if (chosen || waits) {
    c.strokeStyle = "#1c2430";
    c.lineWidth = chosen ? 7 : 5;
    c.stroke(pin);
  }
  c.strokeStyle = phase === "there" ? colour : "#fff";
  c.lineWidth = 2.4;
  c.stroke(pin);
  c.fillStyle = phase === "there" ? "#fff" : colour;
  c.fill(pin);
  c.fillStyle = phase === "there" ? colour : "#fff";
  c.font = "bold 11px sans-serif";
  c.textAlign = "center";
  c.textBaseline = "middle";
  c.fillText(String(priority + 1), 0, -13);
  c.translate(-x, -y);
}

function picture(width: number, height: number, draw: (c: CanvasRenderingContext2D) => void): HTMLElement {
  const canvas = document.createElement("canvas");
  const scale = 2;
  canvas.width = width * scale;
  canvas.height = height * scale;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  canvas.className = "sign";
  canvas.setAttribute("aria-hidden", "true");
  const c = canvas.getContext("2d");
  if (c) {
    c.scale(scale, scale);
    draw(c);
  }
  return canvas;
}

export const unitPicture = (sign: Sign): HTMLElement => picture(22, 22, (c) => drawUnit(c, sign, 11, 11, 0, -1, false));
export const incidentPicture = (priority: number, phase: Phase): HTMLElement =>
  picture(24, 28, (c) => drawIncident(c, priority, phase, 12, 25, false));
