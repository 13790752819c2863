import { EditorState } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import { atMost } from "./length";

const state = (doc: string) => EditorState.create({ doc, extensions: [atMost(10)] });

describe("a text of at most so many characters", () => {
  it("takes of what is put in as much as there is room for", () => {
    const after = state("12345").update({ changes: { from: 2, insert: "abcdefgh" }, userEvent: "input.paste" }).state;
    expect(after.doc.toString()).toBe("12abcde345");
    expect(after.update({ changes: { from: 0, insert: "x" }, userEvent: "input.type" }).state.doc.toString()).toBe("12abcde345");
  });

  it("leaves what came from elsewhere and what makes it shorter", () => {
    const long = state("").update({ changes: { from: 0, insert: "123456789012" } }).state;
    expect(long.doc.length).toBe(12);
    expect(long.update({ changes: { from: 0, to: 1 }, userEvent: "delete.backward" }).state.doc.length).toBe(11);
  });
});
