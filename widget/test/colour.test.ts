import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contrast, mix, palette, readColour, type Rgb, writeColour } from "../src/look/colour";

const LIGHT: Rgb = [255, 255, 255];
const DARK: Rgb = [26, 26, 24];
const anyColour = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255));
const of = (text: string): Rgb => readColour(text) ?? [0, 0, 0];

describe("a brand colour", () => {
  it("is read from three or six digits and refused otherwise", () => {
    expect(readColour("#0b7a75")).toEqual([11, 122, 117]);
    expect(readColour(" abc ")).toEqual([170, 187, 204]);
    for (const wrong of ["red", "#12", "#1234567", "url(x)", "", null, undefined]) expect(readColour(wrong)).toBeNull();
    expect(writeColour([11, 122, 117])).toBe("#0b7a75");
  });

  it("is kept as it is where it can be read", () => {
    expect(palette(of("#0b7a75"), LIGHT)).toMatchObject({ fill: "#0b7a75", onFill: "#ffffff" });
  });

  it("always gives text that can be read, in both themes", () => {
    fc.assert(
      fc.property(anyColour, fc.constantFrom(LIGHT, DARK), (brand, surface) => {
        const made = palette(brand, surface);
        expect(contrast(of(made.fill), of(made.onFill))).toBeGreaterThanOrEqual(4.5);
        expect(contrast(of(made.ink), surface)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(of(made.ink), of(made.soft))).toBeGreaterThanOrEqual(4.5);
        if (surface === DARK) expect(contrast(of(made.fill), surface)).toBeGreaterThanOrEqual(3);
      }),
      { numRuns: 2000 },
    );
  });

  it("mixes from one end to the other", () => {
    expect(mix(LIGHT, DARK, 0)).toEqual(LIGHT);
    expect(mix(LIGHT, DARK, 1)).toEqual(DARK);
  });
});
