import { describe, expect, it } from "vitest";
import { spokenOf } from "./spoken";

const languages = (...counts: number[]) => counts.map((conversations, index) => ({ code: `l${index}`, conversations }));

describe("the languages that are spoken", () => {
  it("have shares that add up, whatever is put together", () => {
    for (const most of [2, 3, 6]) {
      const lines = spokenOf(languages(40, 30, 20, 5, 5), most);
      expect(lines.length).toBeLessThanOrEqual(most);
      expect(lines.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
      expect(lines.reduce((sum, { conversations }) => sum + conversations, 0)).toBe(100);
    }
  });
  it("are put together beyond the most spoken", () =>
    expect(spokenOf(languages(40, 30, 20, 10), 3)).toEqual([
      { code: "l0", conversations: 40, share: 0.4, others: 0 },
      { code: "l1", conversations: 30, share: 0.3, others: 0 },
      { code: undefined, conversations: 30, share: 0.3, others: 2 },
    ]));
  it("are none where nobody talked", () => expect(spokenOf([], 3)).toEqual([]));
});
