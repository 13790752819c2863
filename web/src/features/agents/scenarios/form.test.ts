import { describe, expect, it } from "vitest";
import type { Check, Script } from "./api";
import { checkLine, formOf, NO_LINE, NO_MOCK, noReply, scriptOf, wishLine } from "./form";
import { readValue, writtenValue } from "./values";

const CHECKS: Check[] = [
  { kind: "said", text: "Hola", step: 0 },
  { kind: "said", text: "Hola", step: null },
  { kind: "not_said", text: "precio" },
  { kind: "tool_called", tool: "huecos", arguments: { dia: "jueves", personas: 2, "a:b": null, lista: ["1", 1] } },
  { kind: "tool_not_called", tool: "cobrar" },
  { kind: "variable", name: "nombre", value: "Ana" },
  { kind: "ends", how: "person", outcome: "handed_off" },
  { kind: "at_most", what: "cost", limit: 123_457 },
  { kind: "rubric", text: "No promete nada" },
];
/** Every kind of step, check and answer that there is. */
const SCRIPT: Script = {
  channel: "voice",
  language: "",
  at: "2026-11-20T23:30:05+00:00",
  hours: "closed",
  variables: { plan: "42", veces: 42, nada: null, datos: { a: [true] } },
  steps: [
    { say: "Hola.\nQuiero una cita.", choice: "", keys: "", silent: false },
    { say: "", choice: "", keys: "", silent: true },
    { say: "12", choice: "", keys: "", silent: false },
    { say: "", choice: "Sí", keys: "", silent: false },
    { say: "Sí", choice: "", keys: "", silent: false },
    { say: "", choice: "", keys: "12#", silent: false },
    { say: "", choice: "", keys: "", silent: true },
  ],
  facts: { nombre: "Ana", "nota: larga": "una\ndos", vacio: "" },
  persona: { goal: "Cambiar la cita", manner: "", most_turns: 7 },
  seed: 12,
  mocks: [
    { tool: "huecos", ok: true, result: "!urgente", error: "" },
    { tool: "huecos", ok: true, result: "10", error: "" },
    { tool: "huecos", ok: true, result: { slots: [] }, error: "" },
    { tool: "huecos", ok: true, result: "", error: "" },
    { tool: "huecos", ok: false, result: { code: 7 }, error: "http_500" },
    { tool: "huecos", ok: true, result: null, error: "" },
  ],
  replies: [
    { node: "", ok: true, says: "Hay sitio.\n¿Le apunto?", calls: [], keeps: {}, leaves: "" },
    { node: "ai", ok: true, says: "", calls: [{ tool: "huecos", arguments: { dia: "jueves", personas: 2 } }], keeps: { nombre: "Ana", nota: null }, leaves: "booked" },
    { node: "route", ok: false, says: "", calls: [], keeps: {}, leaves: "" },
    { node: "", ok: true, says: "", calls: [], keeps: {}, leaves: "" },
  ],
  then_ask: true,
  checks: CHECKS,
};

describe("a scenario's form", () => {
  it("saves what it was opened with, whatever that is", () => {
    expect(scriptOf(formOf(SCRIPT, "es"))).toEqual(SCRIPT);
    const plain: Script = { ...SCRIPT, steps: [], facts: {}, persona: null, mocks: [], replies: [], then_ask: false, variables: {}, seed: 0, at: "", language: "en", channel: "chat" };
    expect(scriptOf(formOf(plain, "es"))).toEqual(plain);
  });

  it("leaves out what says nothing yet", () => {
    const form = formOf(undefined, "es");
    const said = checkLine({ kind: "said", text: "Hola", step: null });
    const script = scriptOf({ ...form, steps: [NO_LINE, { kind: "say", text: "Hola" }, { kind: "keys", text: " " }], mocks: [NO_MOCK], checks: [...form.checks, said] });
    expect(script.steps).toEqual([{ say: "Hola", choice: "", keys: "", silent: false }]);
    expect([script.mocks, script.checks, script.language]).toEqual([[], [said.check], "es"]);
  });

  it("lets a model that fails answer nothing, and call no tool without a name", () => {
    const line = { ...noReply(), says: "Hola", leaves: "booked", calls: [wishLine(), wishLine({ tool: " huecos ", arguments: {} })] };
    const form = { ...formOf(SCRIPT, "es"), replies: [{ ...line, ok: false }, line] };
    expect(scriptOf(form).replies).toEqual([
      { node: "", ok: false, says: "", calls: [], keeps: {}, leaves: "" },
      { node: "", ok: true, says: "Hola", calls: [{ tool: "huecos", arguments: {} }], keeps: {}, leaves: "booked" },
    ]);
  });

  it("reads a value as what was written", () => {
    for (const value of ["", "a", "12", "true", "null", '"a"', "a\nb", 12, true, null, { a: [1, "1"] }, ["x"]]) expect(readValue(writtenValue(value))).toEqual(value);
    expect([readValue("jueves"), readValue("12"), readValue("")]).toEqual(["jueves", 12, null]);
  });
});
