import { beforeEach, describe, expect, it } from "vitest";
import { Memory, type Shelf } from "../src/chat/memory";
import type { Outgoing } from "../src/chat/state";

function shelf(): Shelf & { readonly held: Map<string, string> } {
  const held = new Map<string, string>();
  return {
    held,
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
    keys: () => [...held.keys()],
  };
}

const item = (name: string, at: string): Outgoing => ({
  client_id: name,
  text: name,
  choice_id: null,
  attachment: null,
  at,
  refused: null,
});

describe("what outlives the page", () => {
  let store = shelf();
  beforeEach(() => (store = shelf()));

  it("names a visitor once, and another one for another key", () => {
    const memory = new Memory("cpk_1", store);
    const visitor = memory.visitor();
    expect(visitor).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(new Memory("cpk_1", store).visitor()).toBe(visitor);
    expect(new Memory("cpk_2", store).visitor()).not.toBe(visitor);
  });

  it("keeps the words of two tabs that write at once", () => {
    const [one, two] = [new Memory("k", store), new Memory("k", store)];
    const [a, b] = [item("a", "2026-01-05T10:00:02Z"), item("b", "2026-01-05T10:00:01Z")];
    one.keepOutgoing([], [a]);
    two.keepOutgoing([], [b]);
    expect(new Memory("k", store).outgoing()).toEqual([b, a]);
    one.keepOutgoing([a], []);
    expect(new Memory("k", store).outgoing()).toEqual([b]);
  });

  it("believes nothing that it cannot read", () => {
    const memory = new Memory("k", store);
    store.held.set("centralita:k:seen", "{not json");
    store.held.set("centralita:k:rated", '"yes"');
    store.held.set("centralita:k:out:x", "[]");
    expect([memory.read("seen"), memory.read("rated"), memory.read("door")]).toEqual([0, false, null]);
    expect(memory.outgoing()).toEqual([]);
  });

  it("leaves nothing behind when there is nothing to keep", () => {
    const memory = new Memory("k", store);
    memory.write("door", { conversation: "cnv_1", token: "cct_1" });
    memory.write("seen", 4);
    expect(memory.read("door")).toEqual({ conversation: "cnv_1", token: "cct_1" });
    memory.write("door", null);
    memory.write("seen", 0);
    expect([...store.held.keys()]).toEqual([]);
  });
});
