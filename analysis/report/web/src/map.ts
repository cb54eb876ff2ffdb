/** The district as a vector map: areas by colour, main roads, stations, and where tasks arise. */
import * as Plot from "@observablehq/plot";

import type { Point, Results } from "./data";
import { figure, legend, type Table } from "./figure";
import { base, chartWidth, hatch, isNarrow, roadColour, svgOf } from "./look";
import { t } from "./texts";
import { fitting } from "./labels";
import { zoomMap } from "./zoom_map";

export interface AreaValue {
  area: string;
  value: number | null;
  /** As it stands on the map and in the legend. */
  label: string;
  /** `told`: coloured by its value; `undecided`: hatched; `same`: grey. */
  as: "told" | "undecided" | "same";
  row: (string | number | null)[];
}
export interface Spots {
  at: (Point & { size: number; title: string; sign?: number })[];
  text: string;
}
export interface MapOf {
  id: string;
  title: string;
  read: string;
  values: AreaValue[];
  columns: string[];
  colours: "blues" | "blues-reversed" | "diverging";
  spots: Spots | null;
  switches?: HTMLElement;
}

/** Stands in for the hatching until the drawing is there to hold its pattern. */
const toBeHatched = "#fffff8";
/** No difference, or nothing known. */
const undetermined = "#d9dde3";
const mainRoads = new Set(["motorway", "motor_road", "primary", "secondary", "ferry"]);
const shorter = "#1f6fb2";
const longer = "#c2570c";

/** Colour by value: one hue for amounts, two around zero for differences. */
function colouring(values: number[], colours: MapOf["colours"]): Plot.ScaleOptions {
  if (colours === "diverging") {
    const most = Math.max(1e-9, ...values.map(Math.abs));
    return { type: "diverging-sqrt", domain: [-most, most], pivot: 0, interpolate: "rgb", range: [shorter, "#ffffff", longer] } as Plot.ScaleOptions;
  }
  // Values that lie close together get colours that do, too: what is nearly the same must not look like day and night.
  const [least, most] = values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 1];
  const middle = (least + most) / 2;
  const half = Math.max((most - least) / 2, 0.15 * Math.abs(middle), 1e-9);
  return { type: "linear", domain: [middle - half, middle + half], range: colours === "blues" ? ["#e3eef9", "#2a7ab9"] : ["#2a7ab9", "#e3eef9"], interpolate: "rgb" } as Plot.ScaleOptions;
}

export function map(results: Results, of: MapOf): HTMLElement | null {
  const all = [...results.outlines.flatMap((o) => o.rings.flat()), ...(results.outlines.length === 0 ? results.roads.flatMap((r) => r.points) : [])];
  if (all.length === 0) return null;
  const [south, north] = [Math.min(...all.map((p) => p.lat)), Math.max(...all.map((p) => p.lat))];
  const [west, east] = [Math.min(...all.map((p) => p.lon)), Math.max(...all.map((p) => p.lon))];
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const at = (p: Point): [number, number] => [(p.lon - west) * shrink, p.lat - south];
  const size = { x: (east - west) * shrink || 1, y: north - south || 1 };
  const width = chartWidth();
  const height = Math.min(640, Math.max(260, (width * size.y) / size.x));
  const areas = results.areas.flatMap((area) => {
    const outline = results.outlines.find((o) => o.area === area.area);
    const value = of.values.find((v) => v.area === area.area);
    if (!outline) return [];
    const ring = outline.rings.reduce((a, b) => (b.length > a.length ? b : a), outline.rings[0] ?? []);
    const centre = { lat: ring.reduce((s, p) => s + p.lat, 0) / ring.length, lon: ring.reduce((s, p) => s + p.lon, 0) / ring.length };
    const geometry = { type: "MultiPolygon", coordinates: outline.rings.map((r) => [r.map(at)]) };
    return [{ type: "Feature", geometry, properties: { name: area.name, rings: outline.rings, centre, middle: at(centre), value: value?.value ?? null, label: value?.label ?? "–", as: value?.as ?? "same" } }] as const;
  });
  type Shape = (typeof areas)[number];
  const told = areas.filter((a) => a.properties.as === "told" && a.properties.value !== null);
  const undecided = areas.filter((a) => a.properties.as === "undecided");
  const spots = of.spots?.at ?? [];
  const largest = Math.max(1e-9, ...spots.map((s) => s.size));
  const inside = spots.map((s) => ({ ...s, xy: at(s) })).filter((s) => s.xy[0] >= 0 && s.xy[0] <= size.x && s.xy[1] >= 0 && s.xy[1] <= size.y);
  const roads = { type: "MultiLineString", coordinates: results.roads.map((r) => r.points.map(at)) } as const;
  const stations = results.stations.map((s) => ({ name: s.name, at: at(s) }));
  const domain = { type: "MultiPoint", coordinates: [[0, 0], [size.x, size.y]] } as const;
  const radius = (size: number): number => 0.7 + 6.5 * Math.sqrt(size / largest);
  // In this picture nobody can draw nearer: what would lie over each other is left to the table.
  const letters = isNarrow() ? 12 : 14;
  const line = (text: string): { width: number; height: number } => ({ width: 0.58 * letters * text.length, height: 1.2 * letters });
  const scale = Math.min((width - 20) / size.x, (height - 20) / size.y);
  const words = fitting(
    areas.map(({ properties: p }) => {
      const xs = p.rings.flat().map((point) => at(point)[0] * scale);
      const ys = p.rings.flat().map((point) => at(point)[1] * scale);
      const area = (Math.max(...xs) - Math.min(...xs)) * (Math.max(...ys) - Math.min(...ys));
      return { x: p.middle[0] * scale, y: p.middle[1] * scale, name: line(p.name), figure: line(p.label), area };
    }),
  );
  const text = (d: Shape, i: number): string => (words[i] === "both" ? `${d.properties.name}\n${d.properties.label}` : words[i] === "figure" ? d.properties.label : "");
  const drawing = Plot.plot({
    ...base(),
    width,
    height,
    margin: 2,
    marginBottom: 2,
    projection: { type: "reflect-y", domain: domain as never, inset: 8 },
    color: colouring(told.map((a) => a.properties.value as number), of.colours),
    r: { type: "identity" },
    marks: [
      Plot.geo(areas as never, { fill: undetermined, stroke: "none" }),
      Plot.geo(told as never, { fill: (d: Shape) => d.properties.value, stroke: "none" }),
      Plot.geo(undecided as never, { fill: toBeHatched }),
      // On a light edge, so that they are seen on dark areas too.
      Plot.geo(roads as never, { stroke: "#fff", strokeWidth: 1.9, strokeOpacity: 0.6 }),
      Plot.geo(roads as never, { stroke: roadColour, strokeWidth: 0.8, strokeOpacity: 0.9 }),
      Plot.dot(inside, {
        x: (d: (typeof inside)[number]) => d.xy[0],
        y: (d: (typeof inside)[number]) => d.xy[1],
        r: (d: (typeof inside)[number]) => radius(d.size),
        fill: "#39424e",
        fillOpacity: 0.32,
        title: "title",
      }),
      Plot.geo(areas as never, { stroke: "#39424e", strokeWidth: 0.9, strokeOpacity: 0.8 }),
      Plot.dot(stations, { x: (d: { at: [number, number] }) => d.at[0], y: (d: { at: [number, number] }) => d.at[1], symbol: "square", r: 4.5, fill: "#111", stroke: "#fff", title: "name" }),
      Plot.text(areas as unknown as Shape[], {
        x: (d: Shape) => d.properties.middle[0],
        y: (d: Shape) => d.properties.middle[1],
        text,
        fontWeight: "600",
        fontSize: letters,
        fill: "#111",
        stroke: "#fff",
        strokeWidth: 4,
        lineHeight: 1.2,
      }),
    ],
  });
  const plot = svgOf(drawing);
  const colour = drawing.scale("color");
  if (undecided.length > 0) {
    const fill = hatch(plot);
    plot.querySelectorAll(`[fill='${toBeHatched}']`).forEach((element) => element.setAttribute("fill", fill));
  }
  const table: Table = { columns: of.columns, rows: of.values.map((v) => v.row) };
  const outline = results.outlines.some((o) => o.stylised) ? ` ${t("stylised_outline")}` : "";
  const entries = [
    { colour: "#111", text: t("map_station"), shape: "square" as const },
    ...(results.roads.length > 0 ? [{ colour: roadColour, text: t(results.roads.every((road) => mainRoads.has(road.road_class)) ? "map_road" : "map_any_road"), shape: "line" as const }] : []),
    ...(inside.length > 0 && of.spots ? [{ colour: "#39424e", text: of.spots.text, shape: "circle" as const }] : []),
    ...(of.colours === "diverging"
      ? [
          { colour: shorter, text: t("map_shorter"), shape: "box" as const },
          { colour: longer, text: t("map_longer"), shape: "box" as const },
          { colour: undetermined, text: t("map_same"), shape: "box" as const },
        ]
      : []),
    ...(undecided.length > 0 ? [{ colour: "#5d6673", text: t("map_undecided"), shape: "hatch" as const }] : []),
  ];
  const zoom = zoomMap(
    {
      title: of.title,
      width,
      height,
      areas: areas.map(({ properties: p }) => ({
        name: p.name,
        label: p.label,
        rings: p.rings,
        middle: p.centre,
        colour: p.as === "undecided" ? "hatched" : p.as === "told" && p.value !== null ? String(colour?.apply(p.value) ?? undetermined) : undetermined,
      })),
      roads: results.roads.map((road) => road.points),
      spots: inside.map((s) => ({ lat: s.lat, lon: s.lon, radius: radius(s.size), title: s.title })),
      stations: results.stations,
    },
    () => shown.classList.add("zooms"),
  );
  const shown = figure(of.id, of.title, of.read + outline, plot, table, { legend: legend(entries), zoom, ...(of.switches ? { switches: of.switches } : {}) });
  return shown;
}
