import { afterEach, describe, expect, it, vi } from "vitest";
import { StashPlace } from "./stash-place";

afterEach(() => localStorage.clear());

/** The browser's own, as far as it is used: a name is held until what came of it ends. */
function createLocks(): Pick<LockManager, "request"> {
  const held = new Set<string>();
  const request = async (name: string, _options: LockOptions, run: (lock: Lock | null) => unknown) => {
    if (held.has(name)) return run(null);
    held.add(name);
    await run({ name, mode: "exclusive" });
    held.delete(name);
  };
  return { request } as unknown as LockManager;
}
const stash = (n: number) => ({ value: { n }, etag: undefined, at: n });
const contents = async (place: StashPlace<{ n: number }>) => (await place.left()).map((found) => found.stash.value.n);

describe("what could not be sent", () => {
  it("is found by the same person at the same agent only, of all pages that are gone, the oldest first", async () => {
    const locks = createLocks();
    const [first, second] = [new StashPlace<{ n: number }>("a", "ana", locks), new StashPlace<{ n: number }>("a", "ana", locks)];
    await first.left();
    await second.left();
    second.keep(stash(1));
    first.keep(stash(2));
    expect(await contents(new StashPlace<{ n: number }>("a", "ana", locks))).toEqual([]);
    first.leave();
    second.leave();
    await Promise.resolve();
    expect(await contents(new StashPlace<{ n: number }>("a", "ben", locks))).toEqual([]);
    expect(await contents(new StashPlace<{ n: number }>("b", "ana", locks))).toEqual([]);
    const next = new StashPlace<{ n: number }>("a", "ana", locks);
    expect(await contents(next)).toEqual([1, 2]);
    expect(await contents(new StashPlace<{ n: number }>("a", "ana", locks))).toEqual([]);
    // Read again by the page that holds them, as long as it has not taken them up.
    expect(await contents(next)).toEqual([1, 2]);
  });

  it("stays where it was until it is sent, in the place of whoever takes it up", async () => {
    const locks = createLocks();
    new StashPlace<{ n: number }>("a", "ana", locks).keep(stash(1));
    const next = new StashPlace<{ n: number }>("a", "ana", locks);
    const [found] = await next.left();
    found?.take();
    next.keep(stash(2));
    next.leave();
    await Promise.resolve();
    expect(await contents(new StashPlace<{ n: number }>("a", "ana", locks))).toEqual([2]);
    next.keep(undefined);
    expect(localStorage.length).toBe(0);
  });

  it("is not kept where there is no room, and that is told", () => {
    const place = new StashPlace<{ n: number }>("a", "ana", undefined);
    const full = vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
    expect(place.keep(stash(1))).toBe(false);
    full.mockRestore();
    expect(place.keep(stash(1))).toBe(true);
  });

  it("is nobody's where a version before kept it without a name", async () => {
    localStorage.setItem("centralita.draft.a", JSON.stringify(stash(1)));
    expect(await contents(new StashPlace<{ n: number }>("draft.a", "ana", undefined))).toEqual([]);
    expect(localStorage.length).toBe(0);
  });
});
