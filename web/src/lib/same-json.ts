/** Whether two values are the same as JSON; the order of an object's keys does not count. */
export function sameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || !one || !other || Array.isArray(one) !== Array.isArray(other)) return false;
  const left = Object.entries(one).filter(([, value]) => value !== undefined);
  const right = new Map(Object.entries(other).filter(([, value]) => value !== undefined));
  return left.length === right.size && left.every(([key, value]) => right.has(key) && sameJson(value, right.get(key)));
}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);
const idOf = (value: unknown): unknown => (isObject(value) ? value.id : undefined);

/** The next value, made of the old one's own parts wherever they say the same: what has not changed is the same object. */
export function sharing<T>(old: unknown, next: T): T {
  if (old === next) return next;
  if (Array.isArray(old) && Array.isArray(next)) {
    const byId = new Map(old.map((one, index) => [idOf(one) ?? index, one]));
    const parts = next.map((one, index): unknown => sharing(byId.get(idOf(one) ?? index), one));
    return (parts.length === old.length && parts.every((one, index) => one === old[index]) ? old : parts) as T;
  }
  if (isObject(old) && isObject(next)) {
    const parts = Object.entries(next).map(([key, value]) => [key, sharing(old[key], value)] as const);
    return (parts.length === Object.keys(old).length && parts.every(([key, value]) => Object.hasOwn(old, key) && value === old[key]) ? old : Object.fromEntries(parts)) as T;
  }
  return next;
}
