import type { Health } from "./api";

export type Complaint = "no_workers" | "slow_queue" | "failed_jobs" | "few_connections";

const LONG_WAIT_SECONDS = 300;
const MANY_CONNECTIONS = 0.8;

/** What somebody should look at, the worst first. */
export function complaintsOf({ queue, database }: Health): Complaint[] {
  const found: Complaint[] = [];
  if (queue.workers === 0) found.push("no_workers");
  if ((queue.oldest_waiting_seconds ?? 0) > LONG_WAIT_SECONDS) found.push("slow_queue");
  if (database.connections > database.maximum_connections * MANY_CONNECTIONS) found.push("few_connections");
  if (queue.failed > 0) found.push("failed_jobs");
  return found;
}
