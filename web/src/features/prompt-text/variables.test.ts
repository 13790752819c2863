import { describe, expect, it } from "vitest";
import { sectionsIn, variablesIn } from "./variables";

describe("variables and sections of a text", () => {
  it("finds each variable once, and no include", () => {
    expect(variablesIn("{{a}} {{ b.c | upcase }} {{a}} {{> tone}} {{1x}} {{ }}")).toEqual(["a", "b.c"]);
  });

  it("finds headings with their places", () => {
    const text = "# One\ntext\n## Two \n#no\n";
    expect(sectionsIn(text)).toEqual([
      { title: "One", level: 1, at: 0 },
      { title: "Two", level: 2, at: 11 },
    ]);
  });
});
