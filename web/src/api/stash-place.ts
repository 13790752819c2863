import { storage } from "@/lib/storage";
import type { Found, Stash } from "./saver";

const random = (): string => [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * Where one page keeps what it has not sent: a place of its own for each thing, person and page, so that neither the
 * next person at this browser nor another tab takes one's edits for theirs.
 */
export class StashPlace<Value> {
  private readonly prefix: string;
  private place: string;
  /** The places that this page holds, and how to give them back. */
  private readonly held = new Map<string, () => void>();

  constructor(
    /** What is edited: `draft.` or `prompt.` with its id. */
    thing: string,
    userId: string,
    private readonly locks: Pick<LockManager, "request"> | undefined = navigator.locks as LockManager | undefined,
  ) {
    this.prefix = `${thing}.${userId}.`;
    this.place = this.prefix + random();
    // Kept without saying whose it was, by a version before this one: nobody can take it for theirs.
    storage.remove(thing);
  }

  /** Keeps it until the next; whether it is really there. */
  keep(stash: Stash<Value> | undefined): boolean {
    if (stash) return storage.writeJson(this.place, stash);
    storage.remove(this.place);
    return true;
  }

  /** What pages of this person have left behind, the oldest first; not what a page that is still open keeps for itself. */
  async left(): Promise<Found<Value>[]> {
    await this.hold(this.place);
    const found: { place: string; stash: Stash<Value> }[] = [];
    for (const place of storage.keys(this.prefix)) {
      if (place === this.place || !(await this.hold(place))) continue;
      const stash = storage.readJson<Stash<Value> | undefined>(place, undefined);
      if (stash?.value !== undefined) found.push({ place, stash });
    }
    return found.sort((one, other) => (one.stash.at ?? 0) - (other.stash.at ?? 0)).map(({ place, stash }) => ({ stash, take: () => (this.place = place) }));
  }

  /** Lets other pages take up what is still kept. The browser does it by itself when a page ends, however it does. */
  leave(): void {
    for (const free of this.held.values()) free();
    this.held.clear();
  }

  private hold(place: string): Promise<boolean> {
    const { locks, held } = this;
    // Without a secure connection there are none; an edit that two pages send is put together as any two are.
    if (!locks || held.has(place)) return Promise.resolve(true);
    return new Promise((resolve) => {
      const keep = (lock: Lock | null) => {
        resolve(lock !== null);
        return lock && new Promise<void>((done) => held.set(place, done));
      };
      locks.request(`centralita.${place}`, { ifAvailable: true }, keep).catch(() => resolve(true));
    });
  }
}
