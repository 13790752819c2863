import { describe, expect, it } from "vitest";
import type { Flow } from "../../../blueprint";
import { isGoal, share, trafficOf } from "./traffic";

const node = (id: string) => ({ id, kind: "say", name: id, position: { x: 0, y: 0 }, data: {} });
const flow: Flow = { id: "f", name: "F", entry: "a", nodes: [node("a"), node("b")], edges: [{ id: "e1", source: "a", port: "next", target: "b" }, { id: "e2", source: "b", port: "next", target: "a" }] };
const data = {
  conversations: 4,
  running: 0,
  nodes: [
    { flow_id: "f", node_id: "a", visited: 4, stopped: 1, running: 0 },
    { flow_id: "f", node_id: "old", visited: 3, stopped: 3, running: 0 },
    { flow_id: "other", node_id: "b", visited: 9, stopped: 9, running: 0 },
  ],
  ways: [
    { flow_id: "f", source: "a", port: "next", target: "b", passed: 3 },
    { flow_id: "f", source: "b", port: "next", target: "old", passed: 2 },
    { flow_id: "other", source: "b", port: "next", target: "a", passed: 7 },
  ],
};

describe("what real conversations did in a flow", () => {
  it("stands at the steps and connections that are drawn, of this flow alone", () => {
    const { passages, passed, gone } = trafficOf(data, flow);
    expect(passages.get("a")).toMatchObject({ visited: 4, stopped: 1 });
    expect(passages.has("b")).toBe(false);
    expect([...passed]).toEqual([["e1", 3], ["e2", 0]]);
    expect(gone).toBe(1);
  });
  it("knows where a conversation is meant to end, and shares nothing among nobody", () => {
    expect([isGoal("finish"), isGoal("people"), isGoal("talk"), isGoal(undefined)]).toEqual([true, true, false, false]);
    expect([share(1, 4), share(0, 0)]).toEqual([0.25, 0]);
  });
});
