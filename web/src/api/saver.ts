import type { Clash, Merged, Side } from "@/lib/merging";
import { sameJson, sharing } from "@/lib/same-json";
import type { Tagged } from "./client";
import { ApiError } from "./errors";

export type SaveState = "saved" | "unsaved" | "saving" | "offline" | "conflict" | "refused";

export interface Snapshot<Value, Answer> {
  value: Value;
  /** As the server last answered. */
  server: Answer;
  state: SaveState;
  error: unknown;
  /** Whether closing the page would lose nothing of what is not sent: false where the browser had no room for it. */
  kept: boolean;
  /** Where somebody else wrote something else meanwhile; what is chosen is whose stands there. */
  clashes: readonly Clash[];
  /** What the server had when the two clashed. */
  theirs: Answer | undefined;
  /** How often the value came from elsewhere than an edit: whoever shows it takes it over then. */
  taken: number;
}

/** An edit that has not reached the server, kept in the browser. */
export interface Stash<Value> {
  value: Value;
  etag: string | undefined;
  /** What the edit was made from, so that it can be put together with what others do meanwhile. */
  base?: Value;
  /** When it was kept, in milliseconds. */
  at?: number;
}

/** What an earlier visit could not send: read from its place, which becomes ours as soon as it is taken up. */
export interface Found<Value> {
  stash: Stash<Value>;
  take: () => void;
}

export interface SaverPorts<Value, Answer> {
  send: (value: Value, etag: string | undefined) => Promise<Tagged<Answer>>;
  /** Whether it is kept now. */
  keep: (stash: Stash<Value> | undefined) => boolean;
  /** As the server has it now. */
  latest: () => Promise<Tagged<Answer>>;
  /** What is edited of an answer. */
  valueOf: (answer: Answer) => Value;
  merge: (base: Value, mine: Value, theirs: Value, side: Side) => Merged<Value>;
  onSaved?: (answer: Tagged<Answer>) => void;
  /** Milliseconds of rest before an edit is sent, and between tries while nobody answers. */
  rest?: number;
  retry?: number;
}

/**
 * Saves what is edited, as it is. One request at a time; what is edited meanwhile goes with the next.
 * An edit is kept in the browser until the server has it, so a closed lid or a dead network loses nothing.
 * What others save meanwhile is put together with it; where both wrote into one place, it is asked whose stands.
 */
export class Saver<Value, Answer extends { revision: number }> {
  private snapshot: Snapshot<Value, Answer>;
  private etag: string | undefined;
  /** The state that our edits were made from; undefined where an older visit did not keep it. */
  private base: Value | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sending = false;
  private found: Found<Value>[] = [];
  private readonly listeners = new Set<() => void>();

  constructor(
    loaded: Tagged<Answer>,
    private readonly ports: SaverPorts<Value, Answer>,
  ) {
    this.etag = loaded.etag;
    this.base = ports.valueOf(loaded.data);
    this.snapshot = { value: this.base, server: loaded.data, state: "saved", error: undefined, kept: true, clashes: [], theirs: undefined, taken: 0 };
  }

  /** Sends what earlier visits could not, one after the other: each is put together with what is there by then. */
  takeUp(found: readonly Found<Value>[]): void {
    this.found.push(...found);
    this.takeNext();
  }

  private takeNext(): void {
    while (this.snapshot.state === "saved") {
      const next = this.found.shift();
      if (!next) return;
      next.take();
      const { value, etag, base } = next.stash;
      if (sameJson(value, this.snapshot.value)) {
        this.ports.keep(undefined);
        continue;
      }
      this.etag = etag;
      this.base = base;
      this.take(value, this.snapshot.server, "unsaved");
      this.schedule(0);
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly read = (): Snapshot<Value, Answer> => this.snapshot;

  edit(value: Value): void {
    if (value === this.snapshot.value) return;
    const kept = this.keep(value);
    this.change({ value, kept, state: this.snapshot.state === "conflict" ? "conflict" : "unsaved", error: undefined });
    if (this.snapshot.state !== "conflict") this.schedule(this.ports.rest ?? 800);
  }

  /** Sends what is unsaved now: before publishing, on leaving, when the network is back. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    if (this.sending || this.snapshot.state === "saved" || this.snapshot.state === "conflict") return;
    const { value } = this.snapshot;
    this.sending = true;
    this.change({ state: "saving" });
    try {
      const answer = await this.ports.send(value, this.etag);
      this.etag = answer.etag;
      this.base = value;
      this.sending = false;
      this.ports.onSaved?.(answer);
      if (this.snapshot.value === value) {
        this.ports.keep(undefined);
        this.change({ server: answer.data, state: "saved", error: undefined, kept: true });
        this.takeNext();
      } else {
        const kept = this.keep(this.snapshot.value);
        this.change({ server: answer.data, state: "unsaved", kept });
        this.schedule(this.ports.rest ?? 800);
      }
    } catch (error) {
      const latest = error instanceof ApiError && error.isStale ? await this.ports.latest().catch(() => undefined) : undefined;
      this.sending = false;
      if (!latest) this.failed(error);
      // Our own save whose answer was lost looks like somebody else's: what the server has says which.
      else if (sameJson(this.ports.valueOf(latest.data), value)) this.settled(latest);
      else this.join(latest, error);
    }
  }

  /** What somebody else saved meanwhile, told by whoever read it. Whether it was taken: an older answer that comes late is not. */
  hear(latest: Tagged<Answer>): boolean {
    const taken = latest.data.revision > this.snapshot.server.revision && this.snapshot.state === "saved";
    if (taken) this.replace(latest);
    return taken;
  }

  private settled(latest: Tagged<Answer>): void {
    this.etag = latest.etag;
    this.base = this.ports.valueOf(latest.data);
    if (sameJson(this.base, this.snapshot.value)) return this.replace(latest);
    this.goOn(this.snapshot.value, latest);
  }

  /** Puts theirs and ours together, and asks where that cannot be done. */
  private join(latest: Tagged<Answer>, error: unknown): void {
    const theirs = this.ports.valueOf(latest.data);
    const merged = this.base && this.ports.merge(this.base, this.snapshot.value, theirs, "mine");
    if (!merged || merged.clashes.length > 0) return this.change({ state: "conflict", error, clashes: merged?.clashes ?? [], theirs: latest.data });
    this.etag = latest.etag;
    this.base = theirs;
    if (sameJson(theirs, merged.value)) return this.replace(latest);
    this.goOn(merged.value, latest, 0);
  }

  private goOn(value: Value, latest: Tagged<Answer>, wait = this.ports.rest ?? 800): void {
    this.take(value, latest.data, "unsaved");
    this.change({ kept: this.keep(this.snapshot.value) });
    this.schedule(wait);
  }

  /** After a clash: mine or theirs stands where both wrote; everything else of both is kept. */
  settle(latest: Tagged<Answer>, side: Side): Promise<void> {
    const theirs = this.ports.valueOf(latest.data);
    const merged = this.base && this.ports.merge(this.base, this.snapshot.value, theirs, side).value;
    const value = merged ?? (side === "mine" ? this.snapshot.value : theirs);
    this.etag = latest.etag;
    this.base = theirs;
    if (sameJson(theirs, value)) {
      this.replace(latest);
      return Promise.resolve();
    }
    this.goOn(value, latest);
    return this.flush();
  }

  /** Takes the newest state. */
  replace(latest: Tagged<Answer>): void {
    clearTimeout(this.timer);
    this.etag = latest.etag;
    this.base = this.ports.valueOf(latest.data);
    this.ports.keep(undefined);
    this.take(this.base, latest.data, "saved");
    this.change({ kept: true });
    this.takeNext();
  }

  private take(value: Value, server: Answer, state: SaveState): void {
    // What has not changed stays the same object: whoever shows it draws that part no second time.
    this.change({ value: sharing(this.snapshot.value, value), server, state, error: undefined, clashes: [], theirs: undefined, taken: this.snapshot.taken + 1 });
  }

  private failed(error: unknown): void {
    const api = error instanceof ApiError ? error : undefined;
    if (api?.isStale) return this.change({ state: "conflict", error });
    if (api?.isConnection || (api && (api.status >= 500 || api.status === 429))) {
      this.change({ state: "offline", error });
      this.schedule((api.retryAfter ?? 0) * 1000 || (this.ports.retry ?? 5_000));
      return;
    }
    this.change({ state: "refused", error });
  }

  private keep(value: Value): boolean {
    return this.ports.keep({ value, etag: this.etag, at: Date.now(), ...(this.base ? { base: this.base } : {}) });
  }

  private schedule(wait: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), wait);
  }

  private change(patch: Partial<Snapshot<Value, Answer>>): void {
    this.snapshot = { ...this.snapshot, ...patch };
    this.listeners.forEach((notify) => notify());
  }
}
