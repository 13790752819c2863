import { describe, expect, it } from "vitest";
import home from "@/locales/es/home.json";
import { pseudoText, pseudoTexts } from "./pseudo";

describe("the pseudo-language", () => {
  it("grows words and keeps what is filled in", () => {
    expect(pseudoText("Quedan {{count}} pasos")).toBe("Qüüëëdááñ {{count}} páášööš");
    expect(pseudoText("<b>Sí</b> **no** $t(shell:nav.home)")).toBe("<b>Síí</b> **ñöö** $t(shell:nav.home)");
  });
  it("is about 40 % longer over a whole file", () => {
    const letters = (texts: unknown) => JSON.stringify(texts).replace(/"[\w.]+":/g, "").length;
    const share = letters(pseudoTexts(home)) / letters(home);
    expect(share).toBeGreaterThan(1.25);
    expect(share).toBeLessThan(1.5);
  });
});
