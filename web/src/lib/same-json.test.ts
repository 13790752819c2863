import { describe, expect, it } from "vitest";
import { sameJson } from "./same-json";

describe("the same JSON", () => {
  it("does not depend on the order of keys", () => expect(sameJson({ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 })).toBe(true));
  it("takes what is undefined for absent, as JSON does", () => expect(sameJson({ a: undefined }, {})).toBe(true));
  it("depends on the order of lists, on types and on what is there", () => {
    for (const [one, other] of [[[1, 2], [2, 1]], [{ a: 1 }, { a: "1" }], [{ a: null }, {}], [[], {}], [{ a: 1 }, { b: 1 }], [null, {}]]) expect(sameJson(one, other)).toBe(false);
  });
});
