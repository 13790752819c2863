import { describe, expect, it } from "vitest";
import type { Text } from "./api";
import { countOf, shownTexts } from "./choosing";

const text = (key: string, more: Partial<Text>): Text => ({ key, field: "text", kind: "text", flow_id: "", flow: "", node_id: "", node: "", node_kind: "", source: key, text: "", state: "edited", standard: "", faults: [], terms: [], translator: "", back: "", score: null, ...more });
const TEXTS = [text("a", { state: "missing" }), text("b", { state: "machine", score: 0.4 }), text("c", { score: 0.1 }), text("d", { faults: ["numbers"], score: 0.9, text: "Número" })];

describe("the texts that are shown", () => {
  it("are those of the filter", () => {
    expect(shownTexts(TEXTS, "todo", "").map(({ key }) => key)).toEqual(["a"]);
    expect(shownTexts(TEXTS, "faults", "").map(({ key }) => key)).toEqual(["d"]);
    expect(countOf(TEXTS, "all")).toBe(4);
  });
  it("stand with the weakest first where that is asked for", () => {
    expect(shownTexts(TEXTS, "weak", "").map(({ key }) => key)).toEqual(["c", "b"]);
  });
  it("are found by words of either side", () => {
    expect(shownTexts(TEXTS, "all", "númer").map(({ key }) => key)).toEqual(["d"]);
  });
});
