import { describe, expect, it } from "vitest";
import { type AgentBlueprint, type Flow, type FlowNode, type Layout, readBlueprint } from "../../blueprint";
import { partingOf, passed } from "../../run-path";
import { addNode } from "../flow";
import type { NodeKind } from "../node-kinds";
import { goneOf, placed } from "../way-shown";
import { copied, pasted, readPiece } from "./clipboard";
import { granted, luggageOf, notGranted, readLuggage } from "./luggage";
import { merged, mergedWays } from "./use-things";
import { type StepThing, thingsOf, waysOf } from "./faces";
import { misfit } from "./fits";
import { findIn } from "./found";
import { boxOf, drawn, inGroup, moveThings, onCanvas, overlap, putGroup, putNote, removeFromLayout, openingSteps } from "./places";
import { graphOf, withPlaces } from "./tidy";
import { neighbour } from "./walk";

const node = (id: string, kind = "say", data: Record<string, unknown> = {}, position = { x: 0, y: 0 }): FlowNode => ({ id, kind, name: id, position, data });
const edge = (source: string, port: string, target: string) => ({ id: `${source}-${port}`, source, port, target });
const made = (nodes: FlowNode[], edges: ReturnType<typeof edge>[], layout?: Layout): AgentBlueprint => readBlueprint({ flows: [{ id: "f", name: "F", entry: nodes[0]?.id, nodes, edges, layout }] });
const flowOf = (blueprint: AgentBlueprint) => drawn(blueprint.flows[0] as Flow);
const branches = { branches: [{ id: "x", name: "X" }, { id: "y", name: "Y" }] };
const fork = () => made([node("d", "decide", branches), node("a"), node("b"), node("c")], [edge("d", "x", "a"), edge("d", "y", "b"), edge("d", "otherwise", "c")]);
const NO_LAYOUT: Layout = { notes: [], groups: [] };

const kinds: NodeKind[] = [
  { kind: "say", group: "talk", icon: "", title: {}, summary: {}, ports: [], data: {}, data_schema: { type: "object", properties: { text: { type: "object", patternProperties: { "^[a-z]{2}$": { type: "string", maxLength: 10 } } } } } },
  { kind: "decide", group: "logic", icon: "", title: {}, summary: {}, ports: [], data: {}, data_schema: { type: "object", properties: { branches: { type: "array", maxItems: 3, items: { $ref: "#/$defs/Branch" } } }, $defs: { Branch: { type: "object", additionalProperties: false, required: ["id"], properties: { id: { type: "string" }, name: { type: "string" } } } } } },
];

describe("where steps lie", () => {
  it("spreads out a flow whose steps lie on one another, the beginning first, none on another", () => {
    const { nodes } = flowOf(fork());
    expect(nodes.map(({ position }) => position.x)).toEqual([0, 320, 320, 320]);
    for (const one of nodes) for (const other of nodes) if (one !== other) expect(overlap(boxOf(one), boxOf(other))).toBe(false);
  });
  it("ends on a flow that turns in circles, and shows what nothing leads to", () => {
    const flow = flowOf(made([node("a"), node("b"), node("lost")], [edge("a", "next", "b"), edge("b", "next", "a")]));
    expect(new Set(flow.nodes.map(({ position }) => `${position.x},${position.y}`)).size).toBe(3);
  });
  it("leaves a flow that somebody has drawn as it is, however it lies", () => {
    const flow = flowOf(made([node("a"), node("b")], [], NO_LAYOUT));
    expect(flow.nodes.every(({ position }) => position.x === 0)).toBe(true);
  });
  it("keeps what was only shown spread out where it was shown, with the first edit", () => {
    const shown = flowOf(fork());
    const moved = flowOf(moveThings(fork(), "f", new Map([["a", { x: 999, y: 7.4 }]])));
    expect(moved.nodes.find(({ id }) => id === "a")?.position).toEqual({ x: 999, y: 7 });
    expect(moved.nodes.find(({ id }) => id === "c")?.position).toEqual(shown.nodes.find(({ id }) => id === "c")?.position);
  });
  it("puts a new step beside the one it comes after, on no other", () => {
    const start = made([node("a", "say", {}, { x: 0, y: 0 }), node("b", "say", {}, { x: 320, y: 0 })], [edge("a", "next", "b")], NO_LAYOUT);
    const { nodes } = flowOf(addNode(start, "f", node("new"), { id: "a", port: "next" }));
    const [, b, fresh] = nodes as [FlowNode, FlowNode, FlowNode];
    expect(fresh.position.x).toBe(320);
    expect(overlap(boxOf(b), boxOf(fresh))).toBe(false);
  });
});

describe("where a flow is opened", () => {
  const room = { width: 1_000, height: 700 };
  const row = (count: number, y = 0) => Array.from({ length: count }, (_, at) => node(`${y}-${at}`, "say", {}, { x: at * 320, y }));
  it("is all of it where it fits", () => {
    expect(openingSteps(flowOf(made(row(3), [], NO_LAYOUT)), room)).toBeUndefined();
    expect(openingSteps(flowOf(made([], [])), room)).toBeUndefined();
  });
  it("is its beginning where it does not", () => {
    expect(openingSteps(flowOf(made([...row(12), ...row(2, 3_000)], [], NO_LAYOUT)), room)).toEqual(["0-0", "0-1", "0-2"]);
  });
  it("always shows the first step", () => {
    expect(openingSteps(flowOf(made([...row(1, 900), ...row(12)], [], NO_LAYOUT)), { width: 10, height: 10 })).toEqual(["900-0"]);
  });
});

describe("notes and groups", () => {
  const note = { id: "t1", text: "Ask Marta", position: { x: 10, y: 10 }, width: 200, height: 100 };
  const group = { id: "g1", name: "Booking", position: { x: -10, y: -10 }, width: 400, height: 300 };
  it("are put, changed and taken away, the steps staying", () => {
    const one = putGroup(putNote(made([node("a")], []), "f", note), "f", group);
    const changed = flowOf(putNote(one, "f", { ...note, text: "Done" }));
    expect(changed.layout.notes).toEqual([{ ...note, text: "Done" }]);
    expect(inGroup(changed, { ...group.position, width: group.width, height: group.height })).toEqual(["a", "t1"]);
    const gone = flowOf(removeFromLayout(one, "f", new Set(["g1", "t1"])));
    expect([gone.layout, gone.nodes.length]).toEqual([NO_LAYOUT, 1]);
  });
});

describe("walking with the arrow keys", () => {
  it("goes along the connections and back, and between the ways of a step", () => {
    const flow = flowOf(fork());
    expect(neighbour(flow, "d", "right")).toBe("a");
    expect(neighbour(flow, "b", "left")).toBe("d");
    expect([neighbour(flow, "a", "down"), neighbour(flow, "b", "down"), neighbour(flow, "b", "up")]).toEqual(["b", "c", "a"]);
    expect(neighbour(flow, "a", "up")).toBeUndefined();
  });
  it("goes to the nearest where no connection leads", () => {
    const flow = flowOf(made([node("a"), node("far", "say", {}, { x: 900, y: 0 }), node("near", "say", {}, { x: 400, y: 60 })], [], NO_LAYOUT));
    expect(neighbour(flow, "a", "right")).toBe("near");
  });
});

describe("copying and pasting", () => {
  const start = () => made([node("d", "decide", branches), node("a", "say", { text: { es: "Hola" } }), node("b")], [edge("d", "x", "a"), edge("a", "next", "b")], { notes: [{ id: "t", text: "N", position: { x: 0, y: 0 }, width: 100, height: 50 }], groups: [] });
  const text = (ids: string[]) => copied(start(), flowOf(start()), new Set(ids)) ?? "";

  it("brings steps to another agent under new ids, connected among themselves", () => {
    const piece = readPiece(text(["d", "a", "t"]), kinds);
    if ("reason" in piece) throw new Error(piece.reason);
    const { blueprint, ids } = pasted(made([node("own")], []), "f", piece, { x: 1_000, y: 1_000 }, kinds);
    const flow = flowOf(blueprint);
    expect(flow.nodes.map(({ name }) => name)).toEqual(["own", "d", "a"]);
    expect(flow.nodes.map(({ id }) => id)).toEqual(["own", ids[0], ids[1]]);
    expect(flow.edges).toMatchObject([{ source: ids[0], port: "x", target: ids[1] }]);
    expect(flow.layout.notes).toMatchObject([{ id: ids[2], text: "N" }]);
    expect(flow.nodes[1]?.position.x).toBeGreaterThan(700);
  });
  const from = (blueprint: AgentBlueprint, into: Partial<AgentBlueprint>) => {
    const piece = readPiece(copied(blueprint, flowOf(blueprint), new Set(blueprint.flows[0]?.nodes.map(({ id }) => id))) ?? "", kinds);
    if ("reason" in piece) throw new Error(piece.reason);
    return { piece, ...pasted({ ...made([], []), ...into }, "f", piece, { x: 0, y: 0 }, kinds) };
  };
  it("brings the words of the agent's own language to where another is spoken, and counts them", () => {
    const source = { ...made([node("a", "say", { text: { es: "Hola", pt: "Olá" } }), node("b", "say", { text: { es: "Sí", en: "Yes" } }), node("c", "say", { text: {} })], []), languages: ["pt", "es"], default_language: "es" };
    const { blueprint, foreign } = from(source, { languages: ["en"] });
    expect(blueprint.flows[0]?.nodes.map(({ data }) => data.text)).toEqual([{ en: "Hola" }, { en: "Yes" }, {}]);
    expect(foreign).toBe(1);
    expect(from(source, { languages: ["pt", "es"] }).blueprint.flows[0]?.nodes[0]?.data.text).toEqual({ es: "Hola", pt: "Olá" });
  });
  it("declares the variables that the steps use, with what they begin with, and leaves those that are there", () => {
    const declared = (name: string, value: unknown) => ({ name, label: "", description: "", default: value });
    const source = { ...made([node("a", "say", { text: { es: "{{nivel}}" } }), node("b", "say", { text: { es: "{{otra}}" } })], []), variables: [declared("nivel", 3), declared("otra", 1), declared("sin_uso", 1)] };
    const { blueprint } = from(source, { languages: ["es"], variables: [declared("otra", "own")] });
    expect(blueprint.variables).toEqual([declared("otra", "own"), declared("nivel", 3)]);
  });
  it("tells what the agent was not granted, and nothing that does not fit comes along", () => {
    const tool = (name: string) => ({ name, id: "t", version: 1, description: "", parameters: {}, say_first: {}, outputs: [] });
    const start = made([node("t", "tool_call", { tool: "crm", tools: ["own"], sources: ["s1"] })], []);
    const luggage = luggageOf({ ...start, tools: [tool("crm"), tool("own"), tool("unused")], knowledge: [{ id: "s1", name: "Prices" }, { id: "s2", name: "Other" }] }, start.flows[0]?.nodes ?? []);
    expect(luggage).toMatchObject({ tools: ["crm", "own"], sources: [{ id: "s1", name: "Prices" }] });
    const target = { ...start, tools: [tool("own")] };
    expect(notGranted(target, luggage)).toEqual({ tools: ["crm"], sources: [{ id: "s1", name: "Prices" }] });
    expect(notGranted(granted(target, [tool("crm"), tool("own")], luggage.sources), luggage)).toEqual({ tools: [], sources: [] });
    expect(readLuggage({ language: "../x", variables: [{ name: "1a" }, { name: "ok", label: "", description: "", default: "x".repeat(5_000) }], tools: [7, "x".repeat(65)], sources: [{ id: "s" }] })).toEqual({ language: "", variables: [], tools: [], sources: [] });
  });
  it("copies nothing where nothing is chosen", () => {
    expect(copied(start(), flowOf(start()), new Set())).toBeUndefined();
  });
  const changed = (change: (piece: { nodes: Record<string, unknown>[]; notes: Record<string, unknown>[]; edges: unknown[] }) => void) => {
    const piece = JSON.parse(text(["d", "a", "t"]));
    change(piece);
    return readPiece(JSON.stringify(piece), kinds);
  };
  it.each<[string, string | (() => unknown), string]>([
    ["something else", "Hola", "foreign"],
    ["half of it", () => readPiece(text(["a"]).slice(0, -4), kinds), "broken"],
    ["too much", () => readPiece(text(["a"]) + " ".repeat(1_000_001), kinds), "too_large"],
    ["a kind that is not there", () => changed(({ nodes }) => Object.assign(nodes[1] as object, { kind: "run_code" })), "unknown_kind"],
    ["data of another kind", () => changed(({ nodes }) => Object.assign(nodes[1] as object, { data: { exec: "rm" } })), "bad_data"],
    ["too long a text", () => changed(({ nodes }) => Object.assign(nodes[1] as object, { data: { text: { es: "x".repeat(11) } } })), "bad_data"],
    ["half a letter", () => changed(({ nodes }) => Object.assign(nodes[1] as object, { data: { text: { es: "\ud800" } } })), "bad_data"],
    ["a branch without its id", () => changed(({ nodes }) => Object.assign(nodes[0] as object, { data: { branches: [{ name: "X" }] } })), "bad_data"],
    ["two steps with one id", () => changed(({ nodes }) => Object.assign(nodes[1] as object, { id: "d" })), "broken"],
    ["a place off the canvas", () => changed(({ nodes }) => Object.assign(nodes[1] as object, { position: { x: 1e9, y: 0 } })), "broken"],
    ["a note without a size", () => changed(({ notes }) => Object.assign(notes[0] as object, { width: null })), "broken"],
    ["connections that are none", () => changed((piece) => (piece.edges = ["a"])), "broken"],
    ["a nest of lists", () => readPiece(`{"format":"centralita/flow-piece/1","nodes":[{"id":"a","kind":"say","name":"","position":{"x":0,"y":0},"data":{"text":${"[".repeat(200_000)}${"]".repeat(200_000)}}}],"edges":[],"notes":[],"groups":[]}`, kinds), "b"],
  ])("refuses %s", (_what, given, reason) => {
    const found = typeof given === "string" ? readPiece(given, kinds) : given();
    expect((found as { reason: string }).reason).toMatch(new RegExp(`^${reason}`));
  });
  it("leaves out connections to what was not copied, and from ways that are not there", () => {
    const piece = changed(({ edges }) => edges.push(edge("a", "next", "b"), edge("d", "gone", "a")));
    expect("edges" in piece && piece.edges).toMatchObject([{ source: "d", port: "x" }]);
  });
  it("knows the letters of every language in the engine's patterns", () => {
    const schema = { type: "string", pattern: "^[^\\W\\d]\\w*(\\.\\w+){0,3}$" };
    expect([misfit(schema, "año.niñez"), misfit(schema, "1a")]).toEqual([undefined, "data"]);
  });
});

describe("tidying up", () => {
  const flow = () => flowOf(onCanvas(fork(), "f", (one) => ({ ...one, layout: { notes: [{ id: "t", text: "", position: { x: 340, y: 10 }, width: 50, height: 50 }], groups: [{ id: "g", name: "G", position: { x: 300, y: -20 }, width: 400, height: 150 }] } })));
  const sizes = new Map([["d", { width: 232, height: 200 }]]);
  it("tells what leads where, by the port, and keeps what lies in a group together", () => {
    const graph = graphOf(flow(), sizes);
    expect(graph.children?.map(({ id }) => id)).toEqual(["step d", "step b", "step c", "group g"]);
    expect(graph.children?.[3]?.children?.map(({ id }) => id)).toEqual(["step a"]);
    expect(graph.edges?.map(({ sources, targets }) => [...sources, ...targets])).toContainEqual(["out d otherwise", "in c"]);
    expect(graph.children?.[0]).toMatchObject({ width: 232, height: 200 });
  });
  it("puts everything where it was told, a note where the step beside it goes", () => {
    const blueprint = { ...fork(), flows: [flow()] };
    const told = { id: "flow", children: [{ id: "step d", x: 3, y: 8 }, { id: "group g", x: 500, y: 100, width: 300.5, height: 200, children: [{ id: "step a", x: 24, y: 60 }] }] };
    const after = flowOf(withPlaces(blueprint, "f", told, sizes));
    expect(after.nodes.slice(0, 2).map(({ position }) => position)).toEqual([{ x: 0, y: 0 }, { x: 520, y: 160 }]);
    expect(after.layout.groups[0]).toMatchObject({ position: { x: 500, y: 100 }, width: 301 });
    expect(after.layout.notes[0]?.position).toEqual({ x: 540, y: 170 });
  });
});

describe("what is drawn anew", () => {
  const thing = (title: string, x = 0): StepThing => ({ id: "a", type: "step", position: { x, y: 0 }, ariaLabel: title, data: { title, kind: undefined, kindTitle: "", gist: "", ports: [{ id: "next", label: "", missing: false }], entry: true, errors: 0, warnings: 0, problems: "", lit: "", former: "", comments: 0, people: "" } });
  it("is only what looks otherwise; what was measured and chosen stays", () => {
    const shown = [{ ...thing("A"), selected: true, measured: { width: 1, height: 2 } }];
    expect(merged(shown, [thing("A")], "a")[0]).toBe(shown[0]);
    expect(merged(shown, [thing("B", 5)], "a")[0]).toMatchObject({ selected: true, measured: { width: 1 }, position: { x: 5 }, data: { title: "B" } });
    const ways = [{ id: "w", source: "a", target: "b", selected: true }];
    expect(mergedWays(ways, [{ id: "w", source: "a", target: "b" }])[0]).toBe(ways[0]);
  });
});

it("lights the steps of a test in the order in which they were come to", () => {
  const entry = (node_id: string, name = "node") => ({ name, node_id, data: { flow: "f" } });
  expect(passed(new Map([[4, [entry("c")]], [1, [entry("a"), entry("x", "variable_set"), entry("b")]]])).map((step) => step.node)).toEqual(["a", "b", "c"]);
});

describe("searching", () => {
  const kind = (name: string): NodeKind => ({ kind: name, group: "talk", icon: "", title: { es: name }, summary: {}, ports: [], data: {}, data_schema: {} });
  const names = { nameOf: (one: FlowNode) => one.name, kindOf: (one: FlowNode) => kind(one.kind), kindName: (one: NodeKind | undefined) => one?.title.es ?? "" };
  const ask = node("q", "ask", { question: { es: "¿Qué animal?", en: "Which one?" }, variable: "mascota", input: { type: "choice", options: [{ id: "o1", label: { es: "Cebra" } }] } });
  const decide = node("d", "decide", { branches: [{ id: "x", name: "Caro", condition: { kind: "variable", variable: "precio", operator: "greater", value: 4500 } }] });
  const tool = node("t", "tool_call", { tool: "crm_lookup", arguments: { who: "{{nombre}}" } });
  const answer = node("a", "knowledge_answer", { sources: ["src-1"] });
  const blueprint = (() => {
    const one = made([ask, decide, tool, answer], [], { notes: [{ id: "n1", text: "Preguntar a Marta por los festivos", position: { x: 0, y: 0 }, width: 9, height: 9 }], groups: [{ id: "g1", name: "Reservas", position: { x: 0, y: 0 }, width: 9, height: 9 }] });
    return { ...one, knowledge: [{ id: "src-1", name: "Tarifas" }], flows: [...one.flows, { id: "other", name: "Otro", entry: null, nodes: [node("late", "say", { text: { es: "La cebra duerme" } })], edges: [] }] };
  })();
  const find = (query: string) => findIn(blueprint, blueprint.flows[0] as Flow, query, names).map(({ id, field }) => `${id}${field && ` ${field}`}`);

  it.each([
    ["cebra", ["q input", "late text"]],
    ["mascota", ["q variable"]],
    ["which one", ["q question"]],
    ["precio", ["d branches"]],
    ["4500", ["d branches"]],
    ["crm_look", ["t tool"]],
    ["NOMBRE", ["t arguments"]],
    ["tarifas", ["a sources"]],
    ["marta", ["n1"]],
    ["reserva", ["g1"]],
    ["decide", ["d"]],
    ["greater", []],
  ])("finds %s where it stands", (query, expected) => expect(find(query)).toEqual(expected));
  it("lists every step before anything is typed, those of the flow that is shown first", () => expect(find(" ")).toEqual(["q", "d", "t", "a", "late"]));
  it("shows the words around it", () => expect(findIn(blueprint, blueprint.flows[0] as Flow, "festivos", names)[0]?.text).toContain("por los festivos"));
});

it("counts each step once that a conversation came by and the draft no longer has", () => {
  const step = (id: string, flow = "f") => ({ flow, node: id });
  const two = { flows: [...made([node("a"), node("same")], []).flows, { id: "g", name: "G", entry: null, nodes: [node("b"), node("same")], edges: [] }] };
  expect(placed([{ node: "a" }, { node: "same" }, { node: "b" }, { node: "same" }, { node: "no" }, { flow: "g", node: "same" }], two)).toEqual([step("a"), step("same"), step("b", "g"), step("same", "g"), step("no", ""), step("same", "g")]);
  expect(goneOf([step("a"), step("gone"), step("a"), step("gone"), step("a", "other")], made([node("a")], []))).toBe(2);
});

it("tells where the old way of a conversation and its new one part", () => {
  const steps = (...nodes: string[]) => nodes.map((id) => ({ flow: "f", node: id }));
  expect(partingOf(steps("d", "a"), steps("d", "b"))?.node).toBe("d");
  expect(partingOf(steps("d", "a", "d", "b"), steps("d", "a", "d", "c"))).toEqual({ flow: "f", node: "d" });
  expect(partingOf(steps("d", "a"), steps("d", "a", "b"))?.node).toBe("a");
  expect([partingOf(steps("d", "a"), steps("d", "a")), partingOf(steps("a"), steps("b")), partingOf([], [])]).toEqual([undefined, undefined, undefined]);
  const names = { kindOf: () => undefined, kindName: () => "", nameOf: (one: FlowNode) => one.name, portName: () => "", gist: () => "", sentence: () => "", note: () => "", group: () => "", way: () => "", passed: () => "", roles: { step: "", note: "", group: "", way: "" } };
  const [flow, now, then] = [flowOf(fork()), steps("d", "a"), steps("d", "b")];
  const faces = new Map(thingsOf(flow, names, [], now, "es", undefined, [], false, then).map((thing) => [thing.id, thing.data]));
  expect(faces.get("d")).toMatchObject({ lit: "past", former: "parts" });
  expect(faces.get("a")).toMatchObject({ lit: "now", former: "" });
  expect(faces.get("b")).toMatchObject({ lit: "", former: "then" });
  expect(waysOf(flow, names, now, "es", undefined, then).map(({ target, className }) => [target, className])).toEqual([["a", "is-lit"], ["b", "was-lit"], ["c", ""]]);
});
