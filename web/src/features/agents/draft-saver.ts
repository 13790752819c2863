import type { Tagged } from "@/api/client";
import { ApiError } from "@/api/errors";
import { sameJson } from "@/lib/same-json";
import type { Blueprint, Draft } from "./api";

export type SaveState = "saved" | "unsaved" | "saving" | "offline" | "conflict" | "refused";

export interface DraftSnapshot {
  blueprint: Blueprint;
  /** As the server last answered: problems, who saved, when. */
  server: Draft;
  state: SaveState;
  error: unknown;
}

/** An edit that has not reached the server, kept in the browser. */
export interface Stash {
  blueprint: Blueprint;
  etag: string | undefined;
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
 * Somebody else's later save is never overwritten unasked.
 */
export class DraftSaver {
  private snapshot: DraftSnapshot;
  private etag: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sending = false;
  private readonly listeners = new Set<() => void>();

  constructor(
    loaded: Tagged<Draft>,
    stash: Stash | undefined,
    private readonly ports: DraftPorts,
  ) {
    this.etag = stash?.etag ?? loaded.etag;
    this.snapshot = { blueprint: stash?.blueprint ?? loaded.data.blueprint, server: loaded.data, state: stash ? "unsaved" : "saved", error: undefined };
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
    this.ports.keep({ blueprint, etag: this.etag });
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
      this.sending = false;
      this.ports.onSaved?.(answer);
      if (this.snapshot.blueprint === blueprint) {
        this.ports.keep(undefined);
        this.change({ server: answer.data, state: "saved", error: undefined });
      } else {
        this.ports.keep({ blueprint: this.snapshot.blueprint, etag: this.etag });
        this.change({ server: answer.data, state: "unsaved" });
        this.schedule(this.ports.rest ?? 800);
      }
    } catch (error) {
      const arrived = error instanceof ApiError && error.isStale ? await this.arrivedBefore(blueprint) : undefined;
      this.sending = false;
      if (arrived) this.settled(arrived);
      else this.failed(error);
    }
  }

  /** Our own save whose answer was lost looks like somebody else's: what the server has says which. */
  private async arrivedBefore(blueprint: Blueprint): Promise<Tagged<Draft> | undefined> {
    const latest = await this.ports.latest().catch(() => undefined);
    return latest && sameJson(latest.data.blueprint, blueprint) ? latest : undefined;
  }

  private settled(latest: Tagged<Draft>): void {
    this.etag = latest.etag;
    if (sameJson(latest.data.blueprint, this.snapshot.blueprint)) return this.replace(latest);
    this.ports.keep({ blueprint: this.snapshot.blueprint, etag: this.etag });
    this.change({ server: latest.data, state: "unsaved" });
    this.schedule(this.ports.rest ?? 800);
  }

  /** Keeps mine: saves over what somebody else saved meanwhile. */
  overwrite(latest: Tagged<Draft>): Promise<void> {
    this.etag = latest.etag;
    this.change({ server: latest.data, state: "unsaved" });
    return this.flush();
  }

  /** Keeps theirs: takes the newest state, and what was edited here is gone. */
  replace(latest: Tagged<Draft>): void {
    clearTimeout(this.timer);
    this.etag = latest.etag;
    this.ports.keep(undefined);
    this.change({ blueprint: latest.data.blueprint, server: latest.data, state: "saved", error: undefined });
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

  private schedule(wait: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), wait);
  }

  private change(patch: Partial<DraftSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...patch };
    this.listeners.forEach((notify) => notify());
  }
}
