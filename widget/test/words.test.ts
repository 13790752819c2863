import { describe, expect, it } from "vitest";
import { type Message, readConfig, readMessage } from "../src/chat/wire";
import { en } from "../src/text/en";
import { es } from "../src/text/es";
import { pt } from "../src/text/pt";
import { direction, matchLanguage, textsFor } from "../src/text/texts";
import { transcript } from "../src/text/transcript";
import { fileSize, type Frame, initials, readableDate } from "../src/view/frame";
import { accepts } from "../src/view/tray";

describe("languages", () => {
  it("leave no word empty and say the same names", () => {
    for (const texts of [en, es, pt]) {
      for (const [key, words] of Object.entries(texts)) {
        const said: unknown = typeof words === "function" ? (words as (...given: unknown[]) => unknown)("Ana", 5) : words;
        expect(said, key).toMatch(/\S/);
        if (typeof words === "function") expect(said, key).toContain("Ana");
      }
    }
  });

  it("are matched by whole tag, then by language, in the order wished", () => {
    expect(matchLanguage(["pt-BR", "en"], ["en", "pt-PT"])).toBe("pt-PT");
    expect(matchLanguage(["en-GB"], ["en", "en-GB"])).toBe("en-GB");
    expect(matchLanguage(["ja"], ["en"])).toBeNull();
    expect(textsFor("es-MX").texts).toBe(es);
    expect(textsFor("ja")).toEqual({ texts: en, language: "en" });
    expect([direction("he-IL"), direction("es")]).toEqual(["rtl", "ltr"]);
  });
});

const config = readConfig({ agent: { name: "Recepción" }, organization: { name: "Clínica Sol" }, languages: ["es"] });
const frame: Frame = { texts: en, language: "en", config, host: "https://chat.example", open: () => undefined };

describe("how things are written", () => {
  it("dates as the visitor writes them, sizes with their unit, names by their letters", () => {
    expect(readableDate(frame, "2026-03-04")).toBe("Wednesday, March 4, 2026");
    expect(readableDate(frame, "2026-03-04T10:30")).toContain("10:30");
    expect(readableDate(frame, "2026-13-44")).toBe("2026-13-44");
    expect(readableDate(frame, "not a date")).toBe("not a date");
    expect([fileSize(frame, 12), fileSize(frame, 36_000), fileSize(frame, 2_340_000)]).toEqual(["1 kB", "36 kB", "2.3 MB"]);
    expect(["Clínica Sol", "ana", " ", "José Luis Martín", "👋 hi"].map(initials)).toEqual(["CS", "A", "", "JM", "👋H"]);
  });

  it("files are accepted by ending, type or kind", () => {
    const file = { name: "Scan.PDF", type: "application/pdf" };
    expect([".pdf", "application/pdf", "image/*, .pdf", ""].map((accept) => accepts(accept, file))).toEqual([true, true, true, true]);
    expect(["image/*", ".doc", "text/plain"].map((accept) => accepts(accept, file))).toEqual([false, false, false]);
  });

  it("a transcript has every word, who said it and where it comes from", () => {
    const said: Message[] = [
      readMessage({ id: "1", sequence: 1, role: "agent", text: "**Hi**, see [here](https://a.example/)", created_at: "2026-01-05T10:00:00Z" }),
      readMessage({ id: "2", sequence: 2, role: "visitor", text: "**literal**", created_at: "?", attachments: [{ id: "f", name: "a.pdf" }] }),
      readMessage({ id: "3", sequence: 3, role: "agent", text: "55 €", created_at: "", citations: [{ title: "Tarifas", place: "p. 2" }, { title: "Web" }] }),
    ];
    const written = transcript(said, { title: "Chat", sources: "Sources", language: "en", name: (one) => one.role });
    expect(written).toContain("agent:\nHi, see here (https://a.example/)");
    expect(written).toContain("visitor:\n**literal**\n(a.pdf)");
    expect(written).toContain("agent:\n55 €\nSources: Tarifas, p. 2; Web");
  });
});

describe("the server's answers", () => {
  it("are refused without an id or a sequence, and otherwise read with what they have", () => {
    for (const wrong of [null, 7, "x", {}, { id: "m" }, { sequence: 1 }, { id: 5, sequence: 1 }]) {
      expect(() => readMessage(wrong)).toThrow();
    }
    const bare = readMessage({ id: "m", sequence: 1, choices: [null, {}, { id: "a", label: "A" }], citations: "no", author: "x" });
    expect(bare).toMatchObject({ role: "system", text: "", choices: [{ id: "a", label: "A" }], citations: [], author: null });
  });
});
