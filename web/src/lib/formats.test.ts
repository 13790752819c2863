import { describe, expect, it } from "vitest";
import { createFormats } from "./formats";

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");
const es = createFormats({ language: "es", timeZone: "Europe/Madrid", currency: "EUR" });
const en = createFormats({ language: "en", timeZone: "America/New_York", currency: "USD" });

describe("formats", () => {
  it("groups four digits in Spanish too", () => expect(es.number(3482)).toBe("3.482"));
  it("writes as in Brazil for who reads Portuguese", () => {
    const pt = createFormats({ language: "pt", timeZone: "America/Sao_Paulo", currency: "BRL" });
    expect(pt.number(3482)).toBe("3.482");
    expect(plain(pt.money(1_482_500_000))).toBe("R$ 1.482,50");
    expect(plain(pt.percent(0.142))).toBe("14,2%");
    expect(pt.time("2026-11-20T12:30:00Z")).toBe("09:30");
    expect(pt.date("2026-11-20T12:30:00Z")).toBe("20 de nov. de 2026");
    expect(pt.languageName("pt-BR")).toBe("Português (Brasil)");
  });
  it("writes percentages from ratios", () => {
    expect(plain(es.percent(0.142))).toBe("14,2 %");
    expect(en.percent(0.142)).toBe("14.2%");
  });
  it("writes money from micro-units, in the currency that it is in", () => {
    expect(plain(es.money(1_940_000))).toBe("1,94 €");
    expect(plain(es.money(812_400_000))).toBe("812,40 €");
    expect(en.money(1_234_560_000)).toBe("$1,234.56");
    expect(plain(es.money(2_500_000, "USD"))).toMatch(/2,50 (US)?\$/);
  });
  it("does not round fractions of a cent to nothing", () => expect(plain(es.money(400))).toBe("0,0004 €"));
  it.each([
    [4, "00:04"],
    [134, "02:14"],
    [3734, "1:02:14"],
    [-3, "00:00"],
  ])("shows %d seconds as %s", (seconds, shown) => expect(es.clock(seconds)).toBe(shown));
  it("says durations with their units", () => {
    expect(plain(es.duration(134))).toBe("2 min 14 s");
    expect(plain(es.duration(45))).toBe("45 s");
    expect(plain(es.milliseconds(840))).toBe("840 ms");
    expect(plain(es.milliseconds(1100))).toBe("1,1 s");
  });
  it("tells times in the organization's zone", () => {
    expect(es.time("2026-11-20T09:30:00Z")).toBe("10:30");
    expect(plain(en.time("2026-11-20T09:30:00Z"))).toBe("04:30 AM");
  });
  it("says how long ago, in words", () => {
    const now = new Date("2026-11-20T12:00:00Z");
    expect(es.ago("2026-11-20T11:57:00Z", now)).toBe("hace 3 min");
    expect(es.ago("2026-11-19T11:00:00Z", now)).toBe("ayer");
    expect(en.ago("2026-11-20T11:59:58Z", now)).toBe("now");
  });
  it("names languages", () => expect(es.languageName("en")).toBe("Inglés"));
  it("names them within a sentence as it is written there", () => {
    expect(es.languageWord("en")).toBe("inglés");
    expect(en.languageWord("es")).toBe("Spanish");
  });
});
