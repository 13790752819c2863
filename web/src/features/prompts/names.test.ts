import { describe, expect, it } from "vitest";
import { labelName, promptName } from "./names";

describe("names in prompts", () => {
  it("makes a name to include by of what people write", () => {
    expect(promptName("Recepción, por teléfono")).toBe("recepcion_por_telefono");
    expect(promptName("2 ñandúes!")).toBe("nandues");
  });

  it("makes a label of what people write", () => {
    expect(labelName("Mi Canary 2")).toBe("mi-canary-2");
    expect(labelName("2nd")).toBe("nd");
  });
});
