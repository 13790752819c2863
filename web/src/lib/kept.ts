/** A pure function of texts whose results are kept: the latest few thousand of them, for as long as it is. */
export function kept<A extends unknown[], R>(make: (...given: A) => R, keyOf: (...given: A) => string, most = 5_000): (...given: A) => R {
  const known = new Map<string, { result: R }>();
  return (...given) => {
    const key = keyOf(...given);
    const found = known.get(key);
    if (found) return found.result;
    if (known.size >= most) known.clear();
    const result = make(...given);
    known.set(key, { result });
    return result;
  };
}

/** The same list as before where the new one holds the same things: whoever is given it has nothing to draw. */
export const sameList = <T>(before: T[], after: T[]): T[] => (before.length === after.length && before.every((one, index) => one === after[index]) ? before : after);
