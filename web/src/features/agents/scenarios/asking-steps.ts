import type { AgentBlueprint, FlowNode } from "../blueprint";

/** A step of the agent that asks a language model: for an answer, or which of its branches to take. */
export interface AskingStep {
  id: string;
  name: string;
  chooses: boolean;
  /** The ways that lead out of it, by their ids. */
  ways: { value: string; label: string }[];
}

const listOf = (value: unknown): { id: string; name?: string }[] => (Array.isArray(value) ? (value as { id: string; name?: string }[]) : []);
const waysOf = (value: unknown) => listOf(value).map(({ id, name }) => ({ value: id, label: name ? `${name} (${id})` : id }));

function stepOf({ id, name, kind, data }: FlowNode): AskingStep | undefined {
  const step = { id, name: name || id };
  if (kind === "ai_answer") return data.style === "quote" ? undefined : { ...step, chooses: false, ways: waysOf(data.exits) };
  if (kind === "knowledge_answer") return { ...step, chooses: false, ways: [] };
  if (kind === "decide" && data.by === "intent") return { ...step, chooses: true, ways: [...waysOf(data.branches), { value: "otherwise", label: "otherwise" }] };
  return undefined;
}

/** Every step that does, in the order of its flows; of two with the same id the first, since a scenario tells them apart by it. */
export function askingSteps(blueprint: AgentBlueprint): AskingStep[] {
  const found = new Map<string, AskingStep>();
  for (const node of blueprint.flows.flatMap((flow) => flow.nodes)) {
    const step = stepOf(node);
    if (step && !found.has(step.id)) found.set(step.id, step);
  }
  return [...found.values()];
}
