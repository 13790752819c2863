import { mergeLines } from "./differences/merging";
import { sameJson } from "./same-json";

/** Where two people wrote different things: the keys that lead there, things in lists by their id. */
export type Clash = readonly string[];
export interface Merged<T> {
  value: T;
  clashes: Clash[];
}
export type Side = "mine" | "theirs";
type Json = Record<string, unknown>;

/** What belongs together: half of one place and half of another is none. */
const WHOLE = new Set(["position"]);
/** Where a thing lies is not worth a question: one of the two places is taken. */
const NOT_ASKED = new Set(["position", "width", "height"]);
/** Nor is which of two people marked a comment as done: a name and its time, together. */
const isMark = (path: Clash): boolean => path.at(-1) === "done" && path.at(-3) === "notes";

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

/** What names an element of a list; undefined where the list has none that all of its elements have. */
function keysOf(list: readonly unknown[], path: Clash): string[] | undefined {
  const keys = list.map((one) => {
    if (typeof one === "string") return one;
    if (!isObject(one)) return undefined;
    // A way out leads to one place, whoever drew it.
    if (path.at(-1) === "edges") return `${String(one.source)} ${String(one.port ?? "next")}`;
    const key = one.id || one.name;
    return typeof key === "string" && key ? key : undefined;
  });
  return keys.every((key) => key !== undefined) && new Set(keys).size === keys.length ? (keys as string[]) : undefined;
}

class Merge {
  readonly clashes: Clash[] = [];
  constructor(private readonly side: Side) {}

  value(base: unknown, mine: unknown, theirs: unknown, path: Clash): unknown {
    if (mine === theirs || base === theirs) return mine;
    if (base === mine) return theirs;
    if (sameJson(mine, theirs) || sameJson(base, theirs)) return mine;
    if (sameJson(base, mine)) return theirs;
    // Changed by one and taken away by the other: what was written stays.
    if (mine === undefined) return theirs;
    if (theirs === undefined) return mine;
    if (!WHOLE.has(path.at(-1) ?? "") && !isMark(path)) {
      if (isObject(mine) && isObject(theirs)) return this.object(isObject(base) ? base : {}, mine, theirs, path);
      if (Array.isArray(mine) && Array.isArray(theirs)) {
        const merged = this.list(Array.isArray(base) ? base : [], mine, theirs, path);
        if (merged) return merged;
      }
    }
    if (typeof base === "string" && typeof mine === "string" && typeof theirs === "string" && [base, mine, theirs].some((text) => text.includes("\n"))) {
      const merged = mergeLines(base, mine, theirs, this.side);
      if (merged.clashes > 0) this.clashes.push(path);
      return merged.text;
    }
    if (!NOT_ASKED.has(path.at(-1) ?? "") && !isMark(path)) this.clashes.push(path);
    return this.side === "mine" ? mine : theirs;
  }

  object(base: Json, mine: Json, theirs: Json, path: Clash): Json {
    const result: Json = {};
    for (const key of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
      const value = this.value(base[key], mine[key], theirs[key], [...path, key]);
      if (value !== undefined) result[key] = value;
    }
    return result;
  }

  /** Lists of named things: each by itself, new ones after the one that they came after. */
  private list(base: readonly unknown[], mine: readonly unknown[], theirs: readonly unknown[], path: Clash): unknown[] | undefined {
    const [baseKeys, mineKeys, theirKeys] = [keysOf(base, path), keysOf(mine, path), keysOf(theirs, path)];
    if (!baseKeys || !mineKeys || !theirKeys) return undefined;
    const at = (keys: string[], list: readonly unknown[]) => new Map(keys.map((key, index) => [key, list[index]]));
    const [before, own, others] = [at(baseKeys, base), at(mineKeys, mine), at(theirKeys, theirs)];
    const order = [...mineKeys];
    theirKeys.forEach((key, index) => {
      if (own.has(key)) return;
      const previous = order.indexOf(theirKeys[index - 1] ?? "");
      order.splice(previous + 1, 0, key);
    });
    return order.flatMap((key) => {
      const value = this.value(before.get(key), own.get(key), others.get(key), [...path, key]);
      return value === undefined ? [] : [value];
    });
  }
}

/**
 * Two people's edits of one thing, both kept: named parts each by itself, texts line by line. Where they wrote
 * different things into one place, `side` says whose stands there, and the place is told.
 */
export function mergeJson<T extends object>(base: T, mine: T, theirs: T, side: Side): Merged<T> {
  const merge = new Merge(side);
  return { value: merge.object(base as Json, mine as Json, theirs as Json, []) as T, clashes: merge.clashes };
}
