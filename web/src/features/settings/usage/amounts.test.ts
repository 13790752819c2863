import { describe, expect, it } from "vitest";
import { microsOf, thresholdsOf, typedOf } from "./amounts";

describe("amounts", () => {
  it.each([
    ["12.50", 12_500_000],
    ["12,5", 12_500_000],
    [" 200 ", 200_000_000],
    ["0.000001", 1],
    ["0", null],
    ["-1", null],
    ["1.000.000", null],
    ["twelve", null],
    ["", null],
  ])("reads %j", (typed, micros) => expect(microsOf(typed)).toBe(micros));
  it("writes what it reads", () => expect(microsOf(typedOf(12_345_678))).toBe(12_345_678));
  it("reads thresholds", () => {
    expect(thresholdsOf("80, 50 80 %")).toEqual([50, 80]);
    expect(thresholdsOf("")).toEqual([]);
    expect(thresholdsOf("101")).toBeNull();
    expect(thresholdsOf("half")).toBeNull();
  });
});
