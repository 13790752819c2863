import { describe, expect, it } from "vitest";
import { labelName, promptName, sectionsIn, variablesIn } from "./names";

describe("names in prompts", () => {
  it("makes a name to include by of what people write", () => {
    expect(promptName("Recepción, por teléfono")).toBe("recepcion_por_telefono");
    expect(promptName("2 ñandúes!")).toBe("nandues");
  });

  it("makes a label of what people write", () => {
    expect(labelName("Mi Canary 2")).toBe("mi-canary-2");
    expect(labelName("2nd")).toBe("nd");
  });

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
