/** A comparison: plans set against one base. */
import { rows, type Raw } from "./data";

export type Verdict =
  | "better"
  | "worse"
  | "mixed"
  | "higher"
  | "lower"
  | "no different"
  | "cannot be told apart yet"
  | "identical"
  | "too few";

export interface Difference {
  compared: string;
  measure: string;
  statistic: string;
  type: string;
  area: string;
  hour: string;
  plan: number | null;
  base: number | null;
  difference: number | null;
  low: number | null;
  high: number | null;
  verdict: Verdict;
  margin: number;
  family: number;
  replications_needed: number | null;
  period_sd: number | null;
  n_plan: number;
  n_base: number;
  note: string;
}
export interface Gains {
  compared: string;
  type: string;
  area: string;
  answered: number;
  gained: number;
  lost: number;
  mean_gain_s: number | null;
  mean_loss_s: number | null;
}
export interface GainClass {
  compared: string;
  type: string;
  from_s: number | null;
  to_s: number | null;
  count: number;
}
export interface PlanBin {
  compared: string;
  side: "base" | "plan";
  type: string;
  area: string;
  minute: number;
  count: number;
}
export interface Spot {
  compared: string;
  lat: number;
  lon: number;
  received: number;
  gained: number;
  lost: number;
  mean_change_s: number | null;
}
export interface Duty {
  compared: string;
  side: "base" | "plan";
  group: string;
  label_da: string;
  label_en: string;
  units: number;
  hours_a_week: number;
}
export interface Presence {
  compared: string;
  side: "base" | "plan";
  measure: string;
  statistic: string;
  area: string;
  value: number;
  low: number | null;
  high: number | null;
}
export interface PlanInput {
  compared: string;
  key: string;
  value: string;
  source: string;
  place: string;
}

const cell = (d: { compared: string; measure: string; statistic: string; type: string; area: string; hour: string }): string =>
  [d.compared, d.measure, d.statistic, d.type, d.area, d.hour].join("\u0000");

export class Comparison {
  readonly plans: { name: string; title_da: string; title_en: string; question_da: string; question_en: string }[] = [];
  readonly bins: PlanBin[];
  readonly gains: Gains[];
  readonly gainClasses: GainClass[];
  readonly spots: Spot[];
  readonly duty: Duty[];
  readonly presence: Presence[];
  readonly planInputs: PlanInput[];
  private readonly cells = new Map<string, Difference>();

  constructor(raw: Raw, meta: Record<string, string>) {
    for (let i = 1; meta[`plan_${i}`] !== undefined; ++i)
      this.plans.push({
        name: meta[`plan_${i}`] ?? "",
        title_da: meta[`plan_${i}_title_da`] ?? "",
        title_en: meta[`plan_${i}_title_en`] ?? "",
        question_da: meta[`plan_${i}_question_da`] ?? "",
        question_en: meta[`plan_${i}_question_en`] ?? "",
      });
    for (const d of rows<Difference>(raw, "differences")) this.cells.set(cell(d), d);
    this.bins = rows(raw, "histograms");
    this.gains = rows(raw, "gains");
    this.gainClasses = rows(raw, "gain_classes");
    this.spots = rows(raw, "points");
    this.duty = rows(raw, "duty");
    this.presence = rows(raw, "presence");
    this.planInputs = rows(raw, "plan_inputs");
  }

  difference(plan: string, measure: string, statistic: string, at: { type?: string; area?: string; hour?: string } = {}): Difference | undefined {
    return this.cells.get(cell({ compared: plan, measure, statistic, type: at.type ?? "all", area: at.area ?? "all", hour: at.hour ?? "all" }));
  }

  statistics(): { measure: string; statistic: string }[] {
    return [...this.cells.values()];
  }
}
