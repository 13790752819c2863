import { describe, expect, it } from "vitest";
import { changesOf, nameIn } from "./changes";
import { startOfDay } from "./zone-days";

describe("what an act changed", () => {
  it("puts before and after side by side", () => {
    expect(changesOf({ name: "Sol", color: null }, { name: "Luna", color: "#0a756f" })).toEqual([
      { field: "name", before: "Sol", after: "Luna" },
      { field: "color", before: null, after: "#0a756f" },
    ]);
  });
  it("knows making from deleting", () => {
    expect(changesOf(null, { name: "Sol" })).toEqual([{ field: "name", before: undefined, after: "Sol" }]);
    expect(changesOf({ name: "Sol" }, null)).toEqual([{ field: "name", before: "Sol", after: undefined }]);
  });
  it("opens what is nested, and leaves lists whole", () => {
    expect(changesOf({ hours: { monday: ["09:00"] } }, { hours: { monday: [] }, empty: {} })).toEqual([
      { field: "hours.monday", before: ["09:00"], after: [] },
      { field: "empty", before: undefined, after: {} },
    ]);
  });
  it("has nothing to say about nothing", () => {
    expect(changesOf(null, undefined)).toEqual([]);
  });
  it("finds what the thing was called", () => {
    expect(nameIn(null, { role: "admin", email: "ana@example.com" })).toBe("ana@example.com");
    expect(nameIn({ id: 3 }, "text")).toBeUndefined();
  });
});

describe("where a day begins", () => {
  it("follows the organization's zone", () => {
    expect(startOfDay("2026-11-21", "Europe/Madrid")).toBe("2026-11-20T23:00:00.000Z");
    expect(startOfDay("2026-11-21", "America/Bogota")).toBe("2026-11-21T05:00:00.000Z");
    expect(startOfDay("2026-11-21", "UTC")).toBe("2026-11-21T00:00:00.000Z");
  });
  it("is right on the days when the clock moves", () => {
    expect(startOfDay("2026-03-29", "Europe/Madrid")).toBe("2026-03-28T23:00:00.000Z");
    expect(startOfDay("2026-03-29", "Europe/Madrid", 1)).toBe("2026-03-29T22:00:00.000Z");
    expect(startOfDay("2026-10-25", "Europe/Madrid", 1)).toBe("2026-10-25T23:00:00.000Z");
  });
  it("goes over ends of months and years", () => {
    expect(startOfDay("2026-12-31", "UTC", 1)).toBe("2027-01-01T00:00:00.000Z");
  });
  it("does not invent a day", () => {
    for (const text of ["", "yesterday", "2026-1-1"]) expect(startOfDay(text, "UTC")).toBeUndefined();
  });
});
