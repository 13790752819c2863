import { describe, expect, it } from "vitest";
import type { Definition } from "./api";
import { argumentName, argumentsFrom, givenIn, rowsOf, toolName, typedFrom, withRows } from "./arguments";

describe("a tool's arguments", () => {
  it("keeps what the form does not know", () => {
    const schema = { type: "object" as const, properties: { day: { type: "string", description: "ISO", enum: ["a"] } }, required: ["day"], additionalProperties: false };
    expect(withRows(schema, rowsOf(schema))).toEqual(schema);
  });
  it("drops a row without a name", () => {
    expect(withRows({ type: "object" }, [{ name: "", type: "string", description: "", required: true, rest: {} }])).toEqual({ type: "object", properties: {} });
  });
  it("makes values of what is typed", () => {
    const schema = { type: "object" as const, properties: { a: { type: "integer" }, b: { type: "boolean" }, c: { type: "array" }, d: { type: "string" }, e: { type: "number" } } };
    const given = { a: 3, b: false, c: [1], d: "x" };
    expect(argumentsFrom(schema, typedFrom(given))).toEqual(given);
    expect(argumentsFrom(schema, { a: "x", c: "[", e: "" })).toEqual({ a: "x", c: "[" });
  });
  it("names things so that models can call them", () => {
    expect(toolName("Huecos del día 2 ")).toBe("huecos_del_dia_2");
    expect(argumentName("día del mes")).toBe("dia_del_mes");
  });
});

it("what is known of the caller is found wherever it stands in the request, once", () => {
  const request = { address: "https://x/{contact.id}", query: [{ name: "q", value: "{caller.number} {caller.number}" }], fields: [{ name: "a", value: "{day} {conversation.id}" }], template: '{"a": "{visitor.id}"}' };
  expect(givenIn({ request } as unknown as Definition)).toEqual(["contact.id", "caller.number", "visitor.id"]);
});
