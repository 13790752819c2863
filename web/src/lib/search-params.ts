/**
 * What a page keeps in its address: a schema of plain readers that never throw. An unknown or broken
 * value reads as "not set", so an old or hand-made link still opens the page.
 */
type Reader<T> = (value: unknown) => T | undefined;
type Schema = Record<string, Reader<unknown>>;
export type SearchOf<S extends Schema> = { [K in keyof S]?: Exclude<ReturnType<S[K]>, undefined> };

export const text: Reader<string> = (value) => {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" && value !== "" ? value.slice(0, 500) : undefined;
};

export const flag: Reader<boolean> = (value) => (value === true || value === 1 || value === "1" || value === "true" ? true : undefined);

export const whole: Reader<number> = (value) => {
  const number = Number(value);
  return Number.isSafeInteger(number) && value !== "" && value !== null ? number : undefined;
};

export function oneOf<const T extends readonly string[]>(...allowed: T): Reader<T[number]> {
  return (value) => (typeof value === "string" && allowed.includes(value) ? value : undefined);
}

export function searchSchema<S extends Schema>(schema: S): (raw: Record<string, unknown>) => SearchOf<S> {
  return (raw) => {
    const read: Record<string, unknown> = {};
    for (const [key, reader] of Object.entries(schema)) {
      const value = reader(raw[key]);
      if (value !== undefined) read[key] = value;
    }
    return read as SearchOf<S>;
  };
}

/** Addresses with plain values (`?status=active`), not JSON in quotes. */
export function parseSearch(query: string): Record<string, unknown> {
  return Object.fromEntries(new URLSearchParams(query));
}

export function writeSearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (value === undefined || value === null || value === "") continue;
    params.set(key, value === true ? "1" : String(value));
  }
  const query = params.toString();
  return query ? `?${query}` : "";
}
