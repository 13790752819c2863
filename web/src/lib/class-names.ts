import { clsx, type ClassValue } from "clsx";

/**
 * Which classes speak about the same thing. The first that fits gives the group; `covers` names further groups
 * that a class of this one makes void (`p-4` after `px-2`).
 */
const GROUPS: [pattern: RegExp, group: string | null, covers?: string[]][] = [
  [/^(p|m)-/, null, ["x", "y", "t", "r", "b", "l"]],
  [/^(p|m)x-/, null, ["r", "l"]],
  [/^(p|m)y-/, null, ["t", "b"]],
  [/^(p|m)[trbl]-/, null],
  [/^size-/, "size", ["w", "h"]],
  [/^(gap|overflow)-[xy]-/, null],
  [/^gap-/, "gap", ["gap-x", "gap-y"]],
  [/^overflow-/, "overflow", ["overflow-x", "overflow-y"]],
  [/^(w|h|min-w|min-h|max-w|max-h|z|inset|top|right|bottom|left|grid-cols|col-span|order|opacity|leading|tracking|animate|shadow|items|justify|self|place-items|cursor)-/, null],
  [/^(block|inline|inline-block|flex|inline-flex|grid|inline-grid|hidden|contents)$/, "display"],
  [/^(static|relative|absolute|fixed|sticky)$/, "position"],
  [/^rounded(-(xs|s|m|l|full|none))?$/, "rounded"],
  [/^border(-\d)?$/, "border-width"],
  [/^border-(solid|dashed|dotted|none)$/, "border-style"],
  [/^border-(?![trblxy](-|$))/, "border-color"],
  [/^bg-/, "bg"],
  [/^text-(2xs|xs|sm|base|md|lg|xl|\[\d)/, "text-size"],
  [/^text-(left|center|right|start|end)$/, "text-align"],
  [/^text-(balance|pretty|wrap|nowrap|ellipsis)$/, "text-wrap"],
  [/^text-/, "text-color"],
  [/^font-(normal|medium|semibold|bold)$/, "weight"],
  [/^font-(sans|mono)$/, "family"],
  [/^(flex-1|flex-auto|flex-none)$/, "flex"],
  [/^(flex-row|flex-col)$/, "direction"],
];

function split(name: string): [variants: string, utility: string] {
  let depth = 0;
  for (let at = name.length - 1; at >= 0; at--) {
    const letter = name[at];
    if (letter === "]" || letter === ")") depth++;
    else if (letter === "[" || letter === "(") depth--;
    else if (letter === ":" && depth === 0) return [name.slice(0, at + 1), name.slice(at + 1)];
  }
  return ["", name];
}

function groupsOf(name: string): { own: string; covered: string[] } | undefined {
  const [variants, whole] = split(name);
  const utility = whole.replace(/^-/, "");
  for (const [pattern, group, covers = []] of GROUPS) {
    const match = pattern.exec(utility);
    if (!match) continue;
    const own = group ?? match[0].slice(0, -1);
    const base = /^[pm]/.test(own) && group === null ? own[0] : "";
    return { own: variants + own, covered: covers.map((one) => variants + base + one) };
  }
  return undefined;
}

/** The same few hundred lists come back at every drawing: each is settled once. */
const settled = new Map<string, string>();
const MOST_SETTLED = 5_000;

/** Joins class names; where two speak about the same thing, the later one stays. */
export function cn(...values: ClassValue[]): string {
  const names = clsx(values);
  const known = settled.get(names);
  if (known !== undefined) return known;
  if (settled.size >= MOST_SETTLED) settled.clear();
  const joined = settle(names);
  settled.set(names, joined);
  return joined;
}

function settle(names: string): string {
  const kept: string[] = [];
  const taken = new Set<string>();
  for (const name of names.split(/\s+/).reverse()) {
    if (!name) continue;
    const groups = groupsOf(name);
    if (groups) {
      if (taken.has(groups.own)) continue;
      taken.add(groups.own);
      groups.covered.forEach((group) => taken.add(group));
    }
    kept.push(name);
  }
  return kept.reverse().join(" ");
}
