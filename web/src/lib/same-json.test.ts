import { describe, expect, it } from "vitest";
import { sameJson, sharing } from "./same-json";

describe("the same JSON", () => {
  it("does not depend on the order of keys", () => expect(sameJson({ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 })).toBe(true));
  it("takes what is undefined for absent, as JSON does", () => expect(sameJson({ a: undefined }, {})).toBe(true));
  it("depends on the order of lists, on types and on what is there", () => {
    for (const [one, other] of [[[1, 2], [2, 1]], [{ a: 1 }, { a: "1" }], [{ a: null }, {}], [[], {}], [{ a: 1 }, { b: 1 }], [null, {}]]) expect(sameJson(one, other)).toBe(false);
  });
});

describe("sharing", () => {
  it("keeps every part that says the same, lists of named things by their ids", () => {
    const old = { name: "A", list: [{ id: "a", data: { n: 1 } }, { id: "b", data: { n: 2 } }], plain: [1, 2] };
    const next = structuredClone({ ...old, list: [{ id: "new", data: {} }, ...old.list.slice(0, 1), { id: "b", data: { n: 3 } }] });
    const made = sharing(old, next);
    expect(made).toEqual(next);
    expect(made.list[1]).toBe(old.list[0]);
    expect(made.plain).toBe(old.plain);
    expect(made.list[2]).not.toBe(old.list[1]);
  });
  it("is the old value itself where all of it is the same, and never where a part is gone", () => {
    const old = { a: [1, { b: 2 }], c: null };
    expect(sharing(old, structuredClone(old))).toBe(old);
    expect(sharing(old, { a: old.a })).toEqual({ a: old.a });
    expect(sharing([1, 2], [1])).toEqual([1]);
    expect(sharing({ a: undefined }, { b: undefined })).toEqual({ b: undefined });
  });
});
