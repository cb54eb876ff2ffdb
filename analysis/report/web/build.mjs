// Builds the pages of the briefing and of the replay: one HTML file each, without data. `node build.mjs BRIEFING REPLAY`, with
// node_modules in the working folder.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createRequire } from "node:module";

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(join(process.cwd(), "x.js"));
const esbuild = require("esbuild");

// Plot writes a <style> element into each chart, which the page's content policy refuses. Its few rules are in ours.
const withoutStyleElements = {
  name: "without-style-elements",
  setup(build) {
    build.onLoad({ filter: /plot[\\/]src[\\/]plot\.js$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      const pattern = /\.call\(\(svg\) =>\s*\/\/[^\n]*\n[^\n]*svg\.append\("style"\)\.text\([\s\S]*?`\s*\)\s*\)|\.call\(\(svg\) =>[^\n]*\n(?:\s*\/\/[^\n]*\n)*\s*svg\.append\("style"\)\.text\([\s\S]*?`\s*\)\s*\)/;
      if (!pattern.test(source)) throw new Error("Plot no longer writes its style as this build expects");
      return { contents: source.replace(pattern, ""), loader: "js" };
    });
  },
};

const hash = (text) => `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;

/** The licences of the packages that are in a page, each text once below the names and copyright lines that it is of. */
function licences(inputs) {
  const packages = new Set(Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 && /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]) || []));
  const texts = new Map();
  for (const name of [...packages].sort()) {
    const folder = join(process.cwd(), "node_modules", name);
    const lines = readFileSync(join(folder, readdirSync(folder).find((file) => /^licen[cs]e/i.test(file))), "utf8").split("\n").map((line) => line.trim());
    const owner = lines.filter((line) => /^copyright (\(c\) )?\d/i.test(line)).join(", ");
    const text = lines.filter((line) => line !== "" && !/^copyright (\(c\) )?\d/i.test(line)).join(" ");
    texts.set(text, [...(texts.get(text) ?? []), `${name} ${JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version}: ${owner}`]);
  }
  return [...texts].map(([text, owners]) => [...owners, text].join("\n")).join("\n\n").replaceAll("--", "- -");
}

async function page(entry, name, out) {
  const bundle = await esbuild.build({
    entryPoints: [join(here, "src", entry)],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none", // licences() holds them whole
    metafile: true,
    nodePaths: [join(process.cwd(), "node_modules")],
    plugins: [withoutStyleElements],
  });
  const script = bundle.outputFiles[0].text.replaceAll("</script", "<\\/script").trim();
  const style = readFileSync(join(here, `${name}.css`), "utf8").trim();
  const policy = [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "img-src data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const html = readFileSync(join(here, `${name}.html`), "utf8")
    .replace("LICENCES", () => licences(Object.values(bundle.metafile.outputs)[0].inputs))
    .replace("POLICY", () => policy)
    .replace("STYLE", () => style)
    .replace("SCRIPT", () => script);
  writeFileSync(out, html);
}

await page("main.ts", "briefing", process.argv[2]);
await page("replay.ts", "replay", process.argv[3]);
