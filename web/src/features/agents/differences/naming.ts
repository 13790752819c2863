import { humanized, isRecord, type Path, tell, type Words } from "@/lib/differences/telling";
import { sameJson } from "@/lib/same-json";
import type { NodeKind, Schema } from "../build/node-kinds";
import { isCondition, tellCondition } from "./conditions";

/** What the reader calls things: texts by their keys, languages by their codes, and the kinds of steps. */
export interface Names {
  language: string;
  /** The text of a key, `namespace:key`; undefined where there is none. */
  text: (key: string) => string | undefined;
  languageName: (code: string) => string;
  number: (value: number) => string;
  kinds: readonly NodeKind[];
}

/** What part of an agent a path begins in: a step's has its kind. */
export interface Part {
  area: string;
  kind?: string | undefined;
}

/** Names of fields that stand in the texts of the editor. */
const IN_EDITOR: Record<string, string> = {
  persona: "general.persona",
  greeting: "general.greeting",
  ai_notice: "general.ai_notice",
  default_language: "general.default_language",
  languages: "columns.languages",
  interrupts: "general.interrupts",
  knowledge: "general.knowledge",
  variables: "general.variables",
  default: "general.initial_short",
  keywords: "form.keywords",
  phrases: "general.own_phrases",
  synonyms: "form.synonyms",
  weight: "form.weight",
  operation: "form.operation",
  variable: "form.variable",
};
/** Parts that hold things under names that somebody chose: nothing there is the code of a language. */
const OWN_NAMES = new Set(["arguments", "parameters", "properties", "facts", "definition", "script", "headers", "query"]);
/** Steps of a path that say nothing to a person. */
const SILENT = new Set(["data", "properties"]);
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$/;
const IDENTITY = /(^|_)id$/;

/** A tool of ours by what people call it, with its code. */
const toolName = (names: Names, code: string): string | undefined => {
  const title = names.text(`trace:tool.${code}`);
  return title && `${title} (${code})`;
};
const resolved = (schema: Schema, root: Schema): Schema => (schema.$ref ? { ...root.$defs?.[schema.$ref.replace("#/$defs/", "")], ...schema } : schema);

/** What the schema may say of the place at a path: more than one where it depends on a choice. */
function schemasAt(root: Schema, path: Path): Schema[] {
  let found: Schema[] = [root];
  for (const step of path)
    found = found.flatMap((outer) => {
      const forms = [outer, ...(outer.anyOf ?? []), ...(outer.oneOf ?? [])].map((form) => resolved(form, root));
      return forms.flatMap((form) => {
        const inner = typeof step === "number" ? form.items : form.properties?.[step];
        return inner ? [resolved(inner, root)] : [];
      });
    });
  return found;
}

/** How the parts of an agent are called, and how what they hold is told. */
export function agentWords(names: Names, part: Part): Words {
  const kind = names.kinds.find((one) => one.kind === part.kind);
  const schemas = (path: Path): Schema[] => (kind && path[0] === "data" ? schemasAt(kind.data_schema, path.slice(1)) : []);
  const text = (key: string) => names.text(`differences:${key}`);
  const isLanguage = (path: Path): boolean => {
    const code = path.at(-1);
    const inside = path.slice(0, -1);
    return typeof code === "string" && LANGUAGE.test(code) && inside.length > 0 && inside.at(-1) !== "data" && !inside.some((step) => OWN_NAMES.has(String(step))) && names.languageName(code).toLowerCase() !== code.toLowerCase();
  };

  const label = (path: Path): string => {
    const step = path.at(-1) ?? "";
    if (typeof step === "number") return `${step + 1}.`;
    const parent = path.slice(0, -1).findLast((outer) => typeof outer === "string") ?? "";
    const titled = schemas(path).find((schema) => schema["x-title"]);
    const title = titled && (titled["x-title"]?.[names.language] || titled.title);
    if (title) return title;
    if (parent === "arguments" || parent === "facts") return step;
    if (parent === "texts") return text(`sentences.${step}`) ?? humanized(step);
    if (parent === "interrupts") return names.text(`agents:general.wishes.${step}`) ?? humanized(step);
    const own = text(`fields.${parent}_${step}`) ?? text(`fields.${step}`) ?? (IN_EDITOR[step] && names.text(`agents:${IN_EDITOR[step]}`)) ?? names.text(`agents:fields.${step === "from_zero" ? "begins_at_nought" : step}`);
    return own || (isLanguage(path) ? names.languageName(step) : humanized(step));
  };

  const value = (path: Path, told: unknown): string | undefined => {
    const step = path.at(-1);
    if (isCondition(told)) return tellCondition(told, names);
    if (part.area === "flow" && path.length === 1 && step === "nodes" && Array.isArray(told)) return told.map((node) => (isRecord(node) && String(node.name || (titleOf(names, String(node.kind)) ?? node.id))) || "").join("\n");
    if (typeof told === "string") {
      if (step === "default_language" || (path.at(-2) === "languages" && typeof step === "number")) return names.languageName(told);
      if (step === "kind" && path.length === 1) return titleOf(names, told);
      if (step === "tool" || path.at(-2) === "tools") return toolName(names, told);
      if (step === "operation") return names.text(`agents:form.operations.${told}`);
      if (step === "type" && path.at(-2) === "input") return names.text(`agents:answer_kinds.${told}`);
      if (told === "all" && (part.area === "knowledge" || path.includes("sources"))) return names.text("agents:general.all_sources");
      if (schemas(path).some((schema) => schema.enum)) return names.text(`agents:options.${part.kind}.${told}`);
    }
    if (typeof told === "number" && schemas(path).some((schema) => schema["x-widget"] === "duration")) return `${names.number(told)} ${names.text("agents:form.seconds") ?? "s"}`;
    return undefined;
  };

  const hidden = (path: Path, told: unknown): boolean => {
    const step = String(path.at(-1));
    if (step === "position" || step === "layout" || IDENTITY.test(step)) return true;
    // Of a flow as a whole its steps are told; where it begins and how they hang together is seen on the canvas.
    if (part.area === "flow" && path.length === 1 && (step === "edges" || step === "entry")) return true;
    // What nobody has filled in is no news of a step that is new.
    return schemas(path).some((schema) => schema.default !== undefined && sameJson(schema.default, told));
  };
  return { label, value, hidden, number: names.number, yes: names.text("agents:ports.yes") ?? "", no: names.text("agents:ports.no") ?? "" };
}

/** By which way out a connection leaves; the one that every step has is not worth a word. */
export const wayOf = (port: string, names: Names): string => (port === "next" || port === "" ? "" : (names.text(`agents:ports.${port}`) ?? port));

/** What a kind of step is called. */
export const titleOf = (names: Names, kind: string | undefined): string | undefined => names.kinds.find((one) => one.kind === kind)?.title[names.language];

/** Where a change lies, in words: "Text › Spanish". Empty for a thing as a whole. */
export function placeOf(path: string, words: Words): string {
  const steps = path ? path.split(".") : [];
  return steps
    .flatMap((step, index) => (SILENT.has(step) && index < steps.length - 1 ? [] : [words.label(steps.slice(0, index + 1))]))
    .join(" › ");
}

/** What a part of an agent says at a path, in lines. Without a path it is a thing as a whole, whose name is told elsewhere. */
export function linesOf(value: unknown, names: Names, part: Part, path: string): string[] {
  const words = agentWords(names, part);
  if (path) return tell(value, words, path.split("."));
  if (!isRecord(value)) return tell(value, words);
  if (isRecord(value.data)) return tell(value.data, words, ["data"]);
  return tell({ ...value, name: undefined, kind: undefined }, words);
}
