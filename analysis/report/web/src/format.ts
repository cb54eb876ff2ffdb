export type Language = "da" | "en";

export const locale = (language: Language): string => (language === "da" ? "da-DK" : "en-GB");

/** Seconds as minutes and seconds, 9:05. */
export function minutes(seconds: number): string {
  const whole = Math.round(Math.abs(seconds));
  const sign = seconds < 0 && whole > 0 ? "\u2212" : "";
  return `${sign}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Two ends of a change that stands beside them, to the second where they differ by as much as it, else with a decimal. */
export function minutesBoth(from: number, to: number, language: Language): [string, string] {
  const change = Math.abs(to - from);
  const seen = Math.abs(Math.round(to) - Math.round(from));
  if (change < 0.05 || (change < 9.95 ? Math.abs(change - seen) < 0.05 : Math.round(change) === seen)) return [minutes(from), minutes(to)];
  const fine = (seconds: number): string => {
    const tenths = Math.round(seconds * 10);
    const rest = (tenths % 600) / 10;
    return `${Math.floor(tenths / 600)}:${rest < 10 ? "0" : ""}${number(rest, language, 1)}`;
  };
  return [fine(from), fine(to)];
}

/** Formats by language and options: making one takes a hundred times as long as using it, and a page has thousands of numbers. */
const formats = new Map<string, Intl.NumberFormat>();

function formatted(value: number, language: Language, options: Intl.NumberFormatOptions): string {
  const key = language + JSON.stringify(options);
  const known = formats.get(key) ?? new Intl.NumberFormat(locale(language), options);
  formats.set(key, known);
  return known.format(value);
}

export function number(value: number, language: Language, digits = 0): string {
  return formatted(value, language, { maximumFractionDigits: digits, minimumFractionDigits: digits });
}

/** The number at a tick of an axis. */
export function tick(value: number, language: Language): string {
  return formatted(value, language, { maximumFractionDigits: 6 });
}

export function percent(share: number, language: Language, digits = 0): string {
  return formatted(share, language, { style: "percent", maximumFractionDigits: digits, minimumFractionDigits: digits });
}

export function date(iso: string, language: Language): string {
  return new Intl.DateTimeFormat(locale(language), { dateStyle: "long", timeZone: "UTC" }).format(new Date(iso));
}

/** "a, b and c". */
export function list(words: string[], language: Language): string {
  return new Intl.ListFormat(locale(language), { type: "conjunction" }).format(words);
}

export function plural(count: number, one: string, other: string, language: Language): string {
  return `${number(count, language)} ${new Intl.PluralRules(locale(language)).select(count) === "one" ? one : other}`;
}
