// The widget rides on other people's pages: a build over a limit fails. The call comes only when it is wanted.
import { copyFileSync, readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";

const LIMITS = { "widget.js": 25_000, "widget-call.js": 12_000 };
for (const [name, limit] of Object.entries(LIMITS)) {
  const code = readFileSync(new URL(`../dist/${name}`, import.meta.url));
  const gzipped = gzipSync(code, { level: 9 }).length;
  console.log(`${name} ${code.length} B, ${gzipped} B gzipped, ${brotliCompressSync(code).length} B brotli (limit ${limit} gzipped)`);
  if (gzipped > limit) process.exitCode = 1;
}

// What hears the microphone in a call is a file as it stands.
const sound = new URL("../../web/src/features/agents/web-call/capture-worklet.js", import.meta.url);
copyFileSync(sound, new URL("../dist/widget-capture.js", import.meta.url));
