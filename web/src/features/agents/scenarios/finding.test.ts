import { describe, expect, it } from "vitest";
import { EVERYTHING, isWanted } from "./finding";

describe("what is looked for", () => {
  it("is a part of the name, without accents and case", () => {
    expect(isWanted({ ...EVERYTHING, words: "SABADO" }, "Pide cita un sábado", null)).toBe(true);
    expect(isWanted({ ...EVERYTHING, words: "pcs" }, "Pide cita un sábado", null)).toBe(false);
    expect(isWanted({ ...EVERYTHING, words: "  " }, "Pide cita", true)).toBe(true);
  });

  it("is how it came out", () => {
    const found = ([true, false, null] as const).map((passed) => (["failed", "passed", "untried"] as const).map((finding) => isWanted({ words: "", finding }, "Cita", passed)));
    expect(found).toEqual([
      [false, true, false],
      [true, false, false],
      [false, false, true],
    ]);
  });
});
