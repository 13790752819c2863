import { describe, expect, it } from "vitest";
import { flag, oneOf, parseSearch, searchSchema, text, whole, writeSearch } from "./search-params";

const read = searchSchema({ search: text, status: oneOf("active", "paused"), page: whole, new: flag });

describe("what an address keeps", () => {
  it("comes back as it was written", () => {
    const view = { search: "clínica & más", status: "active" as const, page: 3, new: true };
    expect(read(parseSearch(writeSearch(view)))).toEqual(view);
  });
  it("reads broken values as not set", () => {
    expect(read({ search: { a: 1 }, status: "gone", page: "three", new: "no" })).toEqual({});
    expect(read({ page: "" })).toEqual({});
  });
  it("drops what a page does not know", () => expect(read({ token: "x", search: "a" })).toEqual({ search: "a" }));
  it("leaves out what is not set", () => expect(writeSearch({ search: undefined, status: "", page: 0 })).toBe("?page=0"));
});
