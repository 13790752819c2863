import { describe, expect, it, vi } from "vitest";
import { kept, sameList } from "./kept";

describe("kept", () => {
  it("makes each result once, and forgets when there are too many", () => {
    const make = vi.fn((one: string, other: number) => `${one}${other}`);
    const keep = kept(make, (one, other) => `${one} ${other}`, 2);
    expect([keep("a", 1), keep("a", 1), keep("a", 2), keep("a", 1)]).toEqual(["a1", "a1", "a2", "a1"]);
    expect(make).toHaveBeenCalledTimes(2);
    keep("b", 1);
    keep("a", 1);
    expect(make).toHaveBeenCalledTimes(4);
  });
  it("keeps a list in which nothing has changed", () => {
    const [a, b] = [{}, {}];
    const list = [a, b];
    expect(sameList(list, [a, b])).toBe(list);
    expect(sameList(list, [b, a])).not.toBe(list);
    expect(sameList(list, [a])).toEqual([a]);
  });
});
