import { describe, expect, it } from "vitest";
import { CHECK_KINDS, emptyCheck, factLines, firstSentence, isComplete, readFacts, scriptOf, stepOf } from "./script";

describe("a scenario's script", () => {
  it("is made of what was said in a conversation", () => {
    const script = scriptOf(
      [
        { role: "agent", text: "Hola." },
        { role: "visitor", text: " ¿Precio? " },
        { role: "agent", text: "Cuesta 55 €. ¿Le reservo?" },
      ],
      "es",
    );
    expect(script.steps).toEqual([{ say: "¿Precio?", choice: "", keys: "", silent: false }]);
    expect(script.checks).toEqual([{ kind: "said", text: "Cuesta 55 €.", step: null }]);
  });

  it("checks how it ends where nothing was answered", () => {
    expect(scriptOf([], "es").checks[0]?.kind).toBe("ends");
  });

  it("takes digits for keys only on the phone", () => {
    expect(stepOf("12#", "voice").keys).toBe("12#");
    expect(stepOf("12#", "chat").say).toBe("12#");
  });

  it("knows which checks say something", () => {
    expect(CHECK_KINDS.filter((kind) => isComplete(emptyCheck(kind)))).toEqual(["ends", "at_most"]);
  });

  it("keeps a first sentence short", () => {
    expect(firstSentence("Sin punto")).toBe("Sin punto");
    expect(firstSentence("a".repeat(500))).toHaveLength(300);
  });

  it("reads what the customer knows, a line each", () => {
    expect(readFacts("nombre: Ana\nhora: 10:30\nsin valor:\nnada")).toEqual({ nombre: "Ana", hora: "10:30" });
    expect(factLines({ nombre: "Ana", hora: "10:30" })).toBe("nombre: Ana\nhora: 10:30");
  });
});
