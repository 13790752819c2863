import type { AgentBlueprint, Flow, FlowNode, Note, Signature } from "../../blueprint";
import { freePlace, LARGEST_LAYOUT, onCanvas, putNote, removeFromLayout } from "../canvas/places";
import { newId } from "../flow";

/** As many answers as one comment holds. */
export const MOST_ANSWERS = 50;
const SIZE = { width: 220, height: 120 };

/** A comment with where it belongs: to a step that is still there, else to the canvas. */
export interface Thread {
  flow: Flow;
  note: Note;
  node: FlowNode | undefined;
}

export const signature = (user: { id: string; name: string; email: string }, now = new Date()): Signature => ({ by: user.id, name: (user.name || user.email).slice(0, 200), at: `${now.toISOString().slice(0, 19)}Z` });

const nodeOf = (flow: Flow, note: Note): FlowNode | undefined => (note.node ? flow.nodes.find(({ id }) => id === note.node) : undefined);

/** Whether a comment lies on the canvas as a box: one at a step is told there instead. */
export const liesOnCanvas = (flow: Flow, note: Note, showDone: boolean): boolean => (showDone || !note.done) && !nodeOf(flow, note);

const lastWord = (note: Note): string => note.answers?.at(-1)?.signed.at ?? note.signed?.at ?? "";

/** All comments of an agent, those of one flow first, the latest word first among them. */
export function threadsOf(blueprint: Pick<AgentBlueprint, "flows">, first: string | undefined): Thread[] {
  return blueprint.flows
    .flatMap((flow) => (flow.layout?.notes ?? []).map((note): Thread => ({ flow, note, node: nodeOf(flow, note) })))
    .sort((one, other) => Number(other.flow.id === first) - Number(one.flow.id === first) || lastWord(other.note).localeCompare(lastWord(one.note)));
}

/** How many open comments each step of a flow has. */
export function countsOf(flow: Flow): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { node, done } of flow.layout?.notes ?? []) if (node && !done) counts.set(node, (counts.get(node) ?? 0) + 1);
  return counts;
}

/** What was written by nobody that is known, or by oneself, may be written anew; others' words are answered. */
export const mayWrite = (note: Note, user: string): boolean => !note.signed || note.signed.by === user;

export const hasRoom = (flow: Flow): boolean => (flow.layout?.notes.length ?? 0) < LARGEST_LAYOUT;

/** A new comment at a step, else on the canvas where there is room. */
export function comment(blueprint: AgentBlueprint, flowId: string, about: { id: string; text: string; node: string | undefined; signed: Signature }): AgentBlueprint {
  return onCanvas(blueprint, flowId, (flow) => {
    const { node, ...rest } = about;
    const step = flow.nodes.find(({ id }) => id === node);
    const note: Note = { ...rest, ...SIZE, position: step ? { x: step.position.x, y: step.position.y - SIZE.height - 20 } : freePlace(flow, { x: 80, y: 80 }, SIZE), ...(step ? { node: step.id } : {}) };
    return { ...flow, layout: { ...flow.layout, notes: [...flow.layout.notes, note] } };
  });
}

export const answer = (blueprint: AgentBlueprint, { flow, note }: Thread, text: string, signed: Signature): AgentBlueprint =>
  changed(blueprint, flow.id, note.id, (one) => ({ ...one, answers: [...(one.answers ?? []), { id: newId("a"), text, signed }].slice(0, MOST_ANSWERS) }));

/** Marks a comment as done, or with nobody's name as open again. */
export const settle = (blueprint: AgentBlueprint, flowId: string, noteId: string, done: Signature | null): AgentBlueprint => changed(blueprint, flowId, noteId, (one) => ({ ...one, done }));

export const reword = (blueprint: AgentBlueprint, { flow, note }: Thread, text: string): AgentBlueprint => changed(blueprint, flow.id, note.id, (one) => ({ ...one, text }));

export const discard = (blueprint: AgentBlueprint, { flow, note }: Thread): AgentBlueprint => removeFromLayout(blueprint, flow.id, new Set([note.id]));

/** From what stands in the draft now: somebody may have answered meanwhile. */
function changed(blueprint: AgentBlueprint, flowId: string, noteId: string, change: (note: Note) => Note): AgentBlueprint {
  const note = blueprint.flows.find(({ id }) => id === flowId)?.layout?.notes.find(({ id }) => id === noteId);
  return note ? putNote(blueprint, flowId, change(note)) : blueprint;
}
