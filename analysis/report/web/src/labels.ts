/** Names and figures on a map: of those that would lie over each other some are left to whoever points at the area, or draws the map nearer. */

export interface Label {
  x: number;
  y: number;
  /** Of the name and of the figure below it, in the unit of x and y. */
  name: { width: number; height: number };
  figure: { width: number; height: number };
  /** The larger the area, the sooner it has its words. */
  area: number;
}
export type Shown = "both" | "figure" | "nothing";

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const gap = 2;
const meet = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

function boxOf(label: Label, shown: "both" | "figure"): Box {
  const width = shown === "both" ? Math.max(label.name.width, label.figure.width) : label.figure.width;
  const height = shown === "both" ? label.name.height + label.figure.height : label.figure.height;
  return { left: label.x - width / 2 - gap, right: label.x + width / 2 + gap, top: label.y - height / 2, bottom: label.y + height / 2 };
}

/** Names with figures from the largest area down as long as they lie over no other, then figures alone where there is room. */
export function fitting(labels: Label[]): Shown[] {
  const shown = labels.map((): Shown => "nothing");
  const taken: Box[] = [];
  const order = labels.map((_, i) => i).sort((a, b) => (labels[b]?.area ?? 0) - (labels[a]?.area ?? 0) || a - b);
  for (const what of ["both", "figure"] as const)
    for (const i of order) {
      const label = labels[i];
      if (!label || shown[i] !== "nothing") continue;
      const box = boxOf(label, what);
      if (taken.some((other) => meet(box, other))) continue;
      taken.push(box);
      shown[i] = what;
    }
  return shown;
}
