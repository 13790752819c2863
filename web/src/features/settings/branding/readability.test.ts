import { describe, expect, it } from "vitest";
import { contrast } from "@/lib/contrast";
import { hexOf, NEEDED, readabilityOf, SURFACES } from "./readability";

describe("reading a colour", () => {
  it("takes what people paste", () => {
    expect(hexOf("#0B7A75")).toBe("#0b7a75");
    expect(hexOf(" 0b7a75 ")).toBe("#0b7a75");
    expect(hexOf("#f80")).toBe("#ff8800");
  });
  it("takes nothing else", () => {
    for (const text of ["", "#", "#12345", "teal", "#gggggg", "rgb(0,0,0)"]) expect(hexOf(text)).toBeUndefined();
  });
});

describe("whether a colour is seen", () => {
  it("says nothing against a colour that is seen in both themes", () => {
    const found = readabilityOf("#0a756f");
    expect(found.lost).toEqual([]);
    expect(found.suggestion).toBeUndefined();
  });
  it("names the theme in which it is lost", () => {
    expect(readabilityOf("#ffe94a").lost).toEqual(["light"]);
    expect(readabilityOf("#10102a").lost).toEqual(["dark"]);
  });
  it("offers a colour that is seen in both, whatever was chosen", () => {
    for (const color of ["#000000", "#ffffff", "#ffe94a", "#10102a", "#ff00ff", "#00ff00", "#0000ff", "#fefefe", "#1a1a18"]) {
      const { lost, suggestion } = readabilityOf(color);
      if (lost.length === 0) continue;
      for (const surface of Object.values(SURFACES)) expect(contrast(suggestion ?? "", surface)).toBeGreaterThanOrEqual(NEEDED);
    }
  });
  it("keeps the hue of what was chosen", () => {
    expect(readabilityOf("#ffff00").suggestion).toMatch(/^#([\da-f]{2})\1[\da-f]{2}$/);
  });
});
