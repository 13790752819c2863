import { describe, expect, it } from "vitest";
import { roomOf } from "./room";

const room = (used: number, limit: number | null) => roomOf({ resource: "agents", used, limit });

describe("the room that a plan leaves", () => {
  it("warns before it is gone, and tells full from too much", () => {
    expect([room(0, 3), room(2, 3), room(3, 3), room(4, 3)]).toEqual(["plenty", "plenty", "full", "over"]);
    expect([room(79, 100), room(80, 100)]).toEqual(["plenty", "near"]);
  });
  it("never ends without a limit", () => {
    expect(room(10_000, null)).toBe("unlimited");
  });
  it("is gone at once where the plan allows none", () => {
    expect(room(0, 0)).toBe("full");
  });
});
