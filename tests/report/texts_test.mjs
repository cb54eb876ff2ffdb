// Reads the sources of the briefing's page: every text exists in both languages with the same places to fill in, is used,
// and is given what it asks for; numbers, dates and plurals read as they should in both.
// Run in build/web: node texts_test.mjs SOURCES
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const sources = process.argv[2];
const require = createRequire(join(process.cwd(), "x.js"));
const esbuild = require("esbuild");
const problems = [];
const check = (holds, what) => holds || problems.push(what);
const same = (is, wanted, what) => check(is === wanted, `${what}: "${is}" instead of "${wanted}"`);

async function load(file) {
  const built = await esbuild.build({ entryPoints: [join(sources, file)], bundle: true, write: false, format: "esm" });
  return import(`data:text/javascript;base64,${Buffer.from(built.outputFiles[0].text).toString("base64")}`);
}

const { allTexts, speak, t } = await load("texts.ts");
const files = readdirSync(sources).filter((f) => f.endsWith(".ts") && f !== "texts.ts");
const code = files.map((f) => readFileSync(join(sources, f), "utf8")).join("\n");
const holes = (text) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort().join(",");
for (const [key, text] of Object.entries(allTexts)) {
  for (const language of ["da", "en"]) check(typeof text[language] === "string" && text[language].trim() !== "", `${key} lacks ${language}`);
  same(holes(text.da), holes(text.en), `${key}: what is filled in`);
  check(code.includes(`"${key}"`), `${key} is used nowhere`);
}
// Each call `t("key", { a: ..., b })` gives what the text asks for. The replay has texts of its own.
const briefing = files.filter((f) => !f.startsWith("replay")).map((f) => readFileSync(join(sources, f), "utf8")).join("\n");
for (const [, key, given] of briefing.matchAll(/\bt\("(\w+)"(?:, \{((?:[^{}]|\{[^{}]*\}|\$\{[^{}]*\})*)\})?/g)) {
  check(key in allTexts, `"${key}" is no text`);
  if (!(key in allTexts)) continue;
  for (const hole of holes(allTexts[key].en).split(",").filter((h) => h !== ""))
    check(new RegExp(`\\b${hole}\\b`).test(given ?? ""), `t("${key}") is not given {${hole}}`);
}
// What a reader sees never stands in the code itself: no element is given a literal of several words.
for (const [, literal] of briefing.matchAll(/\bh\(\s*"\w+",\s*\{[^{}]*\},\s*"([^"]*\s[^"]*)"/g)) problems.push(`"${literal}" is written in the code`);

speak("da");
const da = t("mean");
speak("en");
check(t("mean") !== da, "texts do not change with the language");

const { date, list, minutes, number, percent, plural, tick } = await load("format.ts");
const spaces = (text) => text.replaceAll("\u00a0", " ");
same(number(1234567.5, "da", 1), "1.234.567,5", "a number in Danish");
same(number(1234567.5, "en", 1), "1,234,567.5", "a number in English");
same(tick(-2.5, "da").replace("\u2212", "-"), "-2,5", "a tick in Danish");
same(spaces(percent(0.562, "da", 1)), "56,2 %", "a share in Danish");
same(spaces(percent(0.562, "en", 1)), "56.2%", "a share in English");
same(date("2019-01-07T00:00:00Z", "da"), "7. januar 2019", "a date in Danish");
same(date("2019-01-07T00:00:00Z", "en"), "7 January 2019", "a date in English");
same(list(["a", "b", "c"], "da"), "a, b og c", "a list in Danish");
same(plural(1, "dag", "dage", "da"), "1 dag", "one in Danish");
same(plural(0, "dag", "dage", "da"), "0 dage", "none in Danish");
same(plural(2, "day", "days", "en"), "2 days", "two in English");
same(minutes(-128.4), "\u22122:08", "minutes below zero");
same(minutes(59.6), "1:00", "seconds that round to a minute");

for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
