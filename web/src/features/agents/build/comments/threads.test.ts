import { describe, expect, it } from "vitest";
import { type AgentBlueprint, type Flow, type Note, readBlueprint } from "../../blueprint";
import { mergeDrafts } from "../../draft-merge";
import { copied, readPiece } from "../canvas/clipboard";
import { drawn } from "../canvas/places";
import { removeNode } from "../flow";
import { answer, comment, countsOf, discard, liesOnCanvas, mayWrite, reword, settle, signature, type Thread, threadsOf } from "./threads";

const ana = { by: "usr_a", name: "Ana Ruiz", at: "2026-03-01T09:30:00Z" };
const marta = { by: "usr_m", name: "Marta", at: "2026-03-02T10:00:00Z" };
const start = (): AgentBlueprint => readBlueprint({ flows: ["f", "g"].map((id) => ({ id, name: id, nodes: [{ id: `${id}1`, kind: "say", name: "Hola", position: { x: 100, y: 300 }, data: {} }], edges: [] })) });
const flowOf = (blueprint: AgentBlueprint, id = "f") => drawn(blueprint.flows.find((flow) => flow.id === id) as Flow);
const threadOf = (blueprint: AgentBlueprint, id: string): Thread => threadsOf(blueprint, "f").find(({ note }) => note.id === id) as Thread;
const asked = (blueprint = start(), node: string | undefined = "f1") => comment(blueprint, "f", { id: "t1", text: "¿Y los festivos?", node, signed: ana });

describe("comments", () => {
  it("are signed to the second", () => {
    expect(signature({ id: "usr_a", name: "", email: "ana@example.com" }, new Date("2026-03-01T09:30:00.123Z"))).toEqual({ by: "usr_a", name: "ana@example.com", at: "2026-03-01T09:30:00Z" });
  });
  it("at a step are counted there and are no box on the canvas, until the step is gone", () => {
    const one = asked();
    const { note, node } = threadOf(one, "t1");
    expect(node?.id).toBe("f1");
    expect(countsOf(flowOf(one)).get("f1")).toBe(1);
    expect(liesOnCanvas(flowOf(one), note, true)).toBe(false);
    const without = flowOf(removeNode(one, "f", "f1"));
    expect(liesOnCanvas(without, without.layout.notes[0] as Note, false)).toBe(true);
  });
  it("are answered, marked as done and opened again; done ones are hidden and count no more", () => {
    let one = asked();
    one = answer(one, threadOf(one, "t1"), "Cerrado.", marta);
    expect(threadOf(one, "t1").note.answers).toMatchObject([{ text: "Cerrado.", signed: marta }]);
    one = settle(one, "f", "t1", marta);
    expect(countsOf(flowOf(one)).size).toBe(0);
    one = settle(one, "f", "t1", null);
    expect(countsOf(flowOf(one)).get("f1")).toBe(1);
    const done = settle(asked(start(), ""), "f", "t1", ana);
    const { note } = threadOf(done, "t1");
    expect([liesOnCanvas(flowOf(done), note, false), liesOnCanvas(flowOf(done), note, true)]).toEqual([false, true]);
  });
  it("are written anew by who wrote them, or by anybody where nobody is known", () => {
    const { note } = threadOf(asked(), "t1");
    expect([mayWrite(note, "usr_a"), mayWrite(note, "usr_m"), mayWrite({ ...note, signed: null }, "usr_m")]).toEqual([true, false, true]);
    expect(threadOf(reword(asked(), threadOf(asked(), "t1"), "¿Y en agosto?"), "t1").note).toMatchObject({ text: "¿Y en agosto?", signed: ana });
    expect(threadsOf(discard(asked(), threadOf(asked(), "t1")), "f")).toEqual([]);
  });
  it("stand with those of the flow that is open first, the latest word before", () => {
    let one = comment(asked(), "f", { id: "t2", text: "b", node: undefined, signed: marta });
    one = comment(one, "g", { id: "t3", text: "c", node: undefined, signed: { ...marta, at: "2026-04-01T00:00:00Z" } });
    expect(threadsOf(one, "f").map(({ note }) => note.id)).toEqual(["t2", "t1", "t3"]);
    one = answer(one, threadOf(one, "t1"), "z", { ...ana, at: "2026-03-09T00:00:00Z" });
    expect(threadsOf(one, "f").map(({ note }) => note.id)).toEqual(["t1", "t2", "t3"]);
  });
  it("of two people at once are all kept, and which of two marked one as done is no question", () => {
    const base = asked();
    const mine = settle(answer(base, threadOf(base, "t1"), "Sí.", ana), "f", "t1", ana);
    const theirs = settle(answer(base, threadOf(base, "t1"), "No.", marta), "f", "t1", marta);
    const { value, clashes } = mergeDrafts(base, mine, theirs, "mine");
    expect(clashes).toEqual([]);
    const { note } = threadOf(readBlueprint(value), "t1");
    expect(note.answers?.map(({ text }) => text).sort()).toEqual(["No.", "Sí."]);
    expect(note.done).toEqual(ana);
  });
  it("take their words along when they are copied, and nobody's name", () => {
    const one = answer(asked(start(), ""), threadOf(asked(start(), ""), "t1"), "Cerrado.", marta);
    const text = copied(one, flowOf(one), new Set(["t1"])) ?? "";
    expect(text).not.toMatch(/Ana|Marta|Cerrado/);
    expect(readPiece(text, [])).toMatchObject({ notes: [{ text: "¿Y los festivos?" }] });
  });
});
