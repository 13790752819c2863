// What the first page costs, gzipped: the entry with all it imports, its styles, its font and the home page.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const LIMIT = 200_000;
const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, "utf8"));
const files = new Set(["index.html", "theme.js"]);

function add(key) {
  const chunk = manifest[key];
  if (!chunk || files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const style of chunk.css ?? []) files.add(style);
  for (const asset of chunk.assets ?? []) if (/inter-latin-[^e]/.test(asset)) files.add(asset);
  (chunk.imports ?? []).forEach(add);
}
add("index.html");
add("src/features/home/index.ts");
for (const namespace of ["ui", "errors", "shell", "home"]) add(`src/locales/es/${namespace}.json`);

let total = 0;
const sizes = [...files].map((file) => {
  const bytes = readFileSync(dist + file);
  const size = file.endsWith(".woff2") ? bytes.length : gzipSync(bytes, { level: 9 }).length;
  total += size;
  return [file, size];
});
for (const [file, size] of sizes.sort((one, other) => other[1] - one[1])) console.log(`${(size / 1000).toFixed(1).padStart(7)} kB  ${file}`);
console.log(`${(total / 1000).toFixed(1).padStart(7)} kB  first page, gzipped (at most ${LIMIT / 1000})`);
if (total > LIMIT) process.exit(1);
