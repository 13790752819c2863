import { describe, expect, it } from "vitest";
import { differencesIn } from "./answers";

const kept = (mock_body: string, mock_status = 200) => ({ mock_status, mock_body });
const came = (answer: string, status: number | null = 200, ok = true) => ({ answer, status, ok });

describe("what is otherwise than kept", () => {
  it("is nothing when the same comes in another order", () => {
    expect(differencesIn(kept('{"a": 1, "b": [1, {"c": null}]}'), came('{"b":[1,{"c":null}],"a":1}'))).toEqual([]);
  });
  it("names each place, what is new and what is gone", () => {
    expect(differencesIn(kept('{"a": {"b": [1, 2]}, "gone": "x"}'), came('{"a": {"b": [1, 3, 4]}}'))).toEqual([
      { place: "a.b[1]", before: "2", after: "3" },
      { place: "a.b[2]", before: "", after: "4" },
      { place: "gone", before: "x", after: "" },
    ]);
  });
  it("tells another status, and a call that had no answer at all", () => {
    expect(differencesIn(kept("{}"), came("{}", 404))).toEqual([{ place: "status", before: "200", after: "404" }]);
    expect(differencesIn(kept("{}"), came("", null, false))[0]).toEqual({ place: "status", before: "200", after: "" });
  });
  it("asks for no status where there is none", () => {
    expect(differencesIn(kept("10:00"), came("10:00", null))).toEqual([]);
  });
  it("compares what is no JSON as a whole, as far as it was kept", () => {
    expect(differencesIn(kept("hello"), came("bye"))).toEqual([{ place: "", before: "hello", after: "bye" }]);
    expect(differencesIn(kept('{"a": "long answer"}'), came('{"a": "long'))).toEqual([]);
    expect(differencesIn(kept('{"a": 1}'), came(""))).toEqual([{ place: "", before: '{"a": 1}', after: "" }]);
  });
  it("stops where nobody reads on", () => {
    expect(differencesIn(kept(JSON.stringify(Array(500).fill(1))), came(JSON.stringify(Array(500).fill(2))))).toHaveLength(12);
  });
});
