import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const SOURCE = fileURLToPath(new URL("service-worker.js", import.meta.url));
const BASE = "/static/app/";
/** Copied as they are, so that the bundle does not name them. */
const COPIED = ["theme.js", "favicon.svg"];
/** What the first page opens by itself, besides what its script imports. */
const OPENED = [/features\/home\/index\.ts$/, /locales\/\w+\/(ui|errors|shell|home)\.json$/];

interface Part {
  type: "asset" | "chunk";
  fileName: string;
  isEntry?: boolean;
  imports?: string[];
  moduleIds?: string[];
  viteMetadata?: { importedCss: Set<string> };
}

/** The files without which the first page does not stand. */
export function firstPage(bundle: Record<string, Part>): string[] {
  const files = new Set<string>();
  const add = (name: string) => {
    const part = bundle[name];
    if (!part || files.has(name)) return;
    files.add(name);
    part.viteMetadata?.importedCss.forEach((style) => files.add(style));
    part.imports?.forEach(add);
  };
  for (const part of Object.values(bundle)) {
    if (part.isEntry || part.moduleIds?.some((id) => OPENED.some((pattern) => pattern.test(id)))) add(part.fileName);
    if (/inter-latin-(?!ext)[\w-]+\.woff2$/.test(part.fileName)) files.add(part.fileName);
  }
  return [...files].sort();
}

/** Writes the service worker with the names of what this build made. */
export function serviceWorker(): Plugin {
  return {
    name: "centralita:service-worker",
    apply: "build",
    generateBundle(_options, bundle) {
      const parts = bundle as unknown as Record<string, Part>;
      const entry = Object.values(parts).find(({ isEntry }) => isEntry)?.fileName ?? "";
      const files = [...COPIED, ...firstPage(parts)].map((name) => BASE + name);
      const version = createHash("sha256").update(Object.keys(parts).sort().join("\n")).digest("hex").slice(0, 12);
      const source = readFileSync(SOURCE, "utf8")
        .replace('const ENTRY = "";', `const ENTRY = ${JSON.stringify(BASE + entry)};`)
        .replace("const FILES = [];", `const FILES = ${JSON.stringify(files)};`)
        .replace('const VERSION = "";', `const VERSION = "${version}";`);
      this.emitFile({ type: "asset", fileName: "service-worker.js", source });
    },
  };
}
