import { describe, expect, it } from "vitest";
import { compareLines, type Row } from "./marking";

const shown = (rows: Row[]): string[] =>
  rows.map((row) => (row.how === "skipped" ? `… ${row.count}` : `${{ same: " ", added: "+", removed: "-" }[row.how]}${row.pieces.map(({ text, changed }) => (changed && row.pieces.length > 1 ? `[${text}]` : text)).join("")}`));
const compare = (before: string, after: string) => shown(compareLines(before ? before.split("\n") : [], after ? after.split("\n") : []));

describe("two texts line by line", () => {
  it("marks the words of a line that changed", () => {
    expect(compare("Hola, soy Ana.", "Hola, soy Luis.")).toEqual(["-Hola, soy [Ana].", "+Hola, soy [Luis]."]);
  });
  it("takes lines with little in common as two lines", () => {
    expect(compare("Buenos días", "We are closed today")).toEqual(["-Buenos días", "+We are closed today"]);
  });
  it("shows what came and went where it stands, and leaves out long stretches that stayed", () => {
    expect(compare("a\nb\nc\nd\ne", "a\nb\nc\nd\nx\ne")).toEqual(["… 3", " d", "+x", " e"]);
    expect(compare("a\nb\nc", "b\nc")).toEqual(["-a", " b", " c"]);
  });
  it("tells all of what is new or gone", () => {
    expect(compare("", "a\nb")).toEqual(["+a", "+b"]);
    expect(compare("a", "")).toEqual(["-a"]);
  });
  it("reads back as both texts, whatever they are", () => {
    let seed = 7;
    const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
    const text = () => Array.from({ length: random(12) }, () => Array.from({ length: random(4) }, () => "abc "[random(4)]).join(""));
    for (let round = 0; round < 500; round++) {
      const [before, after] = [text(), text()];
      let place = 0;
      const [old, fresh]: [string[], string[]] = [[], []];
      for (const row of compareLines(before, after)) {
        if (row.how === "skipped") {
          old.push(...before.slice(old.length, old.length + row.count));
          fresh.push(...after.slice(fresh.length, fresh.length + row.count));
          continue;
        }
        const line = row.pieces.map((piece) => piece.text).join("");
        if (row.how !== "added") old.push(line);
        if (row.how !== "removed") fresh.push(line);
        place++;
      }
      expect([old, fresh]).toEqual([before, after]);
      expect(place).toBeLessThanOrEqual(before.length + after.length);
    }
  });
  it("is quick with texts as long as they may be", () => {
    const long = (seed: number) => Array.from({ length: 20_000 }, (_, index) => `word${(index * seed) % 997}`).join(" ");
    const began = performance.now();
    compareLines([long(3)], [long(5)]);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
