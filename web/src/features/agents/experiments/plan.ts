import type { Experiment, GoalKind, GuardKind, Plan } from "./api";

export const GUARDS = ["error", "complaint", "handed_over", "cost", "rating"] as const satisfies readonly GuardKind[];
export const GOALS = ["resolved", "outcome", "alone", "rated", "rating", "stage", "tool"] as const satisfies readonly GoalKind[];

/** How little difference hardly anybody cares for: in a hundred conversations, or in points of the rating. */
export const MARGINS: Record<GoalKind, string> = { resolved: "5", outcome: "2", alone: "5", rated: "5", rating: "0.2", stage: "2", tool: "2" };

/** An experiment as it is typed: numbers are texts until they are sent. */
export interface Wanted {
  name: string;
  candidate: number | null;
  share: string;
  goal: GoalKind;
  outcomes: string;
  least: string;
  stage: string;
  days: string;
  tool: string;
  margin: string;
  guards: Partial<Record<GuardKind, string | undefined>>;
  confidence: Plan["confidence"];
  minimum: string;
  mostDays: string;
  adoptItself: boolean;
}

export const beginPlan = (): Wanted => ({ name: "", candidate: null, share: "50", goal: "resolved", outcomes: "booked", least: "4", stage: "won", days: "14", tool: "", margin: MARGINS.resolved, guards: { error: "5", handed_over: "10" }, confidence: 95, minimum: "100", mostDays: "28", adoptItself: false });

export function wantedFrom(one: Experiment): Wanted {
  const begun = beginPlan();
  return {
    name: one.name,
    candidate: one.candidate,
    share: String(one.share),
    goal: one.goal.kind,
    outcomes: one.goal.outcomes.length > 0 ? one.goal.outcomes.join(", ") : begun.outcomes,
    least: String(one.goal.least),
    stage: one.goal.stage || begun.stage,
    days: String(one.goal.days),
    tool: one.goal.tool,
    margin: String(one.goal.margin ?? MARGINS[one.goal.kind]),
    guards: Object.fromEntries(one.guards.map(({ kind, margin }) => [kind, String(margin)])),
    confidence: one.confidence,
    minimum: String(one.minimum),
    mostDays: String(one.most_days),
    adoptItself: one.adopt_itself,
  };
}

/** What is sent: whole numbers within what is possible. */
export function inRange(wanted: Wanted): Plan {
  const goal: Plan["goal"] = { kind: wanted.goal, outcomes: [], least: 4, stage: "", days: 14, tool: "", margin: Math.min(50, Math.max(0, Number(wanted.margin) || 0)) };
  if (wanted.goal === "outcome") goal.outcomes = namesIn(wanted.outcomes);
  if (wanted.goal === "rated") goal.least = whole(wanted.least, 2, 5, 4);
  if (wanted.goal === "stage") Object.assign(goal, { stage: wanted.stage, days: whole(wanted.days, 1, 60, 14) });
  if (wanted.goal === "tool") Object.assign(goal, { tool: wanted.tool, days: whole(wanted.days, 0, 60, 0) });
  return {
    name: wanted.name.trim(),
    candidate: wanted.candidate,
    share: whole(wanted.share, 1, 90, 50),
    goal,
    guards: GUARDS.flatMap((kind) => {
      const margin = wanted.guards[kind];
      return margin === undefined ? [] : [{ kind, margin: Math.min(100, Math.max(0, Number(margin) || 0)) }];
    }),
    confidence: wanted.confidence,
    minimum: whole(wanted.minimum, 50, 100_000, 100),
    most_days: whole(wanted.mostDays, 1, 90, 28),
    adopt_itself: wanted.adoptItself,
  };
}

export const isComplete = (plan: Plan): boolean => plan.name !== "" && (plan.goal.kind !== "outcome" || plan.goal.outcomes.length > 0) && (plan.goal.kind !== "tool" || plan.goal.tool !== "");

function whole(text: string, least: number, most: number, otherwise: number): number {
  const typed = Math.round(Number(text));
  return text.trim() === "" || Number.isNaN(typed) ? otherwise : Math.min(most, Math.max(least, typed));
}

/** Outcomes as one types them: with commas between, in small letters, spaces as underscores. */
function namesIn(text: string): string[] {
  const names = text.split(",").map((name) => name.trim().toLowerCase().replaceAll(/\s+/g, "_"));
  return [...new Set(names.filter(Boolean))].sort();
}
