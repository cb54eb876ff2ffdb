// The pages that the tests open, written by the program itself.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { pages } from "./harness.mjs";

const scenarios = join(dirname(fileURLToPath(import.meta.url)), "scenarios");

export const kredsim = (...words) => execFileSync(process.env.KREDSIM_PROGRAM, words, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1 << 28 });
export const scenario = (name) => join(scenarios, name);

/** Names as somebody might write them who means harm, or does not think of pages. */
export const hostile = {
  script: "</script><script>document.title='taken'</script><img src=x onerror=document.title='taken'>",
  quotes: `"'\`&amp;<!-- -->]]>`,
  right: "\u202Etfel ot thgir\u202C \u200F\u05D0\u05D1",
  long: "x".repeat(10_000),
};

function hostileScenario() {
  const yaml = (text) => JSON.stringify(text);
  let text = readFileSync(scenario("kreds.yaml"), "utf8");
  const put = (from, to) => {
    if (!text.includes(from)) throw new Error(`kreds.yaml has no ${from}`);
    text = text.replace(from, () => to);
  };
  put("title: { da: En lille kreds, en: A small kreds }", `title: { da: ${yaml(hostile.script)}, en: ${yaml(hostile.script)} }`);
  put('question: { da: "Hvor længe venter man?", en: "How long does one wait?" }', `question: { da: ${yaml(hostile.long)}, en: ${yaml(hostile.long)} }`);
  put("name: Øvre", `name: ${yaml(hostile.quotes)}`);
  put("name: Nedre", `name: ${yaml(hostile.long)}`);
  put("name: Nord,", `name: ${yaml(hostile.script)},`);
  put("label: { da: Røveri, en: Robbery }", `label: { da: ${yaml(hostile.right)}, en: ${yaml(hostile.right)} }`);
  put("label: { da: Støj, en: Noise }", `label: { da: ${yaml(hostile.script)}, en: ${yaml(hostile.script)} }`);
  put("label: { da: Beredskab, en: Response }", `label: { da: ${yaml(hostile.quotes)}, en: ${yaml(hostile.quotes)} }`);
  put("    published: true\n", "    published: true\n    cars: 5\n"); // never there at once, which the page has to say
  writeFileSync(join(pages, "hostile.yaml"), text);
  return join(pages, "hostile.yaml");
}

/** Bornholm's roads, where the machine has them: KREDSIM_SHARED says where, else `shared` beside the checkout. */
export const bornholm = () => {
  const shared = process.env.KREDSIM_SHARED ?? join(scenarios, "../../../../shared");
  const extract = join(shared, "data/roads/bornholm-highways.osm.pbf");
  return existsSync(extract) ? extract : undefined;
};

export function writePages() {
  mkdirSync(pages, { recursive: true });
  const night = ["--from", "2019-01-11 18:00", "--hours", "8", "--lang", "en", "--force"];
  kredsim("run", scenario("kreds.yaml"), "--lang", "en", "--force", "--out", join(pages, "run"));
  kredsim("compare", scenario("kreds.yaml"), scenario("plan.yaml"), "--lang", "en", "--force", "--out", join(pages, "comparison"));
  kredsim("sweep", scenario("cars.yaml"), "--lang", "en", "--force", "--out", join(pages, "sweep"));
  kredsim("replay", scenario("kreds.yaml"), ...night, "--out", join(pages, "replay.html"));
  kredsim("replay", scenario("kreds.yaml"), "--against", scenario("plan.yaml"), ...night, "--out", join(pages, "two.html"));
  const harm = hostileScenario();
  kredsim("run", harm, "--lang", "en", "--force", "--out", join(pages, "hostile"));
  kredsim("replay", harm, ...night, "--out", join(pages, "hostile-replay.html"));
  const extract = bornholm();
  if (!extract) return;
  kredsim("network", "import", extract, "--force", "--out", join(pages, "bornholm"));
  kredsim("replay", scenario("sixty-cars.yaml"), "--network", join(pages, "bornholm"), "--from", "20", "--lang", "da", "--force", "--out", join(pages, "sixty.html"));
}

/** With everything that a figure can show: maps of municipalities, local police, patrols, published figures. */
export function writeDistrictPages() {
  kredsim("run", scenario("district.yaml"), "--records", "--lang", "en", "--force", "--out", join(pages, "district"));
  kredsim("compare", scenario("district.yaml"), scenario("nakskov.yaml"), scenario("soroe.yaml"), "--lang", "en", "--force", "--out", join(pages, "districts"));
}
