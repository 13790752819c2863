import { describe, expect, it } from "vitest";
import { directionOf, SPOKEN } from "./spoken";

describe("which way a language runs", () => {
  it("is as the browser knows it, for every language that an agent may be given", () => {
    for (const language of SPOKEN) {
      const script = new Intl.Locale(language).maximize().script;
      expect([language, directionOf(language)]).toEqual([language, script === "Arab" || script === "Hebr" ? "rtl" : "ltr"]);
    }
    expect(directionOf("ar-EG")).toBe("rtl");
  });
});
