import type { Argument, Definition } from "./api";

export const TYPES = ["string", "integer", "number", "boolean", "array", "object"] as const;
export interface ArgumentRow {
  name: string;
  type: string;
  description: string;
  required: boolean;
  /** What else its schema says, kept as it is. */
  rest: Argument;
}

/** A name as models and flows can call it: letters without accents, digits and _. */
export const toolName = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, "_")
    .replace(/^[_0-9]+|_+$/g, "")
    .slice(0, 64);

/** As above, while it is typed: what ends in _ may go on. */
export const argumentName = (text: string): string => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[^A-Za-z0-9_]+/g, "_").replace(/^[0-9]+/, "").slice(0, 64);

/** The arguments in the order of the schema. */
export function rowsOf(parameters: Definition["parameters"]): ArgumentRow[] {
  const required = new Set(parameters.required ?? []);
  return Object.entries(parameters.properties ?? {}).map(([name, { type, description, ...rest }]) => ({ name, type: typeof type === "string" ? type : "", description: description ?? "", required: required.has(name), rest }));
}

/** The schema with these arguments; of two with one name the last counts, and one without a name is left out. */
export function withRows(before: Definition["parameters"], rows: ArgumentRow[]): Definition["parameters"] {
  const others = Object.fromEntries(Object.entries(before).filter(([key]) => key !== "properties" && key !== "required"));
  const named = rows.filter(({ name }) => name);
  const properties = Object.fromEntries(named.map(({ name, type, description, rest }) => [name, { ...(type ? { type } : {}), ...(description ? { description } : {}), ...rest }]));
  const required = named.filter((row) => row.required).map(({ name }) => name);
  return { ...others, type: "object", properties, ...(required.length > 0 ? { required: [...new Set(required)] } : {}) };
}

/** What was typed into a box, as its argument's type wants it; what does not fit stays text, and the server says so. */
export function typedValue(type: string | undefined, text: string): unknown {
  if (text === "") return undefined;
  if (type === "boolean") return text === "true" ? true : text === "false" ? false : text;
  if (type === "integer" || type === "number") return Number.isFinite(Number(text)) ? Number(text) : text;
  if (type === "array" || type === "object") {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return text;
    }
  }
  return text;
}

/** The arguments that were filled in. */
export function argumentsFrom(parameters: Definition["parameters"], typed: Record<string, string>): Record<string, unknown> {
  const filled = Object.entries(parameters.properties ?? {}).map(([name, { type }]) => [name, typedValue(type, typed[name] ?? "")] as const);
  return Object.fromEntries(filled.filter(([, value]) => value !== undefined));
}

/** What the request takes of who is in the conversation, such as `contact.phone`: nobody has to say it. */
export const givenIn = ({ request }: Definition): string[] => [...new Set([...JSON.stringify(request).matchAll(/\{((?:contact|caller|visitor)\.[a-z]+)\}/g)].map(([, name]) => name ?? ""))];

/** The other way round, to show kept arguments in the boxes again. */
export const typedFrom = (given: Record<string, unknown>): Record<string, string> => Object.fromEntries(Object.entries(given).map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]));
