/** One field of a thing before and after an act; absent where the act did not tell it. */
export interface Change {
  field: string;
  before: unknown;
  after: unknown;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

function fieldsOf(value: unknown, prefix = ""): [string, unknown][] {
  if (!isRecord(value)) return value === null || value === undefined ? [] : [[prefix, value]];
  return Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    const name = prefix ? `${prefix}.${key}` : key;
    return isRecord(inner) && Object.keys(inner).length > 0 ? fieldsOf(inner, name) : [[name, inner]];
  });
}

/** Field by field what an act changed, in the order in which the trail tells it. */
export function changesOf(before: unknown, after: unknown): Change[] {
  const [old, fresh] = [new Map(fieldsOf(before)), new Map(fieldsOf(after))];
  return [...new Set([...old.keys(), ...fresh.keys()])].map((field) => ({ field, before: old.get(field), after: fresh.get(field) }));
}

/** What the thing was called, as far as the act tells it. */
export function nameIn(...snapshots: unknown[]): string | undefined {
  for (const snapshot of snapshots) {
    if (!isRecord(snapshot)) continue;
    for (const key of ["name", "label", "title", "email", "question"]) {
      const value = snapshot[key];
      if (typeof value === "string" && value.trim() !== "") return value;
    }
  }
  return undefined;
}
