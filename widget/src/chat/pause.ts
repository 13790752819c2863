/** Waiting: with jitter, so that a thousand widgets do not come back in the same second. */

const FIRST = 800;
const LONGEST = 30_000;

/** Milliseconds before try number `tries` (0 first): doubling, capped, between half and all of it. */
export function backoff(tries: number, random: () => number = Math.random): number {
  const full = Math.min(LONGEST, FIRST * 2 ** Math.min(tries, 10));
  return Math.round(full * (0.5 + random() / 2));
}

/** A wait that can be cut short: `wake()` ends every pause under way. */
export class Pauses {
  #waking = new Set<() => void>();

  wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#waking.delete(done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.#waking.add(done);
    });
  }

  wake(): void {
    for (const done of [...this.#waking]) done();
  }
}
