/** What can be undone and redone, as states of the whole blueprint: as far back as the page is open. States share what they have in common. */
export interface History<T> {
  past: T[];
  future: T[];
  /** Edits with the same key, soon after one another, are one: a word is undone, not a letter. */
  key: string;
  at: number;
}

const TOGETHER = 1_500;

export const emptyHistory = <T>(): History<T> => ({ past: [], future: [], key: "", at: 0 });

/** Remembers the state before an edit. */
export function remember<T>(history: History<T>, before: T, key: string, at: number): History<T> {
  if (key !== "" && key === history.key && at - history.at < TOGETHER && history.past.length > 0) return { ...history, future: [], at };
  return { past: [...history.past, before], future: [], key, at };
}

export function undo<T>(history: History<T>, present: T): { history: History<T>; state: T } | undefined {
  const state = history.past.at(-1);
  if (state === undefined) return undefined;
  return { state, history: { past: history.past.slice(0, -1), future: [present, ...history.future], key: "", at: 0 } };
}

/** What somebody else did meanwhile is not undone with our own steps: every state is made one that has it. */
export const rebased = <T>(history: History<T>, change: (state: T) => T): History<T> => ({ ...history, past: history.past.map(change), future: history.future.map(change), key: "", at: 0 });

export function redo<T>(history: History<T>, present: T): { history: History<T>; state: T } | undefined {
  const [state, ...future] = history.future;
  if (state === undefined) return undefined;
  return { state, history: { past: [...history.past, present], future, key: "", at: 0 } };
}
