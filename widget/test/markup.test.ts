import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Inline, parse, plainText, safeAddress } from "../src/text/markup";

function only(text: string): readonly Inline[] {
  const [block, ...others] = parse(text);
  expect(others).toEqual([]);
  if (block?.kind !== "paragraph") throw new Error("not a paragraph");
  expect(block.lines).toHaveLength(1);
  return block.lines[0] ?? [];
}

const text = (words: string): Inline => ({ kind: "text", text: words });

describe("what a writer can do", () => {
  it("reads bold and italic, one in the other", () => {
    expect(only("a **b *c* d** e")).toEqual([
      text("a "),
      { kind: "bold", content: [text("b "), { kind: "italic", content: [text("c")] }, text(" d")] },
      text(" e"),
    ]);
  });

  it("keeps stars that mark nothing", () => {
    for (const literal of ["2 * 3 * 4", "** no **", "****", "a*", "**", "5*", "a * *"]) {
      expect(plainText(literal)).toBe(literal);
    }
  });

  it("reads lists and keeps where a numbered one starts", () => {
    expect(parse("Prices:\n- one\n* **two**\n\n3. three\n4) four\nend")).toEqual([
      { kind: "paragraph", lines: [[text("Prices:")]] },
      { kind: "list", start: null, items: [[text("one")], [{ kind: "bold", content: [text("two")] }]] },
      { kind: "list", start: 3, items: [[text("three")], [text("four")]] },
      { kind: "paragraph", lines: [[text("end")]] },
    ]);
  });

  it("breaks lines and paragraphs", () => {
    expect(parse("a\nb\r\n\r\nc")).toEqual([
      { kind: "paragraph", lines: [[text("a")], [text("b")]] },
      { kind: "paragraph", lines: [[text("c")]] },
    ]);
  });

  it("finds addresses and leaves the sentence its full stop", () => {
    expect(only("See (https://a.example/b_(c)).")).toEqual([
      text("See ("),
      { kind: "link", href: "https://a.example/b_(c)", text: "https://a.example/b_(c)" },
      text(")."),
    ]);
    expect(only("[Book here](https://a.example/x) or tel:+34600000000, please")).toEqual([
      { kind: "link", href: "https://a.example/x", text: "Book here" },
      text(" or "),
      { kind: "link", href: "tel:+34600000000", text: "tel:+34600000000" },
      text(", please"),
    ]);
  });
});

describe("what a hostile writer cannot do", () => {
  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:https://a.example/1",
    "//a.example",
    "https://",
    "https://bank.example@evil.example/",
  ])("makes no link of %s", (address) => {
    expect(safeAddress(address)).toBeNull();
    expect(JSON.stringify(parse(`[x](${address})`))).not.toContain('"javascript');
  });

  it("loses no words and makes only safe links, whatever the text", () => {
    const hostile = fc.array(
      fc.oneof(
        fc.constantFrom("*", "**", "[", "](", ")", "\n", "- ", "1. ", "https://a.example", "javascript:", "<img src=x>", " ", "tel:1"),
        fc.string({ unit: "binary", maxLength: 8 }),
      ),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(hostile, (pieces) => {
        const source = pieces.join("");
        const hrefs: string[] = [];
        let shown = "";
        const walk = (content: readonly Inline[]) => {
          for (const one of content) {
            if (one.kind === "link") {
              hrefs.push(one.href);
              shown += one.text;
            } else if (one.kind === "text") shown += one.text;
            else walk(one.content);
          }
        };
        for (const block of parse(source)) (block.kind === "paragraph" ? block.lines : block.items).forEach(walk);
        for (const href of hrefs) expect(href).toMatch(/^(https?|mailto|tel):/);
        // Shown words are the source's own, in its order, with nothing added.
        let at = 0;
        for (const character of shown) {
          at = source.indexOf(character, at) + 1;
          expect(at).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("stays quick on text made to be slow", () => {
    const began = performance.now();
    for (const unit of ["*", "**", "[", "](", "[a](", "*a ", "**a ", "https://", "a* *", "([", "- *", "** ", "https://a@"]) {
      parse(`${unit.repeat(Math.ceil(40_000 / unit.length))}](x**`);
    }
    expect(performance.now() - began).toBeLessThan(4000);
  });
});
