import { expect, test } from "vitest";
import type { Definition } from "./api";
import { differences } from "./differences";

const tool: Definition = {
  description: "Free slots",
  parameters: { type: "object", properties: { day: { type: "string" } }, required: ["day"] },
  request: { kind: "http", remote: "", method: "GET", address: "https://a.test/{day}", query: [], headers: [{ name: "x", value: "1" }], body: "none", fields: [] },
  say_first: {},
  timeout: 10,
  retries: 1,
  outputs: [{ name: "first", path: "slots[0]" }],
};

test("the same has no differences", () => {
  expect(differences(tool, structuredClone(tool))).toEqual([]);
});

test("what was changed, added and taken away is told by its field", () => {
  const newer: Definition = {
    ...tool,
    description: "Free slots on a day",
    parameters: { type: "object", properties: { day: { type: "string" }, room: { type: "integer", description: "Which" } }, required: [] },
    request: { ...tool.request, headers: [] },
    say_first: { es: "Un momento" },
    approval: { when: "rule", rules: [{ argument: "room", comparison: "more_than", value: "3" }], minutes: 15, call_seconds: 20 },
  };
  expect(differences(tool, newer)).toEqual([
    { field: "description", name: "", before: "Free slots", after: "Free slots on a day" },
    { field: "say_first", name: "es", before: "", after: "Un momento" },
    { field: "argument", name: "day", before: "string · *", after: "string" },
    { field: "argument", name: "room", before: "", after: "integer · Which" },
    { field: "approval", name: "", before: "", after: "rule" },
    { field: "rule", name: "room", before: "", after: "more_than 3" },
    { field: "minutes", name: "", before: "", after: "15" },
    { field: "call_seconds", name: "", before: "", after: "20" },
    { field: "headers", name: "x", before: "1", after: "" },
  ]);
});

test("two of one name are both told", () => {
  const twice: Definition = { ...tool, request: { ...tool.request, headers: [...tool.request.headers, { name: "x", value: "2" }] } };
  expect(differences(tool, twice)).toEqual([{ field: "headers", name: "x", before: "", after: "2" }]);
});

test("tells what is said while it works and that nobody waits", () => {
  const before = { ...tool };
  const after = { ...tool, say_slow: { es: "Sigo" }, say_failed: { es: "No" }, slow_after: 8, waits: false };
  expect(differences(before, after)).toEqual([
    { field: "say_slow", name: "es", before: "", after: "Sigo" },
    { field: "say_failed", name: "es", before: "", after: "No" },
    { field: "slow_after", name: "", before: "", after: "8" },
    { field: "waits", name: "", before: "", after: "no" },
  ]);
});
