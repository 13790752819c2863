// The widget rides on other people's pages: a build over the limit fails.
import { readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";

const LIMIT = 25_000;
const code = readFileSync(new URL("../dist/widget.js", import.meta.url));
const gzipped = gzipSync(code, { level: 9 }).length;
console.log(`widget.js ${code.length} B, ${gzipped} B gzipped, ${brotliCompressSync(code).length} B brotli (limit ${LIMIT} gzipped)`);
if (gzipped > LIMIT) process.exit(1);
