/** A map of one plan: roads below, units and incidents above. Both maps of a page share one view. */
import { h } from "./dom";
import { lines, phase, type Incident, type Leg, type Nights, type Plan, type Spot, type Unit } from "./replay-data";
import { drawIncident, drawUnit, type Sign } from "./replay-signs";
import { r } from "./replay-texts";
import { spoken } from "./texts";

export interface Choice {
  unit?: { plan: number; index: number };
  incident?: string;
}

/** What of the land is seen: its middle and how many pixels one step (0.00001 degrees of latitude) takes. */
export class View {
  east = 0;
  north = 0;
  scale = 0;
  /** Pixels east per pixel north for the same step. */
  readonly shrink: number;
  private readonly box: [number, number, number, number];

  constructor(readonly ground: Ground) {
    this.box = ground.box;
    const [west, south, east, north] = this.box;
    this.shrink = Math.cos(((south + north) / 2 / 1e5) * (Math.PI / 180));
    this.east = (west + east) / 2;
    this.north = (south + north) / 2;
  }
  fit(width: number, height: number): void {
    const [west, south, east, north] = this.box;
    this.east = (west + east) / 2;
    this.north = (south + north) / 2;
    this.scale = Math.min((width - 30) / ((east - west) * this.shrink || 1), (height - 66) / (north - south || 1));
  }
  zoom(factor: number): void {
    this.scale = Math.min(Math.max(this.scale * factor, 0.0005), 3);
  }
  /** One step north is about 1.11 m. */
  get metresPerPixel(): number {
    return 1.112 / this.scale;
  }
}

const looks: Record<string, { colour: string; width: number; from: number }> = {
  ferry: { colour: "#9db4cc", width: 1, from: Infinity },
  access: { colour: "#e0e4ea", width: 0.7, from: 25 },
  minor: { colour: "#c6ced8", width: 0.9, from: 110 },
  tertiary: { colour: "#bcc4ce", width: 1.2, from: Infinity },
  secondary: { colour: "#a9b3bf", width: 1.6, from: Infinity },
  primary: { colour: "#98a4b3", width: 2.2, from: Infinity },
  motorway: { colour: "#8795a8", width: 3, from: Infinity },
};

/** Roads and outlines, decoded once for all maps. */
export class Ground {
  readonly ranks: { rank: string; lines: Float64Array[] }[];
  readonly outlines: Float64Array[];
  readonly box: [number, number, number, number];

  constructor(nights: Nights) {
    const { map } = nights.raw;
    this.ranks = map.roads.map(({ rank, lines: text }) => ({ rank, lines: lines(text) }));
    const order = Object.keys(looks);
    this.ranks.sort((a, b) => order.indexOf(a.rank) - order.indexOf(b.rank));
    this.outlines = lines(map.outlines);
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    const take = (e: number, n: number): void => {
      west = Math.min(west, e);
      east = Math.max(east, e);
      south = Math.min(south, n);
      north = Math.max(north, n);
    };
    for (const line of [...this.outlines, ...this.ranks.flatMap((rank) => rank.lines)]) for (let i = 0; i < line.length; i += 2) take(line[i] ?? 0, line[i + 1] ?? 0);
    for (const plan of nights.plans) for (const s of plan.stations) take(s.east, s.north);
    if (east - west < 200 || north - south < 200) {
      west -= 2000;
      east += 2000;
      south -= 2000;
      north += 2000;
    }
    this.box = [west, south, east, north];
  }
}

export interface Seen {
  kind: "unit" | "incident";
  x: number;
  y: number;
  unit?: Unit;
  incident?: Incident;
}

export function signOf(leg: Leg, time: number): Sign {
  if (leg.doing === "under_way" && time < leg.departs) return "turnout";
  const arrives = leg.track?.time[leg.track.time.length - 1] ?? 0;
  if (leg.doing === "free" && (leg.track?.time.length ?? 0) > 1 && time < arrives) return "free_driving";
  return leg.doing;
}

export class PlanMap {
  readonly element: HTMLElement;
  readonly front: HTMLCanvasElement;
  private readonly back: HTMLCanvasElement;
  private width = 0;
  private height = 0;
  private ratio = 1;
  private seen: Seen[] = [];

  constructor(
    private readonly plan: Plan,
    private readonly number: number,
    private readonly view: View,
    private readonly act: { choose: (choice: Choice) => void; moved: () => void; step: (plan: number, by: number) => void },
  ) {
    this.back = h("canvas", { "aria-hidden": "true" }) as HTMLCanvasElement;
    this.front = h("canvas", { class: "front", tabindex: "0", role: "application" }) as HTMLCanvasElement;
    const button = (name: string, label: "zoom_in" | "zoom_out" | "zoom_fit", go: () => void): HTMLElement =>
      h("button", { type: "button", "aria-label": r(label), title: r(label), click: () => { go(); act.moved(); } }, name);
    this.element = h(
      "div",
      { class: "map" },
      this.back,
      this.front,
      h(
        "div",
        { class: "zoom" },
        button("+", "zoom_in", () => view.zoom(1.5)),
        button("−", "zoom_out", () => view.zoom(1 / 1.5)),
        button("⤢", "zoom_fit", () => view.fit(this.width, this.height)),
      ),
    );
    this.front.setAttribute("aria-label", r("map", { plan: plan.title[spoken()] }));
    this.listen();
  }

  /** Takes the size that the page gives it. */
  resize(): void {
    const box = this.element.getBoundingClientRect();
    this.ratio = Math.min(window.devicePixelRatio || 1, 2);
    this.width = box.width;
    this.height = box.height;
    for (const canvas of [this.back, this.front]) {
      canvas.width = Math.round(this.width * this.ratio);
      canvas.height = Math.round(this.height * this.ratio);
    }
    if (this.view.scale === 0 && this.width > 0) this.view.fit(this.width, this.height);
  }

  private x(east: number): number {
    return this.width / 2 + (east - this.view.east) * this.view.shrink * this.view.scale;
  }
  private y(north: number): number {
    return this.height / 2 - (north - this.view.north) * this.view.scale;
  }

  drawGround(): void {
    const c = this.back.getContext("2d");
    if (!c) return;
    const { ground } = this.view;
    c.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    c.fillStyle = "#f8f9fb";
    c.fillRect(0, 0, this.width, this.height);
    c.lineJoin = c.lineCap = "round";
    if (ground.outlines.length > 0) {
      c.beginPath();
      for (const line of ground.outlines) this.trace(c, line);
      c.strokeStyle = "#b0a8c4";
      c.setLineDash([4, 4]);
      c.lineWidth = 1;
      c.stroke();
      c.setLineDash([]);
    }
    for (const { rank, lines: roads } of ground.ranks) {
      const look = looks[rank];
      if (!look || this.view.metresPerPixel > look.from) continue;
      c.beginPath();
      for (const line of roads) this.trace(c, line);
      c.strokeStyle = look.colour;
      c.lineWidth = look.width * (this.view.metresPerPixel < 12 ? 2 : 1);
      c.stroke();
    }
    this.drawStations(c);
  }

  private drawStations(c: CanvasRenderingContext2D): void {
    c.font = "600 12px sans-serif";
    c.textAlign = "left";
    c.textBaseline = "middle";
    const boxes: [number, number, number][] = [];
    for (const station of this.plan.stations) {
      const x = this.x(station.east), y = this.y(station.north);
      drawUnit(c, "station", x, y, 0, -1, false);
      const name = station.name.length > 28 ? `${station.name.slice(0, 27)}…` : station.name;
      const width = c.measureText(name).width;
      if (boxes.some(([bx, by, w]) => Math.abs(by - y - 17) < 13 && bx < x + width && x < bx + w)) continue;
      boxes.push([x, y + 17, width]);
      c.strokeStyle = "#fff";
      c.lineWidth = 4;
      c.strokeText(name, x - 7, y + 17);
      c.fillStyle = "#1c2430";
      c.fillText(name, x - 7, y + 17);
    }
  }

  private trace(c: CanvasRenderingContext2D, line: Float64Array): void {
    for (let i = 0; i < line.length; i += 2) {
      const x = this.x(line[i] ?? 0), y = this.y(line[i + 1] ?? 0);
      if (i === 0) c.moveTo(x, y);
      else c.lineTo(x, y);
    }
  }

  draw(time: number, choice: Choice): void {
    const c = this.front.getContext("2d");
    if (!c) return;
    c.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    c.clearRect(0, 0, this.width, this.height);
    this.seen = [];
    const chosen = choice.unit?.plan === this.number ? choice.unit.index : -1;
    if (chosen >= 0) this.drawWay(c, this.plan.units[chosen] as Unit, time);
    const crowds = new Map<string, number>();
    let last: (() => void) | undefined;
    for (const unit of this.plan.units) {
      const leg = this.plan.leg(unit, time);
      const spot = leg && this.plan.spot(leg, time);
      if (!leg || !spot) continue;
      const [x, y] = this.placed(spot, crowds);
      this.seen.push({ kind: "unit", x, y, unit });
      const draw = (): void => drawUnit(c, signOf(leg, time), x, y, spot.dx * this.view.shrink, -spot.dy, unit.index === chosen);
      if (unit.index === chosen) last = draw;
      else draw();
    }
    last?.();
    const own = this.seen.find((s) => s.unit?.index === chosen);
    this.front.dataset.chosen = own ? `${own.x} ${own.y}` : "";
    for (const incident of this.plan.incidents) {
      if (incident.created > time || time >= incident.ended) continue;
      const x = this.x(incident.east), y = this.y(incident.north);
      this.seen.push({ kind: "incident", x, y: y - 13, incident });
      this.drawNews(c, incident, time, x, y);
      drawIncident(c, incident.priority, phase(incident, time), x, y, incident.key === choice.incident);
    }
  }

  /** Those who stand at one spot stand side by side. */
  private placed(spot: Spot, crowds: Map<string, number>): [number, number] {
    const x = this.x(spot.east), y = this.y(spot.north);
    if (spot.dx !== 0 || spot.dy !== 0) return [x, y];
    const key = `${Math.round(x / 6)} ${Math.round(y / 6)}`;
    const rank = crowds.get(key) ?? 0;
    crowds.set(key, rank + 1);
    return [x + (rank % 5) * 15 + 16, y - Math.floor(rank / 5) * 15];
  }

  /** A ring spreads from what has just happened. */
  private drawNews(c: CanvasRenderingContext2D, incident: Incident, time: number, x: number, y: number): void {
    const age = (time - incident.created) / 10;
    if (age > 120) return;
    c.beginPath();
    c.arc(x, y - 13, 12 + age / 4, 0, 2 * Math.PI);
    c.strokeStyle = `rgba(28,36,48,${0.55 * (1 - age / 120)})`;
    c.lineWidth = 2;
    c.stroke();
  }

  /** The way that the chosen unit drives at the time. */
  private drawWay(c: CanvasRenderingContext2D, unit: Unit, time: number): void {
    const leg = this.plan.leg(unit, time);
    if (!leg?.track || leg.track.time.length < 2) return;
    c.beginPath();
    leg.track.east.forEach((east, i) => {
      const x = this.x(east), y = this.y(leg.track?.north[i] ?? 0);
      if (i === 0) c.moveTo(x, y);
      else c.lineTo(x, y);
    });
    c.strokeStyle = "#1c2430";
    c.lineWidth = 2.5;
    c.setLineDash([6, 5]);
    c.stroke();
    c.setLineDash([]);
  }

  private nearest(x: number, y: number): Seen | undefined {
    let best: Seen | undefined;
    let least = 18;
    for (const seen of this.seen) {
      const distance = Math.hypot(seen.x - x, seen.y - y);
      if (distance < least) {
        least = distance;
        best = seen;
      }
    }
    return best;
  }

  private listen(): void {
    let from: { x: number; y: number; moved: boolean } | undefined;
    const { front, view, act } = this;
    front.addEventListener("pointerdown", (e) => {
      from = { x: e.clientX, y: e.clientY, moved: false };
      front.setPointerCapture(e.pointerId);
    });
    front.addEventListener("pointermove", (e) => {
      if (!from) return;
      const dx = e.clientX - from.x, dy = e.clientY - from.y;
      if (!from.moved && Math.hypot(dx, dy) < 4) return;
      from = { x: e.clientX, y: e.clientY, moved: true };
      view.east -= dx / view.scale / view.shrink;
      view.north += dy / view.scale;
      act.moved();
    });
    front.addEventListener("pointerup", (e) => {
      const dragged = from?.moved ?? false;
      from = undefined;
      if (dragged) return;
      const box = front.getBoundingClientRect();
      const seen = this.nearest(e.clientX - box.left, e.clientY - box.top);
      if (seen?.unit) act.choose({ unit: { plan: this.number, index: seen.unit.index } });
      else if (seen?.incident) act.choose({ incident: seen.incident.key });
      else act.choose({});
    });
    front.addEventListener("pointercancel", () => (from = undefined));
    front.addEventListener("wheel", (e) => {
      if (!e.ctrlKey && document.activeElement !== front) return; // the page scrolls; ctrl, or a map in use, zooms
      e.preventDefault();
      view.zoom(e.deltaY < 0 ? 1.2 : 1 / 1.2);
      act.moved();
    }, { passive: false });
    front.addEventListener("keydown", (e) => this.key(e));
  }

  private key(e: KeyboardEvent): void {
    const { view, act } = this;
    const step = 60 / view.scale;
    const moves: Record<string, () => void> = {
      ArrowLeft: () => (view.east -= step / view.shrink),
      ArrowRight: () => (view.east += step / view.shrink),
      ArrowUp: () => (view.north += step),
      ArrowDown: () => (view.north -= step),
      "+": () => view.zoom(1.5),
      "-": () => view.zoom(1 / 1.5),
      "0": () => view.fit(this.width, this.height),
    };
    const move = moves[e.key];
    if (move) {
      e.preventDefault();
      move();
      act.moved();
    } else if (e.key === "n" || e.key === "p") {
      e.preventDefault();
      act.step(this.number, e.key === "n" ? 1 : -1);
    }
  }
}
