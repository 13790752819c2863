import { describe, expect, it } from "vitest";
import type { Health } from "./api";
import { complaintsOf } from "./complaints";

const well: Health = {
  versions: { centralita: "1", python: "3", django: "5", postgresql: "17" },
  database: { size_bytes: 1, connections: 10, maximum_connections: 100, migrations: 40 },
  queue: { waiting: 3, running: 1, failed: 0, oldest_waiting_seconds: 12, workers: 1, last_heard: null },
};
const with_ = (queue: Partial<Health["queue"]>, database: Partial<Health["database"]> = {}): Health => ({ ...well, queue: { ...well.queue, ...queue }, database: { ...well.database, ...database } });

describe("what somebody should look at", () => {
  it("is nothing while all is well", () => {
    expect(complaintsOf(well)).toEqual([]);
    expect(complaintsOf(with_({ waiting: 0, oldest_waiting_seconds: null }))).toEqual([]);
  });
  it("begins with the worst", () => {
    expect(complaintsOf(with_({ workers: 0, oldest_waiting_seconds: 900, failed: 2 }, { connections: 90 }))).toEqual(["no_workers", "slow_queue", "few_connections", "failed_jobs"]);
  });
});
