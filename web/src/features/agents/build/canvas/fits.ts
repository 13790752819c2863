import type { Schema } from "../node-kinds";

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether the server's database can hold a text: no NUL, no half of a letter. */
export const isSound = (text: string): boolean => !/\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);

/** Whether a value has the shape that a schema of the engine's nodes asks for; where not, the path to the first that has not. */
export function misfit(schema: Schema, value: unknown, root: Schema = schema, path = ""): string | undefined {
  const here = path || "data";
  if (schema.$ref) {
    const name = schema.$ref.replace("#/$defs/", "");
    const definition = root.$defs?.[name];
    return definition ? misfit(definition, value, root, path) : here;
  }
  const ways = schema.anyOf ?? schema.oneOf;
  if (ways && !ways.some((way) => misfit(way, value, root, path) === undefined)) return here;
  if (schema.const !== undefined && value !== schema.const) return here;
  if (schema.enum && !schema.enum.includes(value as string)) return here;
  if (!hasType(schema.type, value)) return here;
  if (typeof value === "string") return !isSound(value) || (schema.maxLength !== undefined && value.length > schema.maxLength) || (schema.minLength !== undefined && value.length < schema.minLength) || (schema.pattern !== undefined && !matches(schema.pattern, value)) ? here : undefined;
  if (typeof value === "number") return (schema.minimum !== undefined && value < schema.minimum) || (schema.maximum !== undefined && value > schema.maximum) ? here : undefined;
  if (Array.isArray(value)) {
    if (schema.maxItems !== undefined && value.length > schema.maxItems) return here;
    return schema.items && first(value.map((one, index) => [one, index] as const), ([one, index]) => misfit(schema.items as Schema, one, root, `${path}.${index}`));
  }
  return isObject(value) ? misfitIn(schema, value, root, path) : undefined;
}

function misfitIn(schema: Schema, value: Record<string, unknown>, root: Schema, path: string): string | undefined {
  const known = schema.properties ?? {};
  const patterns = Object.entries(schema.patternProperties ?? {});
  const rest = schema.additionalProperties;
  for (const name of schema.required ?? []) if (!Object.hasOwn(value, name)) return `${path}.${name}`;
  if (schema.maxProperties !== undefined && Object.keys(value).length > schema.maxProperties) return path || "data";
  // What tells one shape from another first: the wrong ones are left before what lies deeper is looked at.
  const isTag = ([key]: [string, unknown]) => Number(known[key]?.const !== undefined);
  return first(Object.entries(value).sort((one, other) => isTag(other) - isTag(one)), ([key, inner]) => {
    const at = `${path}.${key}`;
    if (!isSound(key)) return path || "data";
    if (Object.hasOwn(known, key)) return misfit(known[key] as Schema, inner, root, at);
    const pattern = patterns.find(([one]) => matches(one, key));
    if (pattern) return misfit(pattern[1], inner, root, at);
    if (rest === false || (patterns.length > 0 && rest === undefined)) return at;
    return isObject(rest) ? misfit(rest as Schema, inner, root, at) : undefined;
  });
}

function first<T>(values: readonly T[], find: (value: T) => string | undefined): string | undefined {
  for (const value of values) {
    const found = find(value);
    if (found !== undefined) return found;
  }
  return undefined;
}

function matches(pattern: string, text: string): boolean {
  try {
    // The engine's patterns mean the letters of every language.
    return new RegExp(pattern.replaceAll("[^\\W\\d]", "[\\p{L}_]").replaceAll("\\w", "[\\p{L}\\p{N}_]"), "u").test(text);
  } catch {
    // A pattern that only the server can read: it has the last word.
    return true;
  }
}

function hasType(type: string | undefined, value: unknown): boolean {
  switch (type) {
    case "string":
      return typeof value === "string";
    case "number":
      return typeof value === "number" && Number.isFinite(value);
    case "integer":
      return Number.isInteger(value);
    case "boolean":
      return typeof value === "boolean";
    case "array":
      return Array.isArray(value);
    case "object":
      return isObject(value);
    case "null":
      return value === null;
    default:
      return true;
  }
}
