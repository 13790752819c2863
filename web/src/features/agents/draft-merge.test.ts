import { describe, expect, it } from "vitest";
import type { Blueprint } from "./api";
import { mergeDrafts, placesOf, type Side } from "./draft-merge";

const node = (id: string, text: string, more: Record<string, unknown> = {}) => ({ id, kind: "say", name: id, position: { x: 0, y: 0 }, data: { text: { es: text } }, ...more });
const edge = (source: string, target: string, id = `${source}-${target}`) => ({ id, source, port: "next", target });
type Node = ReturnType<typeof node>;
const draft = (nodes: Node[], edges: ReturnType<typeof edge>[] = [], more: Record<string, unknown> = {}): Blueprint => ({ name: "A", languages: ["es"], flows: [{ id: "f", name: "F", entry: nodes[0]?.id ?? null, nodes, edges }], ...more });
const merged = (base: Blueprint, mine: Blueprint, theirs: Blueprint, side: Side = "mine") => {
  const { value, clashes } = mergeDrafts(base, mine, theirs, side);
  const [flow] = value.flows as { nodes: Node[]; edges: ReturnType<typeof edge>[]; entry: string | null }[];
  return { value, clashes, flow, texts: flow?.nodes.map((one) => `${one.id}: ${one.data.text.es}`) };
};
const start = draft([node("a", "Hola"), node("b", "Adiós")], [edge("a", "b")]);

describe("two people's edits of one draft", () => {
  it("are both kept where they are in different steps, in different texts of one, or in other parts", () => {
    const { texts, clashes, value } = merged(start, draft([node("a", "Buenas"), node("b", "Adiós")], [edge("a", "b")]), draft([node("a", "Hola"), node("b", "Chao")], [edge("a", "b")], { persona: { es: "Cercana" } }));
    expect([texts, clashes, value.persona]).toEqual([["a: Buenas", "b: Chao"], [], { es: "Cercana" }]);
  });
  it("are both kept where both add steps, each after what it came after", () => {
    const mine = draft([node("a", "Hola"), node("m", "Mío"), node("b", "Adiós")], [edge("a", "m"), edge("m", "b")]);
    const theirs = draft([node("a", "Hola"), node("b", "Adiós"), node("t", "Suyo")], [edge("a", "b"), edge("b", "t")]);
    const { texts, clashes, flow } = merged(start, mine, theirs);
    expect([texts, clashes]).toEqual([["a: Hola", "m: Mío", "b: Adiós", "t: Suyo"], []]);
    expect(flow?.edges.map(({ source, target }) => `${source}>${target}`).sort()).toEqual(["a>m", "b>t", "m>b"]);
  });
  it.each<[Side, string]>([
    ["mine", "a: Buenas"],
    ["theirs", "a: Hey"],
  ])("are told where they say different things, and %s stands there", (side, first) => {
    const result = merged(start, draft([node("a", "Buenas"), node("b", "Adiós"), node("m", "Mío")]), draft([node("a", "Hey"), node("b", "Chao")], [edge("a", "b")]), side);
    expect(result.texts).toEqual([first, "b: Chao", "m: Mío"]);
    expect(result.clashes).toEqual([["flows", "f", "nodes", "a", "data", "text", "es"]]);
    expect(placesOf(result.clashes, start)).toEqual([{ flow: "F", node: "a" }]);
  });
  it("keep a step that one took away and the other wrote in, and let go of one that nobody wrote in", () => {
    expect(merged(start, draft([node("a", "Hola")]), draft([node("a", "Hola"), node("b", "Chao")], [edge("a", "b")])).texts).toEqual(["a: Hola", "b: Chao"]);
    const gone = merged(start, draft([node("b", "Adiós")]), draft([node("a", "Hola"), node("b", "Adiós"), node("c", "C")], [edge("a", "b"), edge("b", "a")]));
    expect([gone.texts, gone.flow?.edges, gone.flow?.entry]).toEqual([["b: Adiós", "c: C"], [], "b"]);
  });
  it("never lead one way out to two places", () => {
    const base = draft([node("a", "A"), node("b", "B"), node("c", "C")]);
    const lead = (target: string) => draft([node("a", "A"), node("b", "B"), node("c", "C")], [edge("a", target, `own-${target}`)]);
    const { flow, clashes } = merged(base, lead("b"), lead("c"));
    expect(flow?.edges.map(({ target }) => target)).toEqual(["b"]);
    expect(clashes.length).toBeGreaterThan(0);
  });
  it("ask nothing where both moved a step, and take one whole place", () => {
    const at = (x: number, y: number) => draft([node("a", "Hola", { position: { x, y } }), node("b", "Adiós")], [edge("a", "b")]);
    const { flow, clashes } = merged(start, at(10, 0), at(0, 20));
    expect([flow?.nodes[0]?.position, clashes]).toEqual([{ x: 10, y: 0 }, []]);
  });
  it("are no clash where the server left out what is the default", () => {
    const bare: Blueprint = { name: "A", languages: ["es"], flows: start.flows };
    const filled = { ...bare, interrupts: { person: { enabled: true, phrases: {} }, stop: { phrases: {} } } };
    const theirs = { ...bare, interrupts: { person: { enabled: false } } };
    const { value, clashes } = mergeDrafts(bare, filled, theirs, "mine");
    expect([(value.interrupts as { person: { enabled: boolean } }).person.enabled, clashes]).toEqual([false, []]);
  });
  it("that are the same are nobody's question", () => {
    expect(merged(start, draft([node("a", "X"), node("b", "Adiós")]), draft([node("a", "X"), node("b", "Adiós")])).clashes).toEqual([]);
  });
});
