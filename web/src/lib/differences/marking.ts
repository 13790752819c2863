/** A part of a line, and whether it is not in the other line. */
export interface Piece {
  text: string;
  changed: boolean;
}
/** A line as it was (`removed`), as it is (`added`), as it stayed (`same`), or so many that stayed (`skipped`). */
export type Row = { how: "same" | "added" | "removed"; pieces: Piece[] } | { how: "skipped"; count: number };

/** Above so many comparisons two texts are taken as wholes: nobody waits for a picture of what is all different. */
const MOST = 1_000_000;
/** Lines that stayed are shown this far around what changed. */
const AROUND = 1;
/** A line that keeps less than this part of its letters is another line. */
const ALIKE = 0.34;

export type Step<T> = { how: "same" | "added" | "removed"; item: T };

/** What stayed, went and came, in order; what went stands before what came. */
export function steps<T>(before: readonly T[], after: readonly T[]): Step<T>[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const same = (items: readonly T[]): Step<T>[] => items.map((item) => ({ how: "same", item }));
  const middle = between(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  return [...same(before.slice(0, head)), ...middle, ...same(before.slice(before.length - tail))];
}

function between<T>(before: readonly T[], after: readonly T[]): Step<T>[] {
  const [rows, columns] = [before.length, after.length];
  const removed = before.map((item): Step<T> => ({ how: "removed", item }));
  const added = after.map((item): Step<T> => ({ how: "added", item }));
  if (rows === 0 || columns === 0 || rows * columns > MOST) return [...removed, ...added];
  // Length of the longest common run of what is left, from each place on.
  const width = columns + 1;
  const left = new Uint32Array((rows + 1) * width);
  const at = (row: number, column: number) => left[row * width + column] ?? 0;
  for (let row = rows - 1; row >= 0; row--)
    for (let column = columns - 1; column >= 0; column--) left[row * width + column] = before[row] === after[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
  const found: Step<T>[] = [];
  let [row, column] = [0, 0];
  while (row < rows && column < columns) {
    if (before[row] === after[column]) {
      found.push({ how: "same", item: before[row] as T });
      row++;
      column++;
    } else if (at(row + 1, column) >= at(row, column + 1)) found.push(removed[row++] as Step<T>);
    else found.push(added[column++] as Step<T>);
  }
  return [...found, ...removed.slice(row), ...added.slice(column)];
}

const wordsOf = (line: string): string[] => line.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];

/** Two lines with what changed in them marked; undefined when they have too little in common to be one line. */
function paired(before: string, after: string): { before: Piece[]; after: Piece[] } | undefined {
  const found = steps(wordsOf(before), wordsOf(after));
  const kept = found.filter(({ how }) => how === "same").reduce((sum, { item }) => sum + item.trim().length, 0);
  if (kept < ALIKE * Math.max(before.replace(/\s/g, "").length, after.replace(/\s/g, "").length)) return undefined;
  const side = (how: "added" | "removed"): Piece[] => {
    const pieces: Piece[] = [];
    for (const step of found) {
      if (step.how !== "same" && step.how !== how) continue;
      const changed = step.how === how;
      const last = pieces.at(-1);
      if (last?.changed === changed) last.text += step.item;
      else pieces.push({ text: step.item, changed });
    }
    return pieces;
  };
  return { before: side("removed"), after: side("added") };
}

const whole = (how: "same" | "added" | "removed", text: string): Row => ({ how, pieces: [{ text, changed: how !== "same" }] });

/** Two texts line by line; within a line that changed, the words that did are marked. */
export function compareLines(before: readonly string[], after: readonly string[]): Row[] {
  const rows: Row[] = [];
  let [gone, come]: [string[], string[]] = [[], []];
  const settle = () => {
    const pairs = gone.map((line, index) => (come[index] === undefined ? undefined : paired(line, come[index])));
    rows.push(...gone.map((line, index): Row => (pairs[index] ? { how: "removed", pieces: pairs[index].before } : whole("removed", line))));
    rows.push(...come.map((line, index): Row => (pairs[index] ? { how: "added", pieces: pairs[index].after } : whole("added", line))));
    [gone, come] = [[], []];
  };
  for (const { how, item } of steps(before, after)) {
    if (how === "removed") gone.push(item);
    else if (how === "added") come.push(item);
    else {
      settle();
      rows.push(whole("same", item));
    }
  }
  settle();
  return shortened(rows);
}

/** Long stretches of what stayed are left out, and counted. */
function shortened(rows: Row[]): Row[] {
  const found: Row[] = [];
  let quiet: Row[] = [];
  const settle = () => {
    // One line that is left out would take as much room as the line that says so.
    found.push(...(quiet.length > 1 ? [{ how: "skipped", count: quiet.length } as const] : quiet));
    quiet = [];
  };
  rows.forEach((row, index) => {
    const near = rows.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(({ how }) => how !== "same");
    if (!near) return void quiet.push(row);
    settle();
    found.push(row);
  });
  settle();
  return found;
}
