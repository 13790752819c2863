import { describe, expect, it } from "vitest";
import { mergeLines } from "./merging";

const merge = (base: string, mine: string, theirs: string, side: "mine" | "theirs" = "mine") => mergeLines(base, mine, theirs, side);

describe("two people's edits of one text", () => {
  it("keeps both where they wrote in different places", () => {
    expect(merge("a\nb\nc\nd", "A\nb\nc\nd", "a\nb\nc\nD\ne")).toEqual({ text: "A\nb\nc\nD\ne", clashes: 0 });
    expect(merge("a\nb\nc\nd", "b\nc\nd", "a\nb\nx\nc\nd")).toEqual({ text: "b\nx\nc\nd", clashes: 0 });
  });
  it("asks where they wrote different things into one place, and takes whose is chosen there only", () => {
    const both = ["a\nb\nc\nd", "a\nmine\nc\nD", "a\ntheirs\nc\nd"] as const;
    expect(merge(...both)).toEqual({ text: "a\nmine\nc\nD", clashes: 1 });
    expect(merge(...both, "theirs")).toEqual({ text: "a\ntheirs\nc\nD", clashes: 1 });
  });
  it("does not ask where they wrote the same", () => {
    expect(merge("a\nb", "a\nx", "a\nx")).toEqual({ text: "a\nx", clashes: 0 });
  });
  it("loses nothing of either, whatever they are", () => {
    let seed = 11;
    const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
    const text = () => Array.from({ length: 1 + random(7) }, () => "abcd"[random(4)]).join("\n");
    for (let round = 0; round < 500; round++) {
      const [base, one, other] = [text(), text(), text()];
      expect(merge(base, one, base)).toEqual({ text: one, clashes: 0 });
      expect(merge(base, base, other)).toEqual({ text: other, clashes: 0 });
      expect(merge(base, one, one)).toEqual({ text: one, clashes: 0 });
      const [mine, theirs] = [merge(base, one, other), merge(base, other, one, "theirs")];
      expect(mine).toEqual(theirs);
      if (mine.clashes === 0) expect(mine.text).toBe(merge(base, one, other, "theirs").text);
    }
  });
});
