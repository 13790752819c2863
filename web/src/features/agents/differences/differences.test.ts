import { describe, expect, it } from "vitest";
import agents from "@/locales/en/agents.json";
import differences from "@/locales/en/differences.json";
import { createFormats } from "@/lib/formats";
import type { Change } from "../api";
import type { NodeKind, Schema } from "../build/node-kinds";
import { grouped } from "./grouping";
import { agentWords, linesOf, type Names, placeOf, wayOf } from "./naming";

const texts: Record<string, unknown> = { agents, differences };
const text = (key: string): string | undefined => {
  const found = key.split(/[:.]/).reduce<unknown>((inner, step) => (inner as Record<string, unknown> | undefined)?.[step], texts);
  return typeof found === "string" ? found : undefined;
};
const titled = (en: string, es: string, more: Schema = {}): Schema => ({ title: en, "x-title": { es }, ...more });
const kind = (name: string, title: string, properties: Record<string, Schema>, $defs: Record<string, Schema> = {}): NodeKind => ({
  kind: name,
  group: "talk",
  icon: "",
  title: { en: title, es: title },
  summary: {},
  ports: [],
  data: {},
  data_schema: { type: "object", properties, $defs },
});
const kinds = [
  kind("say", "Say", { text: titled("Text", "Texto", { type: "object", "x-widget": "text" }) }),
  kind("end", "End", { text: titled("Goodbye", "Despedida", { type: "object", "x-widget": "text" }) }),
  kind("wait", "Wait", {
    until: titled("Wait for", "Esperar", { enum: ["message", "time"], default: "message" }),
    seconds: titled("Seconds", "Segundos", { "x-widget": "duration", anyOf: [{ type: "number" }, { type: "null" }] }),
  }),
  kind("ask", "Ask", { input: titled("Kind of answer", "Tipo de respuesta", { oneOf: [{ $ref: "#/$defs/Rating" }] }), optional: titled("May be skipped", "Se puede saltar", { type: "boolean", default: false }) }, { Rating: { type: "object", properties: { from_zero: { type: "boolean", title: "From Zero" }, mask: titled("Form", "Forma") } } }),
  kind("decide", "Decide", { branches: titled("Branches", "Ramas", { type: "array", items: { $ref: "#/$defs/Branch" } }) }, { Branch: { type: "object", properties: { name: {}, condition: {}, keywords: {} } } }),
];
const formats = createFormats({ language: "en" });
const names: Names = { language: "en", text, languageName: formats.languageName, number: (value) => formats.number(value), kinds };
const place = (area: string, path: string, of?: string) => placeOf(path, agentWords(names, { area, kind: of }));
const lines = (value: unknown, area: string, path: string, of?: string) => linesOf(value, names, { area, kind: of }, path);

describe("where a change lies, in words", () => {
  it("is told by the texts of the editor, the language and what the kind of step calls it", () => {
    expect(place("persona", "ai_notice.es")).toBe("Notice that it is an AI › Spanish");
    expect(place("node", "data.text.es", "say")).toBe("Text › Spanish");
    expect(place("node", "data.text.es", "end")).toBe("Goodbye › Spanish");
    expect(place("node", "data.input.from_zero", "ask")).toBe("Kind of answer › Starts at zero");
    expect(place("texts", "texts.opted_out.pt-BR")).toBe("Built-in sentences › When somebody wants no more calls › Brazilian Portuguese");
    expect(place("settings", "interrupts.person.enabled")).toBe("What is heard at any moment › Asking for a person › On");
    expect(place("settings", "guardrails.max_turns")).toBe("Limits › Messages a conversation may have");
  });
  it("takes no name that somebody chose for a language, and reads what it does not know", () => {
    expect(place("settings", "business.facts.es")).toBe("Business › Facts › es");
    expect(place("node", "data.moon_phase", "say")).toBe("Moon phase");
    expect(place("node", "data.to", "unknown")).toBe("To");
  });
  it("is empty for a thing as a whole, and for the way out that every step has", () => {
    expect([place("node", ""), wayOf("next", names), wayOf("otherwise", names), wayOf("Wants to book", names)]).toEqual(["", "", "Otherwise", "Wants to book"]);
  });
});

describe("what a part of an agent says, in lines", () => {
  it("never shows braces or codes to a person", () => {
    const branches = [
      { id: "br_1", name: "Booking", condition: { kind: "variable", variable: "wish", operator: "equals", value: "book" }, keywords: { es: ["cita", "hora"] } },
      { id: "br_2", name: "", condition: { kind: "all", conditions: [{ kind: "hours", open: true }, { kind: "not", condition: { kind: "language", languages: ["es"] } }] }, keywords: {} },
    ];
    expect(lines(branches, "node", "data.branches", "decide")).toEqual([
      "Booking",
      "  Condition: wish equals book",
      "  Keywords:",
      "    Spanish: cita, hora",
      "2.",
      "  Condition: All of these (Open now; The opposite of (The language: Spanish))",
    ]);
  });
  it("says options, durations, languages and yes or no as the editor does", () => {
    expect(lines("time", "node", "data.until", "wait")).toEqual(["A time"]);
    expect(lines(90, "node", "data.seconds", "wait")).toEqual(["90 seconds"]);
    expect(lines(["es", "pt-BR"], "general", "languages")).toEqual(["Spanish", "Brazilian Portuguese"]);
    expect(lines("es", "general", "default_language")).toEqual(["Spanish"]);
    expect(lines(false, "settings", "interrupts.person.enabled")).toEqual(["No"]);
    expect(lines("rating", "node", "data.input.type", "ask")).toEqual(["Rating"]);
    expect(lines(1200, "settings", "settings.max_tokens")).toEqual(["1,200"]);
  });
  it("tells of a step that is new what was filled in, and not what every such step has", () => {
    expect(lines({ id: "n_1", kind: "wait", name: "Pause", position: { x: 1, y: 2 }, data: { until: "message", seconds: 30 } }, "node", "", "wait")).toEqual(["Seconds: 30 seconds"]);
    expect(lines({ id: "n_2", kind: "ask", name: "", data: { optional: false } }, "node", "", "ask")).toEqual([]);
  });
  it("tells of a flow that is new its steps by name", () => {
    const nodes = [{ id: "n_1", kind: "say", name: "Hello" }, { id: "n_2", kind: "ask", name: "" }];
    expect(lines({ id: "f_1", name: "Bookings", entry: "n_1", nodes, edges: [{ id: "e" }] }, "flow", "")).toEqual(["Steps:", "  Hello", "  Ask"]);
  });
  it("keeps the lines of a text, and says nothing of what is empty", () => {
    expect(lines("One\nTwo", "persona", "persona.es")).toEqual(["One", "Two"]);
    for (const nothing of [null, undefined, "", [], {}, { es: "" }]) expect(lines(nothing, "persona", "greeting")).toEqual([]);
  });
});

describe("changes by what they are of", () => {
  const change = (more: Partial<Change>): Change => ({ area: "node", how: "changed", name: "Hello", path: "data.text.es", kind: "say", ...more });
  it("puts the fields of one thing together, and things of one name apart", () => {
    const found = grouped([change({}), change({ path: "data.text.en" }), change({ path: "data.text.es" }), change({ name: "Bye" }), change({ area: "edge", path: "next", name: "a → b" }), change({ area: "edge", path: "yes", name: "a → b" })]);
    expect(found.map(({ area, things }) => [area, things.map(({ name, changes }) => `${name} ${changes.length}`)])).toEqual([
      ["node", ["Hello 2", "Hello 1", "Bye 1"]],
      ["edge", ["a → b 1", "a → b 1"]],
    ]);
  });
  it("leaves a thing that is new for itself", () => {
    expect(grouped([change({ path: "", how: "added" }), change({})]).flatMap(({ things }) => things).length).toBe(2);
  });
});
