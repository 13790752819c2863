import { describe, expect, it, vi } from "vitest";
import { type Apply, emptyHistory, type History, redo, remember, type Step, undo } from "./draft-history";
import { mergeDrafts } from "./draft-merge";
import type { Blueprint } from "./api";
import { readBlueprint } from "./blueprint";

const apply: Apply<Blueprint> = (from, to, present) => mergeDrafts(from, present, to, "mine").value;
const named = (names: Record<string, string>): Blueprint => ({ flows: [{ id: "f", name: "F", entry: "a", edges: [], nodes: Object.entries(names).map(([id, name]) => ({ id, kind: "say", name, position: { x: 0, y: 0 }, data: {} })) }] });
const namesIn = (state: Blueprint | undefined) => Object.fromEntries(readBlueprint(state ?? {}).flows[0]?.nodes.map(({ id, name }) => [id, name]) ?? []);

/** A page at which the states follow one another, each an edit of its own unless they share a key. */
function edited(states: Blueprint[], keys: string[] = []): History<Blueprint> {
  return states.slice(1).reduce((history, after, index) => remember(history, { before: states[index] as Blueprint, after }, keys[index] ?? "", 1_000 + index * 100), emptyHistory<Blueprint>());
}
const back = (history: History<Blueprint>, present: Blueprint): Step<Blueprint> => {
  const step = undo(history, present, apply);
  if (!step) throw new Error("nothing to take back");
  return step;
};

describe("undoing", () => {
  it("takes back words, not letters, and does them again", () => {
    const states = ["", "a", "ab", "abc"].map((a) => named({ a }));
    const history = edited(states, ["name", "name", "other"]);
    const once = back(history, states[3] as Blueprint);
    expect(namesIn(once.state)).toEqual({ a: "ab" });
    const twice = back(once.history, once.state);
    expect(namesIn(twice.state)).toEqual({ a: "" });
    expect(undo(twice.history, twice.state, apply)).toBeUndefined();
    const again = redo(twice.history, twice.state, apply);
    expect(namesIn(again?.state)).toEqual({ a: "ab" });
  });

  it("gives exactly the state before where nobody else wrote, without putting anything together", () => {
    const states = Array.from({ length: 5_000 }, (_, n) => named({ a: `${n}` }));
    const never = vi.fn(apply);
    let history = edited(states);
    let state = states.at(-1) as Blueprint;
    for (let step = undo(history, state, never); step; step = undo(history, state, never)) ({ history, state } = step);
    expect(state).toBe(states[0]);
    for (let step = redo(history, state, never); step; step = redo(history, state, never)) ({ history, state } = step);
    expect(state).toBe(states.at(-1));
    expect(never).not.toHaveBeenCalled();
  });
});

describe("undoing beside others", () => {
  it("keeps what they did in between, whenever that was, through every undo and redo", () => {
    // One's own edits of the first, theirs of the second, one after the other.
    let history = emptyHistory<Blueprint>();
    let present = named({ a: "0", b: "0" });
    for (let n = 1; n <= 20; n++) {
      const after = named({ a: `${n}`, b: `${n - 1}` });
      history = remember(history, { before: present, after }, "same", n);
      present = named({ a: `${n}`, b: `${n}` });
    }
    let state = present;
    let steps = 0;
    for (let step = undo(history, state, apply); step; step = undo(history, state, apply)) {
      ({ history, state } = step);
      steps += 1;
      expect(namesIn(state)).toEqual({ a: `${20 - steps}`, b: "20" });
    }
    expect(steps).toBe(20);
    for (let step = redo(history, state, apply); step; step = redo(history, state, apply)) ({ history, state } = step);
    expect(namesIn(state)).toEqual({ a: "20", b: "20" });
  });

  it("leaves what somebody wrote over it, and goes on to the edit before", () => {
    const states = [named({ a: "old", b: "old" }), named({ a: "old", b: "mine" }), named({ a: "mine", b: "mine" })];
    const step = back(edited(states), named({ a: "theirs", b: "mine" }));
    expect(namesIn(step.state)).toEqual({ a: "theirs", b: "old" });
    expect([step.history.past.length, step.history.future.length]).toEqual([0, 1]);
  });

  it("ends where nothing is left of any edit", () => {
    const present = named({ a: "theirs" });
    const step = back(edited([named({ a: "old" }), named({ a: "mine" })]), present);
    expect(step.state).toBe(present);
    expect(step.history.past).toEqual([]);
  });

  it("brings a deleted step back beside a new one of theirs", () => {
    const states = [named({ a: "A", b: "B" }), named({ a: "A" })];
    expect(namesIn(back(edited(states), named({ a: "A", c: "C" })).state)).toEqual({ a: "A", b: "B", c: "C" });
  });
});
