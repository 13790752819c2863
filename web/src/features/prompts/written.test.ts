import { describe, expect, it } from "vitest";
import { mergeWritten, partsOf, type Written } from "./written";

const written = (text: string, rest: Partial<Written> = {}): Written => ({ title: "Tone", tags: ["clinic"], content: { text, language: "en", variables: [] }, ...rest });
const variable = (name: string, sample: string) => ({ name, kind: "text" as const, sample, description: "" });

describe("two people who write one prompt", () => {
  it("both keep what they wrote in different places", () => {
    const base = written("One.\nTwo.\nThree.");
    const mine = { ...written("One!\nTwo.\nThree."), tags: ["clinic", "phone"] };
    const theirs = written("One.\nTwo.\nThree!", { title: "Manner" });
    expect(mergeWritten(base, mine, theirs, "mine")).toEqual({ value: written("One!\nTwo.\nThree!", { title: "Manner", tags: ["clinic", "phone"] }), clashes: [] });
  });

  it("are asked where both wrote, and the parts are named", () => {
    const base = written("One.");
    const mine = written("One, mine.", { content: { text: "One, mine.", language: "en", variables: [variable("guest", "Ana")] } });
    const theirs = written("One, theirs.", { content: { text: "One, theirs.", language: "en", variables: [variable("guest", "Luis")] } });
    const { value, clashes } = mergeWritten(base, mine, theirs, "theirs");
    expect(value).toEqual(theirs);
    expect(partsOf(clashes)).toEqual(["text", "variables"]);
  });
});
