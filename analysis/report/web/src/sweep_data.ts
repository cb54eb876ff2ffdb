/** A sweep: one scenario at many points. */
import { rows, type Raw } from "./data";

export interface PointEstimate {
  point: number;
  measure: string;
  statistic: string;
  type: string;
  area: string;
  value: number | null;
  low: number | null;
  high: number | null;
  n: number;
}
export interface SweepFigure {
  measure: string;
  statistic: string;
  type: string;
  area: string;
}

const cell = (e: SweepFigure & { point: number }): string => [e.point, e.measure, e.statistic, e.type, e.area].join("\u0000");

export class Sweep {
  readonly factors: { factor: string; keys: string }[];
  readonly points: { point: number; levels: Record<string, string> }[] = [];
  readonly figures: SweepFigure[] = [];
  readonly objective: SweepFigure | null;
  readonly largest: boolean;
  readonly best: number | null;
  private readonly cells = new Map<string, PointEstimate>();
  private readonly fresh = new Map<string, PointEstimate>();

  constructor(raw: Raw, meta: Record<string, string>) {
    this.factors = rows(raw, "factors");
    const points = new Map<number, Record<string, string>>();
    for (const level of rows<{ point: number; factor: string; level: string }>(raw, "levels")) {
      const levels = points.get(level.point) ?? {};
      levels[level.factor] = level.level;
      points.set(level.point, levels);
    }
    for (const [point, levels] of points) this.points.push({ point, levels });
    const known = new Set<string>();
    for (const e of rows<PointEstimate>(raw, "estimates")) {
      this.cells.set(cell(e), e);
      const key = cell({ ...e, point: 0 });
      if (known.has(key)) continue;
      known.add(key);
      this.figures.push({ measure: e.measure, statistic: e.statistic, type: e.type, area: e.area });
    }
    let best: number | null = null;
    for (const e of rows<PointEstimate>(raw, "best")) {
      best = e.point;
      this.fresh.set(cell(e), e);
    }
    this.best = best;
    this.largest = meta.best_goal === "largest";
    this.objective =
      meta.best_measure !== undefined
        ? { measure: meta.best_measure, statistic: meta.best_statistic ?? "mean", type: meta.best_type ?? "all", area: meta.best_area ?? "all" }
        : null;
  }

  at(point: number, figure: SweepFigure): PointEstimate | undefined {
    return this.cells.get(cell({ ...figure, point }));
  }

  /** Of the best point, played again on fresh seeds. */
  ofBest(figure: SweepFigure): PointEstimate | undefined {
    return this.best === null ? undefined : this.fresh.get(cell({ ...figure, point: this.best }));
  }
}
