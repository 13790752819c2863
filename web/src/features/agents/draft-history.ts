import { sameJson } from "@/lib/same-json";

/** One's own edit: the whole draft before and after it. Neighbouring states share what they have in common. */
export interface Change<T> {
  before: T;
  after: T;
}
/** What can be undone and redone: as far back as the agent's page is open. */
export interface History<T> {
  past: Change<T>[];
  future: Change<T>[];
  /** Edits with the same key, soon after one another, are one: a word is undone, not a letter. */
  key: string;
  at: number;
}
/** Takes what differs between two states over into a third; where that has something else by now, it stays. */
export type Apply<T> = (from: T, to: T, present: T) => T;

const TOGETHER = 1_500;

export const emptyHistory = <T>(): History<T> => ({ past: [], future: [], key: "", at: 0 });

/** Remembers an edit. */
export function remember<T>(history: History<T>, change: Change<T>, key: string, at: number): History<T> {
  const last = history.past.at(-1);
  // With somebody else's work in between they are two: it is not undone with one's own.
  if (last && key !== "" && key === history.key && at - history.at < TOGETHER && last.after === change.before) {
    return { past: [...history.past.slice(0, -1), { before: last.before, after: change.after }], future: [], key, at };
  }
  return { past: [...history.past, change], future: [], key, at };
}

export interface Step<T> {
  history: History<T>;
  state: T;
}

/**
 * Takes the latest edit back. What others did since stays, found out only now: nothing is computed while they do it.
 * An edit of which nothing is left, since somebody wrote over it, is passed over.
 */
export function undo<T>(history: History<T>, present: T, apply: Apply<T>): Step<T> | undefined {
  const found = latest([...history.past].reverse(), present, ({ before, after }) => [after, before], apply);
  if (!found) return undefined;
  const future = found.change ? [found.change, ...history.future] : history.future;
  return { state: found.state, history: { past: history.past.slice(0, -found.count), future, key: "", at: 0 } };
}

/** Does again what was taken back last. */
export function redo<T>(history: History<T>, present: T, apply: Apply<T>): Step<T> | undefined {
  const found = latest(history.future, present, ({ before, after }) => [before, after], apply);
  if (!found) return undefined;
  const past = found.change ? [...history.past, found.change] : history.past;
  return { state: found.state, history: { past, future: history.future.slice(found.count), key: "", at: 0 } };
}

/** The first of the changes that changes anything, and how many are used up with it. */
function latest<T>(changes: readonly Change<T>[], present: T, ends: (change: Change<T>) => [from: T, to: T], apply: Apply<T>): { state: T; change?: Change<T>; count: number } | undefined {
  let count = 0;
  for (const change of changes) {
    count += 1;
    const [from, to] = ends(change);
    if (from === present) return { state: to, change, count };
    const state = apply(from, to, present);
    if (!sameJson(state, apply(present, present, present))) return { state, change, count };
  }
  return count > 0 ? { state: present, count } : undefined;
}
