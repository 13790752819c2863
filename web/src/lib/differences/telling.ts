/** Where a part lies inside of a thing: names of properties, and positions in lists from 0. */
export type Path = readonly (string | number)[];

/** How the parts of a thing are called. What a part says by itself, `value` says; all else is told by its shape. */
export interface Words {
  label: (path: Path) => string;
  /** A value whose meaning is not its shape: an option, a duration. Undefined when its shape says it all. */
  value?: (path: Path, value: unknown) => string | undefined;
  /** What says nothing to a person. */
  hidden?: (path: Path, value: unknown) => boolean;
  number: (value: number) => string;
  yes: string;
  no: string;
}

export const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether a value says nothing: it is not there, or there is nothing in it. */
export const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === "" || (Array.isArray(value) ? value.every(isNothing) : isRecord(value) && Object.values(value).every(isNothing));

const INSIDE = "  ";
/** So long may each of several words be that stand in one line. */
const SHORT = 40;
const NAMES = ["name", "label", "title"];

/** "max_length" as a person may read it, where no word is known. */
export function humanized(code: string): string {
  const text = code.replace(/[_-]+/g, " ").trim();
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** A value in lines that a person can read. What lies deeper is set in by two blanks. */
export function tell(value: unknown, words: Words, path: Path = []): string[] {
  if (isNothing(value)) return [];
  const own = words.value?.(path, value);
  if (own !== undefined) return own.split("\n");
  if (typeof value === "boolean") return [value ? words.yes : words.no];
  if (typeof value === "number") return [words.number(value)];
  if (Array.isArray(value)) return value.flatMap((item, index) => (isRecord(item) ? tellItem(item, words, [...path, index]) : tell(item, words, [...path, index])));
  if (isRecord(value)) return tellParts(Object.entries(value), words, path);
  return String(value).split("\n");
}

/** A thing of a list: what it is called, else where it stands, and below that what it says. */
function tellItem(item: Record<string, unknown>, words: Words, path: Path): string[] {
  const own = words.value?.(path, item);
  if (own !== undefined) return own.split("\n");
  const named = NAMES.find((name) => typeof item[name] === "string" && item[name] !== "");
  const title = named ? String(item[named]) : words.label(path);
  const parts = tellParts(Object.entries(item).filter(([name]) => name !== named), words, path);
  return [title, ...parts.map((line) => INSIDE + line)];
}

function tellParts(parts: [string, unknown][], words: Words, path: Path): string[] {
  return parts.flatMap(([name, value]) => {
    const inner = [...path, name];
    const lines = words.hidden?.(inner, value) ? [] : tell(value, words, inner);
    if (lines.length === 0) return [];
    const told = isRecord(value) && words.value?.(inner, value) === undefined;
    return !told && fits(value, lines) ? [`${words.label(inner)}: ${lines.join(", ")}`] : [`${words.label(inner)}:`, ...lines.map((line) => INSIDE + line)];
  });
}

/** Whether lines stand behind their name. What holds things stands below it always: another one that comes moves nothing. */
const fits = (value: unknown, lines: string[]): boolean => (Array.isArray(value) && !value.some(isRecord) ? lines.every((line) => line.length <= SHORT) : lines.length === 1 && !Array.isArray(value));
