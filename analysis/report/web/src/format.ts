export type Language = "da" | "en";

export const locale = (language: Language): string => (language === "da" ? "da-DK" : "en-GB");

/** Seconds as minutes and seconds, 9:05. */
export function minutes(seconds: number): string {
  const whole = Math.round(Math.abs(seconds));
  const sign = seconds < 0 && whole > 0 ? "\u2212" : "";
  return `${sign}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

export function number(value: number, language: Language, digits = 0): string {
  return new Intl.NumberFormat(locale(language), { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(value);
}

/** The number at a tick of an axis. */
export function tick(value: number, language: Language): string {
  return new Intl.NumberFormat(locale(language), { maximumFractionDigits: 6 }).format(value);
}

export function percent(share: number, language: Language, digits = 0): string {
  return new Intl.NumberFormat(locale(language), {
    style: "percent",
    maximumFractionDigits: digits,
    minimumFractionDigits: digits,
  }).format(share);
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
