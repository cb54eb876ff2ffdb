/** The map on screen: what the vector map shows, on Leaflet's canvas, to be drawn nearer. No tiles: nothing is asked of a network. */
import { CircleMarker, canvas, latLngBounds, Map as LeafletMap, polygon, polyline, tooltip, type LatLng, type LatLngTuple } from "leaflet/dist/leaflet-src.esm.js";

import type { Point } from "./data";
import { h } from "./dom";
import { fitting } from "./labels";
import { roadColour } from "./look";
import { t } from "./texts";

export interface ZoomedArea {
  name: string;
  label: string;
  rings: Point[][];
  middle: Point;
  colour: string | "hatched";
}
export interface ZoomedMap {
  title: string;
  /** Its shape: that of the vector map. */
  width: number;
  height: number;
  areas: ZoomedArea[];
  roads: Point[][];
  spots: (Point & { radius: number; title: string })[];
  stations: (Point & { name: string })[];
}

/** Where the reader has gone; it outlives another figure or language. */
let kept: { middle: LatLng; zoom: number } | null = null;

const byFinger = (): boolean => window.matchMedia("(pointer: coarse)").matches;
const dark = "#39424e";
const at = (p: Point): LatLngTuple => [p.lat, p.lon];

/** The diagonal lines of the vector map. A canvas takes a pattern where it takes a colour. */
function hatching(): CanvasPattern | string {
  const fine = 4; // drawn larger and put in smaller, so that it is sharp on a dense screen
  const tile = document.createElement("canvas");
  tile.width = tile.height = 7 * fine;
  const context = tile.getContext("2d");
  if (!context) throw new Error("no canvas");
  context.fillStyle = "#f4f5f7";
  context.fillRect(0, 0, tile.width, tile.height);
  context.fillStyle = "#5d6673";
  context.fillRect(0, 0, 2.2 * fine, tile.height);
  const pattern = context.createPattern(tile, "repeat");
  pattern?.setTransform(new DOMMatrix().rotate(45).scale(1 / fine));
  return pattern ?? "#c3c8d0";
}

/** A station is a square, as in the legend. */
class Square extends CircleMarker {
  _updatePath(): void {
    const { _renderer: renderer, _point: point } = this as unknown as { _renderer: { _drawing: boolean; _ctx: CanvasRenderingContext2D; _fillStroke(context: CanvasRenderingContext2D, of: unknown): void }; _point: { x: number; y: number } };
    if (!renderer._drawing) return;
    const half = this.getRadius();
    renderer._ctx.beginPath();
    renderer._ctx.rect(point.x - half, point.y - half, 2 * half, 2 * half);
    renderer._fillStroke(renderer._ctx, this);
  }
}

/** Words beside what is pointed at; text nodes, whoever wrote them. */
const words = (...lines: string[]) => (): HTMLElement => h("div", {}, lines.map((line) => h("div", {}, line)));
const beside = { sticky: true, className: "told", opacity: 1 };

/** Of the words in a line, which may be narrower than the line. */
function sizeOf(line: HTMLElement): { width: number; height: number } {
  const text = document.createRange();
  text.selectNodeContents(line);
  return { width: Math.min(text.getBoundingClientRect().width, line.offsetWidth), height: line.offsetHeight };
}

function draw(place: HTMLElement, of: ZoomedMap): LeafletMap {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = new LeafletMap(place, {
    renderer: canvas({ padding: 0.5 }),
    attributionControl: false,
    zoomControl: false,
    boxZoom: false,
    zoomSnap: 0,
    zoomAnimation: !still,
    fadeAnimation: false,
    inertia: !still,
    trackResize: false,
    maxBoundsViscosity: 1,
  });
  const hatched = of.areas.some((area) => area.colour === "hatched") ? hatching() : "";
  const shapes = of.areas.map((area) => ({ area, parts: area.rings.map((ring) => [ring.map(at)]) }));
  map.setView(at(of.areas[0]?.middle ?? of.roads[0]?.[0] ?? { lat: 0, lon: 0 }), 8);
  for (const { area, parts } of shapes)
    polygon(parts, { stroke: false, fillOpacity: 1, fillColor: (area.colour === "hatched" ? hatched : area.colour) as string }).bindTooltip(words(area.name, area.label), beside).addTo(map);
  const roads = of.roads.map((road) => road.map(at));
  for (const look of [{ color: "#fff", weight: 2.1, opacity: 0.6 }, { color: roadColour, weight: 0.9, opacity: 0.9 }]) polyline(roads, { ...look, interactive: false }).addTo(map);
  for (const spot of of.spots) {
    const circle = new CircleMarker(at(spot), { radius: spot.radius, stroke: false, fillColor: dark, fillOpacity: 0.32, interactive: spot.title !== "" }).addTo(map);
    if (spot.title !== "") circle.bindTooltip(words(spot.title), beside);
  }
  for (const { parts } of shapes) polygon(parts, { color: dark, weight: 1, opacity: 0.8, fill: false, interactive: false }).addTo(map);
  for (const station of of.stations) new Square(at(station), { radius: 4, color: "#fff", weight: 1, fillColor: "#111", fillOpacity: 1 }).bindTooltip(words(station.name), beside).addTo(map);
  const named = of.areas.map((area) => {
    const lines = { name: h("div", {}, area.name), figure: h("div", {}, area.label) };
    const tip = tooltip({ permanent: true, direction: "center", className: "named", opacity: 1 }).setLatLng(at(area.middle)).setContent(h("div", {}, lines.name, lines.figure)).addTo(map);
    return { tip, lines, middle: at(area.middle), bounds: latLngBounds(area.rings.flat().map(at)) };
  });
  const thin = (): void => {
    for (const { lines } of named) lines.name.hidden = lines.figure.hidden = false;
    const labels = named.map(({ lines, middle, bounds }) => {
      const corners = [bounds.getNorthWest(), bounds.getSouthEast()].map((corner) => map.latLngToContainerPoint(corner));
      const [a, b] = [corners[0]!, corners[1]!];
      const { x, y } = map.latLngToContainerPoint(middle);
      return { x, y, name: sizeOf(lines.name), figure: sizeOf(lines.figure), area: (b.x - a.x) * (b.y - a.y) };
    });
    fitting(labels).forEach((shown, i) => {
      const { tip, lines } = named[i]!;
      lines.name.hidden = shown !== "both";
      lines.figure.hidden = shown === "nothing";
      tip.update();
    });
  };
  map.on("zoomend resize", thin);
  return map;
}

/** Moves with the reader and shows all again. On a touch screen one finger moves the page until the map is drawn nearer. */
function steer(map: LeafletMap, of: ZoomedMap): { all: () => void; resized: () => void } {
  const points = [...of.areas.flatMap((area) => area.rings.flat()), ...(of.areas.length === 0 ? of.roads.flat() : [])];
  const bounds = latLngBounds(points.map(at));
  let least = 0;
  const note = (): void => {
    const nearer = map.getZoom() > least + 0.01;
    kept = nearer ? { middle: map.getCenter(), zoom: map.getZoom() } : null;
    if (!byFinger()) return;
    if (nearer) map.dragging.enable();
    else map.dragging.disable();
  };
  const fit = (): void => {
    map.setMinZoom(0).setMaxBounds(undefined);
    map.fitBounds(bounds, { padding: [10, 10], animate: false });
    least = map.getZoom();
    map.setMinZoom(least).setMaxZoom(least + 6);
    map.setMaxBounds(map.getBounds().pad(0.02));
  };
  const all = (): void => {
    fit();
    note();
  };
  const resized = (): void => {
    const was = kept;
    map.invalidateSize({ pan: false, animate: false });
    fit();
    if (was) map.setView(was.middle, Math.max(was.zoom, least), { animate: false });
    note();
  };
  resized();
  map.on("moveend", note);
  return { all, resized };
}

/**
 * The map with its buttons. It begins once it has a place on the page; `begun` is then called, and never where Leaflet cannot
 * begin: the vector map stays where it was.
 */
export function zoomMap(of: ZoomedMap, begun: () => void): HTMLElement {
  const place = h("div", { class: "place", role: "region", "aria-label": `${of.title}. ${t("zoom_keys")}`, tabindex: "0" });
  place.style.aspectRatio = `${of.width} / ${of.height}`;
  let map: LeafletMap | null = null;
  let steered: ReturnType<typeof steer> | null = null;
  const button = (id: string, label: string, sign: string, click: () => void): HTMLElement => h("button", { type: "button", "data-testid": id, "aria-label": label, title: label, click }, sign);
  const frame = h(
    "div",
    { class: "zoom" },
    place,
    h(
      "div",
      { class: "tools", role: "group", "aria-label": t("zoom") },
      button("zoom-in", t("zoom_in"), "+", () => map?.zoomIn()),
      button("zoom-out", t("zoom_out"), "\u2212", () => map?.zoomOut()),
      h("button", { type: "button", "data-testid": "zoom-all", click: () => steered?.all() }, t("zoom_all")),
      h("span", { class: "note" }, byFinger() ? t("zoom_fingers") : t("zoom_hint")),
    ),
  );
  // The wheel scrolls the page unless the reader is at the map: has clicked it, or holds Ctrl.
  frame.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey && document.activeElement !== place) event.stopPropagation();
    },
    { capture: true },
  );
  const watch = new ResizeObserver(() => {
    if (!frame.isConnected) {
      watch.disconnect();
      map?.remove();
      map = null;
    } else if (place.clientWidth > 0 && place.clientHeight > 0) {
      try {
        if (map) steered?.resized();
        else {
          map = draw(place, of);
          steered = steer(map, of);
          begun();
        }
      } catch (error) {
        watch.disconnect();
        frame.remove();
        console.warn(String(error));
      }
    }
  });
  watch.observe(place);
  return frame;
}
