import type { PlanUse } from "@/api/generated/schema";

export type Room = "unlimited" | "plenty" | "near" | "full" | "over";
/** From which share on it is worth a word that little is left. */
const NEAR = 0.8;

/** How much room a plan leaves. More than allowed is taken after a change to a smaller plan. */
export function roomOf({ used, limit }: PlanUse): Room {
  if (limit === null) return "unlimited";
  if (used > limit) return "over";
  if (used === limit) return "full";
  return used >= limit * NEAR ? "near" : "plenty";
}
