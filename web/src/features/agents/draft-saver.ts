import type { Tagged } from "@/api/client";
import { ApiError } from "@/api/errors";
import { sameJson } from "@/lib/same-json";
import type { Blueprint, Draft } from "./api";
import { type Clash, mergeDrafts, type Side } from "./draft-merge";

export type SaveState = "saved" | "unsaved" | "saving" | "offline" | "conflict" | "refused";

export interface DraftSnapshot {
  blueprint: Blueprint;
  /** As the server last answered: problems, who saved, when. */
  server: Draft;
  state: SaveState;
  error: unknown;
  /** Where somebody else wrote something else meanwhile; what is chosen is whose stands there. */
  clashes: readonly Clash[];
}

/** An edit that has not reached the server, kept in the browser. */
export interface Stash {
  blueprint: Blueprint;
  etag: string | undefined;
  /** What the edit was made from, so that it can be put together with what others do meanwhile. */
  base?: Blueprint;
}

export interface DraftPorts {
  send: (blueprint: Blueprint, etag: string | undefined) => Promise<Tagged<Draft>>;
  keep: (stash: Stash | undefined) => void;
  /** The draft as the server has it now. */
  latest: () => Promise<Tagged<Draft>>;
  onSaved?: (draft: Tagged<Draft>) => void;
  /** Milliseconds of rest before an edit is sent, and between tries while nobody answers. */
  rest?: number;
  retry?: number;
}

/**
 * Saves a draft as it is edited. One request at a time; what is edited meanwhile goes with the next.
 * An edit is kept in the browser until the server has it, so a closed lid or a dead network loses nothing.
 * What others save meanwhile is put together with it; where both wrote into one place, it is asked whose stands.
 */
export class DraftSaver {
  private snapshot: DraftSnapshot;
  private etag: string | undefined;
  /** The state that our edits were made from; undefined where an older visit did not keep it. */
  private base: Blueprint | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sending = false;
  private readonly listeners = new Set<() => void>();

  constructor(
    loaded: Tagged<Draft>,
    stash: Stash | undefined,
    private readonly ports: DraftPorts,
  ) {
    this.etag = stash?.etag ?? loaded.etag;
    this.base = stash ? stash.base : loaded.data.blueprint;
    this.snapshot = { blueprint: stash?.blueprint ?? loaded.data.blueprint, server: loaded.data, state: stash ? "unsaved" : "saved", error: undefined, clashes: [] };
  }

  /** Sends what an earlier visit could not. Apart from the making, which a page may do and throw away. */
  start(): void {
    if (this.snapshot.state === "unsaved") this.schedule(0);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly read = (): DraftSnapshot => this.snapshot;

  edit(blueprint: Blueprint): void {
    if (blueprint === this.snapshot.blueprint) return;
    this.keep(blueprint);
    this.change({ blueprint, state: this.snapshot.state === "conflict" ? "conflict" : "unsaved", error: undefined });
    if (this.snapshot.state !== "conflict") this.schedule(this.ports.rest ?? 800);
  }

  /** Sends what is unsaved now: before publishing, on leaving, when the network is back. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    if (this.sending || this.snapshot.state === "saved" || this.snapshot.state === "conflict") return;
    const { blueprint } = this.snapshot;
    this.sending = true;
    this.change({ state: "saving" });
    try {
      const answer = await this.ports.send(blueprint, this.etag);
      this.etag = answer.etag;
      this.base = blueprint;
      this.sending = false;
      this.ports.onSaved?.(answer);
      if (this.snapshot.blueprint === blueprint) {
        this.ports.keep(undefined);
        this.change({ server: answer.data, state: "saved", error: undefined });
      } else {
        this.keep(this.snapshot.blueprint);
        this.change({ server: answer.data, state: "unsaved" });
        this.schedule(this.ports.rest ?? 800);
      }
    } catch (error) {
      const latest = error instanceof ApiError && error.isStale ? await this.ports.latest().catch(() => undefined) : undefined;
      this.sending = false;
      if (!latest) this.failed(error);
      // Our own save whose answer was lost looks like somebody else's: what the server has says which.
      else if (sameJson(latest.data.blueprint, blueprint)) this.settled(latest);
      else this.join(latest, error);
    }
  }

  /** What somebody else saved meanwhile, told by whoever read it. Whether it was taken: an older answer that comes late is not. */
  hear(latest: Tagged<Draft>): boolean {
    const taken = latest.data.revision > this.snapshot.server.revision && this.snapshot.state === "saved";
    if (taken) this.replace(latest);
    return taken;
  }

  private settled(latest: Tagged<Draft>): void {
    this.etag = latest.etag;
    this.base = latest.data.blueprint;
    if (sameJson(latest.data.blueprint, this.snapshot.blueprint)) return this.replace(latest);
    this.goOn(this.snapshot.blueprint, latest);
  }

  /** Puts theirs and ours together, and asks where that cannot be done. */
  private join(latest: Tagged<Draft>, error: unknown): void {
    const merged = this.base && mergeDrafts(this.base, this.snapshot.blueprint, latest.data.blueprint, "mine");
    if (!merged || merged.clashes.length > 0) return this.change({ state: "conflict", error, clashes: merged?.clashes ?? [] });
    this.etag = latest.etag;
    this.base = latest.data.blueprint;
    if (sameJson(latest.data.blueprint, merged.value)) return this.replace(latest);
    this.goOn(merged.value, latest, 0);
  }

  private goOn(blueprint: Blueprint, latest: Tagged<Draft>, wait = this.ports.rest ?? 800): void {
    this.keep(blueprint);
    this.change({ blueprint, server: latest.data, state: "unsaved", error: undefined, clashes: [] });
    this.schedule(wait);
  }

  /** After a clash: mine or theirs stands where both wrote; everything else of both is kept. */
  settle(latest: Tagged<Draft>, side: Side): Promise<void> {
    const merged = this.base && mergeDrafts(this.base, this.snapshot.blueprint, latest.data.blueprint, side).value;
    const blueprint = merged ?? (side === "mine" ? this.snapshot.blueprint : latest.data.blueprint);
    this.etag = latest.etag;
    this.base = latest.data.blueprint;
    if (sameJson(latest.data.blueprint, blueprint)) {
      this.replace(latest);
      return Promise.resolve();
    }
    this.goOn(blueprint, latest);
    return this.flush();
  }

  /** Takes the newest state. */
  replace(latest: Tagged<Draft>): void {
    clearTimeout(this.timer);
    this.etag = latest.etag;
    this.base = latest.data.blueprint;
    this.ports.keep(undefined);
    this.change({ blueprint: latest.data.blueprint, server: latest.data, state: "saved", error: undefined, clashes: [] });
  }

  stop(): void {
    clearTimeout(this.timer);
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

  private keep(blueprint: Blueprint): void {
    this.ports.keep({ blueprint, etag: this.etag, ...(this.base ? { base: this.base } : {}) });
  }

  private schedule(wait: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), wait);
  }

  private change(patch: Partial<DraftSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...patch };
    this.listeners.forEach((notify) => notify());
  }
}
