import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { paced } from "./paced";

describe("what is paced", () => {
  const done: string[] = [];
  beforeEach(() => {
    done.length = 0;
    vi.useFakeTimers();
  });
  afterEach(() => vi.useRealTimers());

  it("is done at once, and of a storm the first and the last", () => {
    const { tell } = paced((key) => done.push(key), 250);
    tell("calls");
    expect(done).toEqual(["calls"]);
    for (let time = 0; time < 240; time += 10) {
      vi.advanceTimersByTime(10);
      tell("calls");
    }
    expect(done).toEqual(["calls"]);
    vi.advanceTimersByTime(10);
    expect(done).toEqual(["calls", "calls"]);
    vi.advanceTimersByTime(1_000);
    expect(done).toEqual(["calls", "calls"]);
  });
  it("does not wait for another key", () => {
    const { tell } = paced((key) => done.push(key), 250);
    tell("providers");
    tell("calls");
    expect(done).toEqual(["providers", "calls"]);
  });
  it("is not done once it was stopped", () => {
    const { tell, stop } = paced((key) => done.push(key), 250);
    tell("calls");
    tell("calls");
    stop();
    vi.advanceTimersByTime(1_000);
    expect(done).toEqual(["calls"]);
  });
});
