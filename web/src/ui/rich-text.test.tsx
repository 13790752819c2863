import { readFileSync } from "node:fs";
import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { parseBlocks, parseInline, RichText, safeHref } from "./rich-text";

describe("the markup of messages", () => {
  it("knows bold, italic, lists and links, and nothing else", () => {
    render(<RichText text={"**Hola** y *adiós*\n\n- uno\n- dos\n\n[Tarifas](https://example.com/a) # no es título"} />);
    expect(screen.getByText("Hola").tagName).toBe("STRONG");
    expect(screen.getByText("adiós").tagName).toBe("EM");
    expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toEqual(["uno", "dos"]);
    expect(screen.getByRole("link", { name: "Tarifas" }).getAttribute("href")).toBe("https://example.com/a");
    expect(document.querySelector("h1")).toBeNull();
  });

  it("runs the way that its own letters do", () => {
    const { container } = render(<RichText text={"مرحبا\n\n- واحد"} />);
    expect(container.firstElementChild?.getAttribute("dir")).toBe("auto");
    expect(container.querySelector("ul")?.className).toContain("ps-5");
  });

  it("leaves a full stop after an address out of it", () => {
    expect(parseInline("Vea https://example.com/x.")).toEqual([
      { kind: "text", text: "Vea " },
      { kind: "link", text: "https://example.com/x", href: "https://example.com/x" },
      { kind: "text", text: "." },
    ]);
  });

  it.each(["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", " javascript:x", "//evil.example", "https:/x", "file:///etc/passwd"])("follows no %s", (address) => {
    expect(safeHref(address)).toBeUndefined();
    const { container } = render(<RichText text={`[pulse](${address})`} />);
    expect(container.querySelector("a")).toBeNull();
  });

  it("shows HTML as the letters that it is", () => {
    const text = '<img src=x onerror="alert(1)"><script>alert(2)</script> **<b>x</b>**';
    const { container } = render(<RichText text={text} />);
    expect(container.querySelector("img, script, b")).toBeNull();
    expect(container.textContent).toContain("<img src=x");
  });

  it("keeps every letter of any text, but for its marks", () => {
    const words = ["**", "*", "[a](https://b.test)", "- ", "\n", "x", " ", "1. ", "ñ", "🙂", "(", ")", "http://"];
    let seed = 7;
    const next = () => (seed = (seed * 48271) % 2147483647);
    for (let round = 0; round < 2000; round++) {
      const text = Array.from({ length: next() % 14 }, () => words[next() % words.length]).join("");
      const parts = parseBlocks(text).flatMap((block) => (block.kind === "list" ? block.items : block.lines).flat());
      const shown = parts.map((part) => part.text).join("");
      for (const letter of ["x", "ñ", "🙂"]) expect(shown.split(letter).length).toBe(text.split(letter).length);
    }
  });

  it("is quick on texts made to be slow", () => {
    const began = performance.now();
    for (const text of ["*".repeat(20_000), "[".repeat(20_000), "**a".repeat(5_000), "[a](".repeat(5_000)]) parseBlocks(text);
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});

it("has no page that writes HTML by itself", () => {
  expect(readFileSync("eslint.config.js", "utf8")).toContain("dangerouslySetInnerHTML");
});
