/**
 * What outlives the page, per key. Every field and every waiting message has an entry of its own, so that
 * tabs that write at once cannot overwrite each other. Where storage is refused, the page's memory serves.
 */
import type { Door } from "./api";
import type { Outgoing } from "./state";

export interface Kept {
  /** A random name of this browser, for this key only. */
  readonly visitor: string;
  readonly door: Door | null;
  readonly seen: number;
  readonly rated: boolean;
  readonly language: string | null;
  readonly sound: boolean;
  /** Whether the greeting beside the launcher was closed. */
  readonly greeted: boolean;
}

const FRESH: Kept = {
  visitor: "",
  door: null,
  seen: 0,
  rated: false,
  language: null,
  sound: false,
  greeted: false,
};

export interface Shelf {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
  keys(): string[];
}

export class Memory {
  readonly #prefix: string;
  readonly #shelf: Shelf;

  constructor(
    key: string,
    shelf: Shelf,
  ) {
    this.#shelf = shelf;
    this.#prefix = `centralita:${key}:`;
  }

  read<Field extends keyof Kept>(field: Field): Kept[Field] {
    const value = this.#parse(this.#prefix + field);
    return value === null || typeof value !== typeof (FRESH[field] ?? value) ? FRESH[field] : (value as Kept[Field]);
  }

  write<Field extends keyof Kept>(field: Field, value: Kept[Field]): void {
    if (value === FRESH[field]) this.#shelf.removeItem(this.#prefix + field);
    else this.#shelf.setItem(this.#prefix + field, JSON.stringify(value));
  }

  visitor(): string {
    const known = this.read("visitor");
    if (known) return known;
    const fresh = newId();
    this.write("visitor", fresh);
    return fresh;
  }

  outgoing(): Outgoing[] {
    return this.#shelf
      .keys()
      .filter((key) => key.startsWith(`${this.#prefix}out:`))
      .map((key) => this.#parse(key) as Outgoing | null)
      .filter((one): one is Outgoing => typeof one?.client_id === "string" && typeof one.text === "string")
      .sort((a, b) => (a.at < b.at ? -1 : 1));
  }

  /** Keeps what waits and forgets what no longer does; what neither list names is left alone. */
  keepOutgoing(before: readonly Outgoing[], after: readonly Outgoing[]): void {
    if (before === after) return;
    const left = new Map(after.map((one) => [one.client_id, one]));
    for (const one of before) if (!left.has(one.client_id)) this.#shelf.removeItem(`${this.#prefix}out:${one.client_id}`);
    for (const one of after) {
      if (!before.includes(one)) this.#shelf.setItem(`${this.#prefix}out:${one.client_id}`, JSON.stringify(one));
    }
  }

  #parse(key: string): unknown {
    try {
      return JSON.parse(this.#shelf.getItem(key) ?? "null") as unknown;
    } catch {
      return null;
    }
  }
}

/** One of the browser's storages, or a stand-in where it is forbidden or full. */
export function openShelf(which: "localStorage" | "sessionStorage"): Shelf {
  const spare = new Map<string, string>();
  let storage: Storage | null = null;
  try {
    storage = window[which];
  } catch {
    // Blocked by the browser or by the page's sandbox.
  }
  return {
    getItem: (key) => spare.get(key) ?? storage?.getItem(key) ?? null,
    setItem: (key, value) => {
      spare.set(key, value);
      try {
        storage?.setItem(key, value);
        if (storage) spare.delete(key);
      } catch {
        // Full: this page still remembers.
      }
    },
    removeItem: (key) => {
      spare.delete(key);
      storage?.removeItem(key);
    },
    keys: () => [...spare.keys(), ...Object.keys(storage ?? {})],
  };
}

/** A random UUID, also on plain http pages, where `crypto.randomUUID` is missing: every object URL ends in one. */
export function newId(): string {
  const address = URL.createObjectURL(new Blob());
  URL.revokeObjectURL(address);
  return address.slice(-36);
}
