import type { Check, Mock, Reply, Script, Step } from "./api";
import { emptyCheck, isComplete } from "./script";
import { readValue, writtenValue } from "./values";

export const STEP_KINDS = ["say", "choice", "keys", "silent"] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** One thing that the customer does, as it is typed; silence has no text. */
export interface Line {
  kind: StepKind;
  text: string;
}
/** What a tool answers, as it is typed: what it gives when it works, and why it fails. */
export interface MockLine {
  tool: string;
  ok: boolean;
  result: string;
  error: string;
}
/** What the model answers to one question, as it is typed; `key` stays with it while others come and go. */
export interface ReplyLine extends Required<Omit<Reply, "calls">> {
  key: number;
  calls: (Required<Reply["calls"][number]> & { key: number })[];
}
/** `key` stays with a check while others come and go. */
export interface CheckLine {
  key: number;
  check: Check;
}
/** A script as a form holds it: with lines, answers and checks that say nothing yet. */
export interface ScriptForm extends Omit<Script, "steps" | "mocks" | "replies" | "checks" | "persona"> {
  steps: Line[];
  mocks: MockLine[];
  replies: ReplyLine[];
  checks: CheckLine[];
  persona: { on: boolean; goal: string; manner: string; most_turns: number };
}

export const NO_LINE: Line = { kind: "say", text: "" };
export const NO_MOCK: MockLine = { tool: "", ok: true, result: "", error: "" };
export const MOST_LINES = 60;

let keys = 0;
export const wishLine = (wish: Reply["calls"][number] = { tool: "", arguments: {} }) => ({ key: (keys += 1), ...wish });
const replyLine = (reply: Reply): ReplyLine => ({ key: (keys += 1), ...reply, calls: reply.calls.map(wishLine) });
export const noReply = (): ReplyLine => replyLine({ node: "", ok: true, says: "", calls: [], keeps: {}, leaves: "" });

export const checkLine = (check: Check): CheckLine => ({ key: (keys += 1), check });

const kindOf = (step: Step): StepKind => (step.silent ? "silent" : step.keys ? "keys" : step.choice ? "choice" : "say");
const lineOf = (step: Step): Line => ({ kind: kindOf(step), text: step.say || step.choice || step.keys || "" });

function stepOf({ kind, text }: Line): Step {
  const nothing: Step = { say: "", choice: "", keys: "", silent: false };
  return kind === "silent" ? { ...nothing, silent: true } : { ...nothing, [kind]: text };
}

/** A model that fails answers nothing. */
function replyOf({ node, ok, says, calls, keeps, leaves }: ReplyLine): Reply {
  if (!ok) return { node, ok, says: "", calls: [], keeps: {}, leaves: "" };
  const wishes = calls.filter(({ tool }) => tool.trim() !== "").map(({ tool, arguments: told }) => ({ tool: tool.trim(), arguments: told }));
  return { node, ok, says, calls: wishes, keeps, leaves: leaves.trim() };
}

/** A script to be edited; without one, an empty scenario in this language. */
export function formOf(script: Script | undefined, language: string): ScriptForm {
  return {
    channel: script?.channel ?? "chat",
    // Empty is the agent's main one, whichever that is when it is tried.
    language: script ? script.language : language,
    at: script?.at ?? "",
    hours: script?.hours ?? "own",
    variables: script?.variables ?? {},
    steps: script ? script.steps.map(lineOf) : [NO_LINE],
    facts: script?.facts ?? {},
    persona: { on: Boolean(script?.persona), goal: script?.persona?.goal ?? "", manner: script?.persona?.manner ?? "", most_turns: script?.persona?.most_turns ?? 15 },
    seed: script?.seed ?? 0,
    mocks: (script?.mocks ?? []).map((mock) => ({ tool: mock.tool, ok: mock.ok, result: writtenValue(mock.result), error: mock.error })),
    replies: (script?.replies ?? []).map(replyLine),
    then_ask: script?.then_ask ?? false,
    checks: (script?.checks ?? [emptyCheck("said")]).map(checkLine),
  };
}

/** What the form says, without what says nothing yet. */
export function scriptOf(form: ScriptForm): Script {
  const { goal, manner, most_turns } = form.persona;
  return {
    ...form,
    steps: form.steps.filter(({ kind, text }) => kind === "silent" || text.trim() !== "").map(stepOf),
    persona: form.persona.on && goal.trim() ? { goal: goal.trim(), manner: manner.trim(), most_turns } : null,
    mocks: form.mocks.filter(({ tool }) => tool.trim() !== "").map(({ tool, ok, result, error }): Mock => ({ tool: tool.trim(), ok, result: readValue(result), error })),
    replies: form.replies.map(replyOf),
    // Without an answer it is asked anyhow.
    then_ask: form.then_ask && form.replies.length > 0,
    checks: completeChecks(form),
  };
}

export const completeChecks = (form: ScriptForm): Check[] => form.checks.map(({ check }) => check).filter(isComplete);
