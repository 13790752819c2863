import { describe, expect, it } from "vitest";
import { beginPlan, inRange, isComplete } from "./plan";

describe("an experiment as it is typed", () => {
  it("is sent in whole numbers that are possible", () => {
    const plan = inRange({ ...beginPlan(), name: " A ", share: "400", minimum: "", mostDays: "-3", guards: { cost: "7,5", rating: "0.5" } });
    expect(plan).toMatchObject({ name: "A", share: 90, minimum: 100, most_days: 1 });
    expect(plan.guards).toEqual([
      { kind: "cost", margin: 0 },
      { kind: "rating", margin: 0.5 },
    ]);
  });

  it("sends only what its goal needs", () => {
    expect(inRange({ ...beginPlan(), goal: "outcome", outcomes: "Cita hecha, booked,booked" }).goal).toMatchObject({ kind: "outcome", outcomes: ["booked", "cita_hecha"] });
    expect(inRange({ ...beginPlan(), goal: "stage", stage: "won", days: "99" }).goal).toMatchObject({ kind: "stage", stage: "won", days: 60 });
    expect(inRange(beginPlan()).goal).toMatchObject({ kind: "resolved", outcomes: [] });
  });

  it("says how little does not matter, in what the goal is counted in", () => {
    expect(inRange(beginPlan()).goal.margin).toBe(5);
    expect(inRange({ ...beginPlan(), margin: "99" }).goal.margin).toBe(50);
    expect(inRange({ ...beginPlan(), goal: "rating", margin: "0.3" }).goal.margin).toBe(0.3);
    expect(inRange({ ...beginPlan(), margin: "" }).goal.margin).toBe(0);
  });

  it("names the tool whose work counts, at once or within days", () => {
    const typed = { ...beginPlan(), name: "A", goal: "tool" as const, tool: "book_visit" };
    expect(inRange({ ...typed, days: "" }).goal).toMatchObject({ kind: "tool", tool: "book_visit", days: 0 });
    expect(inRange({ ...typed, days: "7" }).goal).toMatchObject({ days: 7 });
    expect(inRange({ ...typed, goal: "resolved" }).goal.tool).toBe("");
    expect(isComplete(inRange(typed))).toBe(true);
    expect(isComplete(inRange({ ...typed, tool: "" }))).toBe(false);
  });

  it("waits for a name and for what counts", () => {
    expect(isComplete(inRange(beginPlan()))).toBe(false);
    expect(isComplete(inRange({ ...beginPlan(), name: "A", goal: "outcome", outcomes: " , " }))).toBe(false);
    expect(isComplete(inRange({ ...beginPlan(), name: "A" }))).toBe(true);
  });
});
