import { describe, expect, it } from "vitest";
import { CHECK_KINDS, emptyCheck, isComplete } from "./script";

describe("a scenario's script", () => {
  it("knows which checks say something", () => {
    expect(CHECK_KINDS.filter((kind) => isComplete(emptyCheck(kind)))).toEqual(["ends", "at_most"]);
  });
});
