import { describe, expect, it } from "vitest";
import { type AgentBlueprint, readBlueprint } from "../blueprint";
import { addNode, changeNode, connect, entryOf, removeNode, targetOf, variableName, variablesOf } from "./flow";
import { declared } from "./library";
import { deedOf } from "./node-face";
import { outlineOf } from "./outline";
import { portsOf } from "./ports";

const node = (id: string, kind = "say", data: Record<string, unknown> = {}) => ({ id, kind, name: id, position: { x: 0, y: 0 }, data });
const edge = (source: string, port: string, target: string) => ({ id: `${source}-${port}`, source, port, target });
const made = (nodes: ReturnType<typeof node>[], edges: ReturnType<typeof edge>[]): AgentBlueprint => readBlueprint({ languages: ["es"], flows: [{ id: "f", name: "F", entry: nodes[0]?.id, nodes, edges }] });
const flowOf = (blueprint: AgentBlueprint) => {
  const [flow] = blueprint.flows;
  if (!flow) throw new Error("no flow");
  return flow;
};
const lines = (blueprint: AgentBlueprint) => outlineOf(flowOf(blueprint), "es").map((line) => `${" ".repeat(line.depth)}${line.kind === "node" ? line.node.id : line.kind === "way" ? `[${line.port.id}${line.open ? "?" : ""}]` : `-> ${line.target.id}`}`);

describe("editing a flow", () => {
  const line = made([node("a"), node("b")], [edge("a", "next", "b")]);

  it("puts a new step between two", () => {
    const flow = flowOf(addNode(line, "f", node("new"), { id: "a", port: "next" }));
    expect(targetOf(flow, "a", "next")).toBe("new");
    expect(targetOf(flow, "new", "next")).toBe("b");
  });
  it("closes the gap when a step is removed, also at the beginning", () => {
    const three = made([node("a"), node("b"), node("c")], [edge("a", "next", "b"), edge("b", "next", "c")]);
    expect(targetOf(flowOf(removeNode(three, "f", "b")), "a", "next")).toBe("c");
    expect(entryOf(flowOf(removeNode(three, "f", "a")))).toBe("b");
  });
  it("keeps one target for a port", () => {
    const flow = flowOf(connect(line, "f", "a", "next", "a"));
    expect(flow.edges.filter((one) => one.source === "a")).toHaveLength(1);
    expect(targetOf(flowOf(connect(line, "f", "a", "next", undefined)), "a", "next")).toBeUndefined();
  });
  it("drops the connections of a branch that is gone, and no others", () => {
    const decide = node("d", "decide", { by: "conditions", branches: [{ id: "x", name: "X" }, { id: "y", name: "Y" }] });
    const start = made([decide, node("b")], [edge("d", "x", "b"), edge("d", "y", "b"), edge("d", "otherwise", "b")]);
    const flow = flowOf(changeNode(start, "f", "d", { data: { by: "conditions", branches: [{ id: "y", name: "Y" }] } }));
    expect(flow.edges.map((one) => one.port)).toEqual(["y", "otherwise"]);
  });
  it("leaves what it does not know in the blueprint", () => {
    const strange = readBlueprint({ guardrails: { max_turns: 7 }, flows: [{ id: "f", nodes: [] }] });
    expect(addNode(strange, "f", node("n"), undefined)).toMatchObject({ guardrails: { max_turns: 7 } });
  });
});

describe("the outline", () => {
  it("reads a flow from its beginning, branches below what they leave, each step once", () => {
    const decide = node("d", "decide", { branches: [{ id: "x", name: "X" }] });
    const flow = made([node("a"), decide, node("b"), node("lost", "end")], [edge("a", "next", "d"), edge("d", "x", "b"), edge("b", "next", "a")]);
    expect(lines(flow)).toEqual(["a", "d", " [x]", " b", " -> a", " [otherwise?]", "lost"]);
  });
  it("ends on a flow that turns in circles", () => {
    expect(lines(made([node("a"), node("b")], [edge("a", "next", "b"), edge("b", "next", "a")]))).toEqual(["a", "b", "-> a"]);
  });
});

describe("ways out", () => {
  it.each([
    ["say", {}, ["next"]],
    ["ask", { input: { type: "yes_no" } }, ["yes", "no", "next", "gave_up"]],
    ["ask", { input: { type: "choice", options: [{ id: "o", label: { es: "O" } }] }, optional: true }, ["o", "next", "skipped", "gave_up"]],
    ["ask", { unless_known: true }, ["next", "known", "gave_up"]],
    ["ask", { input: { type: "choice", multiple: true, options: [{ id: "o" }] } }, ["next", "gave_up"]],
    ["handoff", { wait_seconds: 60 }, ["returned", "nobody"]],
    ["wait", { until: "message", seconds: 5 }, ["next", "timeout"]],
    ["extract", { fields: [{ variable: "name" }] }, ["next", "missing"]],
    ["end", {}, []],
  ])("of %s with %j", (kind, data, expected) => {
    expect(portsOf({ kind, data }, "es").map((port) => port.id)).toEqual(expected);
  });
});

describe("variables", () => {
  it("are those declared, filled and named in texts, the facts of the business last", () => {
    const blueprint = { ...made([node("a", "ask", { question: { es: "Hola {{ cliente.nombre }}" }, variable: "motivo" })], []), variables: [{ name: "zona", label: "", description: "", default: null }] };
    expect(variablesOf(blueprint, ["phone"])).toEqual(["cliente.nombre", "motivo", "zona", "business.phone"]);
  });
  it("are named as the engine takes them", () => {
    expect(variableName(" Fecha de visita ")).toBe("fecha_de_visita");
    expect(variableName("{{año}}")).toBe("año");
    expect(variableName("123")).toBeUndefined();
  });
});

it("declares the variables that a text brings into the library, not those that every conversation has", () => {
  expect(declared("{{ name }} {{name}} {{business.hours}} {{ visitor.name | upcase }} {{> tone}} {{#if}} {{pedido.día}}")).toEqual(["name", "pedido.día"]);
});

describe("what a step does that says nothing", () => {
  const deed = (kind: string, data: Record<string, unknown>) => deedOf({ kind, data });
  it("is its tool, what it sets, or where it connects to", () => {
    expect(deed("tool_call", { tool: "free_slots" })).toBe("free_slots");
    expect(deed("transfer", { to: "+34 600" })).toBe("+34 600");
    expect(deed("set", { assignments: [{ variable: "age", value: 33 }, { variable: "score", operation: "add", value: 10 }, { variable: "note", operation: "clear", value: null }, { variable: "" }] })).toBe("age = 33, score + 10, note = –");
  });
  it("is nothing where nothing is filled in yet", () => {
    for (const kind of ["tool_call", "set", "transfer", "decide", "end"]) expect(deed(kind, {})).toBe("");
  });
});
