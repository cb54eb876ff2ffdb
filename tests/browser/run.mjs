// Runs one browser test: `node run.mjs NAME`. `node run.mjs --pages` writes the pages that the others open, `--district-pages`
// those of the shipped kreds.
import { strict as assert } from "node:assert";
import { tests as briefing } from "./briefing_test.mjs";
import { tests as figures } from "./figures_test.mjs";
import { tests as replay } from "./replay_test.mjs";
import { tests as reading } from "./reading_test.mjs";
import { needBrowser, withBrowser } from "./harness.mjs";
import { writeDistrictPages, writePages } from "./pages.mjs";

const name = process.argv[2];
needBrowser();
if (name === "--pages") {
  writePages();
} else if (name === "--district-pages") {
  writeDistrictPages();
} else {
  const test = { ...briefing, ...figures, ...replay, ...reading }[name];
  assert.ok(test, `no test is called "${name}"`);
  await withBrowser(test);
}
