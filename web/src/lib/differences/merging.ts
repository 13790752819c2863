import { type Side } from "../merging";
import { steps } from "./marking";

/** Lines of one text that another has otherwise: from `from` on, before `to`. */
interface Change {
  from: number;
  to: number;
  lines: string[];
}

function changesOf(base: readonly string[], other: readonly string[]): Change[] {
  const found: Change[] = [];
  let at = 0;
  let open: Change | undefined;
  for (const { how, item } of steps(base, other)) {
    if (how === "same") {
      open = undefined;
      at++;
      continue;
    }
    if (!open) found.push((open = { from: at, to: at, lines: [] }));
    if (how === "added") open.lines.push(item);
    else open.to = ++at;
  }
  return found;
}

/** What a stretch of the base became in a text with such changes. */
function became(base: readonly string[], changes: readonly Change[], from: number, to: number): string[] {
  const lines: string[] = [];
  let at = from;
  for (const change of changes) {
    lines.push(...base.slice(at, change.from), ...change.lines);
    at = change.to;
  }
  return [...lines, ...base.slice(at, to)];
}

/**
 * Two people's edits of one text, line by line. Where both touched the same lines, or lines beside each other,
 * `side` says whose stand there; `clashes` counts such places.
 */
export function mergeLines(base: string, mine: string, theirs: string, side: Side): { text: string; clashes: number } {
  const lines = base.split("\n");
  const [own, others] = [changesOf(lines, mine.split("\n")), changesOf(lines, theirs.split("\n"))];
  const merged: string[] = [];
  let at = 0;
  let clashes = 0;
  while (own.length > 0 || others.length > 0) {
    const first = Math.min(own[0]?.from ?? Infinity, others[0]?.from ?? Infinity);
    let end = first;
    const [here, there]: [Change[], Change[]] = [[], []];
    // Whatever reaches into the stretch, or begins at its end, belongs to it.
    for (let grew = true; grew; ) {
      grew = false;
      for (const [waiting, taken] of [[own, here], [others, there]] as const)
        while (waiting[0] && waiting[0].from <= end) {
          const change = waiting.shift() as Change;
          taken.push(change);
          end = Math.max(end, change.to);
          grew = true;
        }
    }
    const [ours, foreign] = [became(lines, here, first, end), became(lines, there, first, end)];
    const same = ours.length === foreign.length && ours.every((line, index) => line === foreign[index]);
    if (here.length > 0 && there.length > 0 && !same) clashes++;
    merged.push(...lines.slice(at, first), ...(there.length === 0 || (here.length > 0 && side === "mine") ? ours : foreign));
    at = end;
  }
  return { text: [...merged, ...lines.slice(at)].join("\n"), clashes };
}
