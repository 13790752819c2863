import { describe, expect, it } from "vitest";
import { readBlueprint } from "../../blueprint";
import { filledIn, sampled, usedIn } from "./words";

const NOW = new Date("2026-03-14T10:30:00Z");

const blueprint = readBlueprint({
  variables: [{ name: "plan", label: "", description: "What was bought", default: "Gold" }],
  tools: [{ name: "slots", outputs: ["first_slot"] }],
  business: { facts: { name: "Luna" } },
  flows: [
    {
      id: "main",
      name: "",
      entry: null,
      edges: [],
      nodes: [
        { id: "a", kind: "ask", data: { variable: "guests", input: { type: "number" } } },
        { id: "b", kind: "ask", data: { variable: "room", input: { type: "choice", options: [{ id: "1", label: { es: "Doble", en: "Double" } }] } } },
        { id: "c", kind: "decide", data: { branches: [{ condition: { kind: "variable", variable: "read_only" } }], question: { en: "{{typo}}" } } },
        { id: "d", kind: "set", data: { assignments: [{ variable: "total", operation: "set", value: 3 }, { variable: "copy", operation: "set", value: "{{plan}}" }] } },
        { id: "e", kind: "ai_answer", data: { collects: ["day"], prompt: "" } },
        { id: "f", kind: "rate", data: { measure: "nps", variable: "score" } },
        { id: "h", kind: "extract", data: { fields: [{ variable: "nights", input: { type: "number" } }, { variable: "guest" }] } },
        { id: "g", kind: "tool_call", data: { tool: "slots", result_variable: "found" } },
      ],
    },
  ],
} as never);
const filled = filledIn(blueprint, { phone: "+34 600 000 000" }, "en", NOW);
const one = (name: string) => filled.find((each) => each.name === name);

describe("the variables of an agent's texts", () => {
  it("are those that something fills, with what they are and a sample", () => {
    expect(one("plan")).toEqual({ name: "plan", kind: "text", sample: "Gold", description: "What was bought", from: "agent" });
    expect(one("guests")).toMatchObject({ kind: "number", sample: "12" });
    expect(one("room")).toMatchObject({ kind: "text", sample: "Double" });
    expect(one("total")).toMatchObject({ kind: "number", sample: "3" });
    expect(one("copy")).toMatchObject({ sample: "" });
    expect(one("score")).toMatchObject({ kind: "number" });
    expect(one("nights")).toMatchObject({ kind: "number", sample: "12", from: "step" });
    expect(one("guest")).toMatchObject({ kind: "text", from: "step" });
    expect(["day", "found", "first_slot"].map((name) => one(name)?.from)).toEqual(["step", "step", "tool"]);
    expect(one("business.phone")).toMatchObject({ sample: "+34 600 000 000", from: "business" });
    expect(one("business.name")?.sample).toBe("Luna");
    expect(one("today")).toMatchObject({ kind: "date", sample: "2026-03-14" });
  });

  it("are not those that are only read, or only named in a text", () => {
    expect(one("read_only")).toBeUndefined();
    expect(one("typo")).toBeUndefined();
  });

  it("are told to the rules where a text uses them, without what every conversation has", () => {
    expect(usedIn(["plan", "room.name", "business.name", "today", "typo"], filled).map(({ name }) => name)).toEqual(["plan", "room"]);
  });

  it("have their own names where there is no sample to see a text with", () => {
    const shown = Object.fromEntries(sampled(filled).map(({ name, sample }) => [name, sample]));
    expect(shown).toMatchObject({ plan: "Gold", guests: "12", copy: "‹copy›", "contact.name": "Ana Ruiz" });
    expect(shown).not.toHaveProperty("business.name");
  });
});
