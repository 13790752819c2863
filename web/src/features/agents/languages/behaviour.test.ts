import { describe, expect, it } from "vitest";
import { behaviourOf } from "./behaviour";

describe("how a language's comparisons are told", () => {
  it("is good where every scenario came to the same", () => expect(behaviourOf({ total: 4, same: 4, different: 0 })).toMatchObject({ key: "same_of", tone: "good" }));
  it("warns of any difference, also while others are not compared", () => {
    expect(behaviourOf({ total: 4, same: 3, different: 1 })).toMatchObject({ key: "same_of", tone: "warn" });
    expect(behaviourOf({ total: 4, same: 2, different: 1 })).toMatchObject({ key: "partly", tone: "warn", counts: { untried: 1 } });
  });
  it("claims nothing of what was not compared with this draft", () => {
    expect(behaviourOf({ total: 4, same: 0, different: 0 })).toMatchObject({ key: "untried", tone: "neutral" });
    expect(behaviourOf({ total: 4, same: 3, different: 0 })).toMatchObject({ key: "partly", tone: "neutral" });
  });
});
