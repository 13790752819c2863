/**
 * Tabs of one visitor keep in step: what one does or hears, all apply; one of them, the leader, holds
 * the stream and sends. Where the browser has no locks, every tab leads itself, which is only more work.
 */
export class Tabs<Said> {
  #channel: BroadcastChannel | null = null;
  #release: (() => void) | null = null;
  #asked = 0;
  leading = false;
  readonly #name: string;
  readonly #hear: (said: Said) => void;
  readonly #lead: (leading: boolean) => void;

  constructor(
    name: string,
    hear: (said: Said) => void,
    lead: (leading: boolean) => void,
  ) {
    this.#name = name;
    this.#hear = hear;
    this.#lead = lead;
  }

  open(): void {
    this.#channel ??= new BroadcastChannel(this.#name);
    this.#channel.onmessage = (event: MessageEvent<Said>) => this.#hear(event.data);
    this.claim(false);
  }

  /** Lets go of everything, so that the page may rest in the browser's back/forward cache. */
  close(): void {
    this.#channel?.close();
    this.#channel = null;
    this.#asked += 1;
    this.#release?.();
    this.#set(false);
  }

  say(said: Said): void {
    this.#channel?.postMessage(said);
  }

  /** Asks to lead; `now` takes the lead from a tab that may be asleep in the background. */
  claim(now: boolean): void {
    if (this.leading) return;
    if (!("locks" in navigator)) {
      this.#set(true);
      return;
    }
    const asked = (this.#asked += 1);
    const granted = () => {
      if (asked !== this.#asked) return undefined;
      this.#set(true);
      return new Promise<void>((resolve) => (this.#release = resolve));
    };
    navigator.locks.request(this.#name, now ? { steal: true } : {}, granted).catch((error: unknown) => {
      if (asked !== this.#asked) return;
      const taken = error instanceof DOMException && error.name === "AbortError";
      this.#set(!taken);
      // Another tab took the lead: stand in line again.
      if (taken) this.claim(false);
    });
  }

  /** Runs alone among the tabs. */
  async alone<T>(what: string, work: () => Promise<T>): Promise<T> {
    if (!("locks" in navigator)) return work();
    return await navigator.locks.request(`${this.#name}:${what}`, work);
  }

  #set(leading: boolean): void {
    if (this.leading === leading) return;
    this.leading = leading;
    this.#lead(leading);
  }
}
