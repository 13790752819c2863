import { describe, expect, it } from "vitest";
import { colorOf, GONE_AFTER, People } from "./people";

const event = (tab: string, more: Record<string, unknown> = {}) => ({ type: "presence", id: "agt_1", tab, user: `usr_${tab}`, name: tab.toUpperCase(), flow: "main", node: "a", gone: false, said: 0, ...more });

describe("who else is in a draft", () => {
  it("is known from what they say, until they say goodbye or nothing for long", () => {
    const people = new People("agt_1", "me");
    expect([people.hear(event("ana"), 0), people.hear(event("luis"), 0), people.hear(event("ana", { node: "b" }), 10)]).toEqual([true, true, false]);
    expect(people.list().map(({ name, node }) => `${name} ${node}`)).toEqual(["ANA b", "LUIS a"]);
    people.hear(event("luis", { gone: true }), 20);
    people.expire(GONE_AFTER);
    expect(people.list().map(({ name }) => name)).toEqual(["ANA"]);
    people.expire(GONE_AFTER + 11);
    expect(people.list()).toEqual([]);
  });
  it("knows who has left, although something they said before comes later, and who is back", () => {
    const people = new People("agt_1", "me");
    people.hear(event("ana", { said: 1 }), 0);
    people.hear(event("ana", { said: 3, gone: true }), 10);
    expect(people.hear(event("ana", { said: 2 }), 20)).toBe(false);
    expect(people.list()).toEqual([]);
    expect(people.hear(event("ana", { said: 4 }), 30)).toBe(true);
    expect(people.list().map(({ name }) => name)).toEqual(["ANA"]);
  });
  it("is nobody of another draft, not oneself, and nothing else that the stream tells", () => {
    const people = new People("agt_1", "me");
    for (const other of [event("me"), event("ana", { id: "agt_2" }), event("", {}), { type: "agent.changed", id: "agt_1" }]) expect(people.hear(other, 0)).toBe(false);
    expect(people.list()).toEqual([]);
  });
  it("stays the same list while nothing changes, and never grows without end", () => {
    const people = new People("agt_1", "me");
    people.hear(event("ana"), 0);
    const before = people.list();
    people.hear(event("ana"), 10);
    expect(people.list()).toBe(before);
    for (let count = 0; count < 500; count++) people.hear(event(`tab${count}`), 0);
    expect(people.list().length).toBe(50);
  });
  it("gives a person the same colour everywhere", () => {
    expect(colorOf("usr_1")).toBe(colorOf("usr_1"));
    expect(colorOf("")).toMatch(/^var\(--c\d\)$/);
  });
});
