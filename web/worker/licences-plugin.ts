import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const FILE = "third-party-licences.txt";
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** In the styles, which the bundle does not name. */
const IN_STYLES = ["tailwindcss"];

interface Manifest {
  name: string;
  version: string;
  license?: string;
  author?: string | { name?: string };
  homepage?: string;
  repository?: string | { url?: string };
}

/** The folder of the package that a module of the bundle is from; undefined for our own. */
export function packageOf(module: string): string | undefined {
  const at = module.lastIndexOf("/node_modules/");
  if (at < 0) return undefined;
  const [first = "", second = ""] = module.slice(at + "/node_modules/".length).split("/");
  const name = first.startsWith("@") ? `${first}/${second}` : first;
  return `${module.slice(0, at)}/node_modules/${name}/`.replace(/^\0/, "");
}

const addressOf = ({ repository, homepage }: Manifest): string => {
  const address = typeof repository === "string" ? repository : (repository?.url ?? homepage ?? "");
  const plain = address.replace(/^git\+/, "").replace(/\.git$/, "").replace(/^git:\/\//, "https://");
  return /^[\w.-]+\/[\w.-]+$/.test(plain) ? `https://github.com/${plain}` : plain;
};

/** One package as the file names it: what it is, under which licence, where its source is, and the licence's text. */
function entry(folder: string): string {
  const manifest = JSON.parse(readFileSync(`${folder}package.json`, "utf8")) as Manifest;
  const texts = readdirSync(folder).filter((name) => /^(licen[sc]e|copying|notice)/i.test(name)).sort();
  const author = typeof manifest.author === "string" ? manifest.author : manifest.author?.name;
  const head = [`${manifest.name} ${manifest.version}`, `Licence: ${manifest.license ?? "see below"}`, ...(author ? [`By: ${author}`] : []), `Source code: ${addressOf(manifest) || `https://www.npmjs.com/package/${manifest.name}`}`];
  return [...head, ...texts.map((name) => `\n${readFileSync(folder + name, "utf8").trim()}`)].join("\n");
}

/**
 * Writes the licences of what the build contains of others, with where its source code is to be had: some, as the
 * layout's (EPL-2.0), ask for both wherever the built code goes.
 */
export function licences(): Plugin {
  return {
    name: "centralita:licences",
    apply: "build",
    generateBundle(_options, bundle) {
      const [fontFolder, moduleFolder] = [here("../src/fonts/"), here("../node_modules/")];
      const modules = Object.values(bundle).flatMap((part) => (part.type === "chunk" ? part.moduleIds : []));
      const folders = new Set([...modules.flatMap((id) => packageOf(id) ?? []), ...IN_STYLES.map((name) => `${moduleFolder}${name}/`)]);
      const packages = [...folders].filter((folder) => existsSync(`${folder}package.json`)).map(entry).sort();
      const fonts = readdirSync(fontFolder).filter((name) => name.startsWith("LICENSE-")).map((name) => `The font ${name.slice(8, -4)}\n\n${readFileSync(fontFolder + name, "utf8").trim()}`);
      const head = "The dashboard of Centralita contains these works of others, bundled and minified, each under its own licence. Where two are named, the first is taken.";
      this.emitFile({ type: "asset", fileName: FILE, source: `${[head, ...packages, ...fonts].join(`\n\n${"=".repeat(80)}\n\n`)}\n` });
    },
  };
}
