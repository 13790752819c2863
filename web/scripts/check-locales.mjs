// Texts: every language has the same keys with the same variables, and every key that the code names exists.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL("../src", import.meta.url));
const locales = join(source, "locales");
const PLURAL = /_(zero|one|two|few|many|other)$/;
const problems = [];

function flatten(value, prefix = "") {
  return Object.entries(value).flatMap(([key, inner]) => (typeof inner === "string" ? [[prefix + key, inner]] : flatten(inner, `${prefix}${key}.`)));
}
const walk = (folder) => readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)]));
const variables = (text) => [...new Set([...text.matchAll(/{{\s*([\w.]+)/g)].map((match) => match[1]))].sort().join(",");

const languages = readdirSync(locales);
const offered = [...(/LANGUAGES = \[([^\]]+)\]/.exec(readFileSync(join(source, "app/i18n.ts"), "utf8"))?.[1] ?? "").matchAll(/"(\w+)"/g)].map(([, language]) => language);
if ([...offered].sort().join() !== [...languages].sort().join()) problems.push(`app/i18n.ts offers ${offered.join(", ")}, and there are texts in ${languages.join(", ")}`);
/** What a missing text says elsewhere, so that it can be written from the list alone. */
const elsewhere = (texts, key) => {
  const text = texts.get("en")?.get(key) ?? [...texts.values()].map((map) => map.get(key)).find(Boolean);
  return text ? `; in English: ${JSON.stringify(text)}` : "";
};
const namespaces = [...new Set(languages.flatMap((language) => readdirSync(join(locales, language))))].map((file) => file.replace(/\.json$/, "")).sort();
const keys = new Map();

for (const namespace of namespaces) {
  const texts = new Map();
  for (const language of languages) {
    const file = join(locales, language, `${namespace}.json`);
    try {
      texts.set(language, new Map(flatten(JSON.parse(readFileSync(file, "utf8")))));
    } catch (error) {
      problems.push(`${relative(source, file)}: ${error.message}`);
      texts.set(language, new Map());
    }
  }
  const bases = new Set([...texts.values()].flatMap((map) => [...map.keys()].map((key) => key.replace(PLURAL, ""))));
  keys.set(namespace, bases);
  for (const base of bases) {
    const forms = (map) => [...map].filter(([key]) => key.replace(PLURAL, "") === base);
    const wanted = new Set([...texts.values()].flatMap((map) => forms(map).map(([, text]) => variables(text))));
    for (const [language, map] of texts) {
      const own = forms(map);
      if (own.length === 0) problems.push(`${language}/${namespace}: "${base}" is missing${elsewhere(texts, base) || elsewhere(texts, `${base}_other`)}`);
      for (const [key, text] of own) if (text.trim() === "") problems.push(`${language}/${namespace}: "${key}" is empty`);
      const plural = own.some(([key]) => PLURAL.test(key));
      if (plural) {
        for (const category of new Intl.PluralRules(language).resolvedOptions().pluralCategories) {
          if (!map.has(`${base}_${category}`)) problems.push(`${language}/${namespace}: "${base}_${category}" is missing${elsewhere(texts, `${base}_${category}`)}`);
        }
      }
    }
    const named = [...wanted].filter((list) => list !== "");
    if (named.length > 1) problems.push(`${namespace}: "${base}" has other variables in another language: ${named.join(" | ")}`);
  }
}

const has = (namespace, key) => {
  const known = keys.get(namespace);
  return known?.has(key) || [...(known ?? [])].some((one) => one.startsWith(`${key}_`) || one.startsWith(`${key}.`));
};
for (const file of walk(source).filter((one) => /\.tsx?$/.test(one) && !/\.test\.tsx?$/.test(one))) {
  const code = readFileSync(file, "utf8");
  const used = [...code.matchAll(/useTranslation\(\s*(?:\[\s*)?["']([\w-]+)["']|getFixedT\(null, ["']([\w-]+)["']\)/g)].map((match) => match[1] ?? match[2]);
  if (used.length === 0) used.push("ui");
  const named = code.matchAll(/(?<![\w.])(?:i18next\.|i18n\.)?t\(\s*(["'`])((?:(?!\1).)+)\1/g);
  for (const [, quote, text] of named) {
    const [first, second] = text.split(/:(.+)/);
    const [spaces, key] = second ? [[first], second] : [used, text];
    // `roles.${role}`: what stands before the variable must at least lead somewhere.
    const fixed = quote === "`" && key.includes("${") ? key.slice(0, key.indexOf("${")).replace(/\.?$/, "") : key;
    if (fixed && !spaces.some((namespace) => has(namespace, fixed))) problems.push(`${relative(source, file)}: "${text}" is in no text of ${spaces.join(", ")}`);
  }
}

if (problems.length > 0) {
  console.error(problems.join("\n"));
  console.error(`\n${problems.length} problem(s) in the texts`);
  process.exit(1);
}
console.log(`texts: ${namespaces.length} files in ${languages.join(", ")}, all there`);
