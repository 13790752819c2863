/**
 * What the widget knows of a conversation, and how it changes. Pure: every open tab applies the same
 * actions in its own order and arrives at the same picture, so an action applied twice changes nothing more.
 */
import type { Attachment, Conversation, Message } from "./wire";

/** A message of the visitor that the server has not confirmed. */
export interface Outgoing {
  readonly client_id: string;
  readonly text: string;
  readonly choice_id: string | null;
  readonly attachment: Attachment | null;
  readonly at: string;
  /** Why the server refused it; null while it waits or is under way. */
  readonly refused: string | null;
}

export type Link = "quiet" | "live" | "polling" | "lost";

export interface ChatState {
  readonly conversation: Conversation | null;
  readonly messages: readonly Message[];
  readonly outgoing: readonly Outgoing[];
  /** The reply as it is being written. */
  readonly draft: { readonly turn: string; readonly text: string } | null;
  readonly typing: "agent" | "person" | null;
  readonly link: Link;
  /** Why no conversation could begin, in the server's words; empty when it gave none. */
  readonly trouble: string | null;
  /** Everything up to this sequence is here: where a stream resumes. */
  readonly cursor: number;
  /** Everything up to this sequence was on screen. */
  readonly seen: number;
  readonly rated: boolean;
}

export type Action =
  | { readonly kind: "begun"; readonly conversation: Conversation; readonly messages: readonly Message[] }
  /** `ordered`: these follow the cursor without a gap (stream, catch-up), unlike the answer to a send. */
  | { readonly kind: "received"; readonly messages: readonly Message[]; readonly ordered: boolean }
  | { readonly kind: "status"; readonly conversation: Conversation }
  | { readonly kind: "queued"; readonly item: Outgoing }
  | { readonly kind: "refused"; readonly client_id: string; readonly reason: string }
  | { readonly kind: "requeued"; readonly client_id: string }
  | { readonly kind: "dropped"; readonly client_id: string }
  | { readonly kind: "delta"; readonly turn: string; readonly text: string }
  | { readonly kind: "typing"; readonly by: "agent" | "person" | null }
  | { readonly kind: "link"; readonly link: Link }
  | { readonly kind: "trouble"; readonly sentence: string }
  | { readonly kind: "seen"; readonly sequence: number }
  | { readonly kind: "rated" }
  | { readonly kind: "cleared" };

export const EMPTY: ChatState = {
  conversation: null,
  messages: [],
  outgoing: [],
  draft: null,
  typing: null,
  link: "quiet",
  trouble: null,
  cursor: 0,
  seen: 0,
  rated: false,
};

export function reduce(state: ChatState, action: Action): ChatState {
  switch (action.kind) {
    case "begun":
      return withMessages(
        {
          ...EMPTY,
          outgoing: state.outgoing,
          link: state.link === "lost" ? "quiet" : state.link,
          conversation: action.conversation,
        },
        action.messages,
        true,
      );
    case "received":
      return withMessages(state, action.messages, action.ordered);
    case "status":
      return withStatus(state, action.conversation);
    case "queued":
      if (isKnown(state, action.item.client_id)) return state;
      return { ...state, outgoing: [...state.outgoing, action.item] };
    case "refused":
      return changeOutgoing(state, action.client_id, action.reason);
    case "requeued":
      return changeOutgoing(state, action.client_id, null);
    case "dropped":
      return { ...state, outgoing: state.outgoing.filter((one) => one.client_id !== action.client_id) };
    case "delta": {
      const before = state.draft?.turn === action.turn ? state.draft.text : "";
      return { ...state, draft: { turn: action.turn, text: before + action.text } };
    }
    case "typing":
      return { ...state, typing: action.by };
    case "link":
      if (action.link === state.link) return state;
      // What was half written or half typed before a cut may never be finished: forget it.
      return action.link === "lost"
        ? { ...state, link: "lost", draft: null, typing: null }
        : { ...state, link: action.link };
    case "trouble":
      return { ...state, trouble: action.sentence };
    case "seen":
      return action.sequence > state.seen ? { ...state, seen: action.sequence } : state;
    case "rated":
      return { ...state, rated: true };
    case "cleared":
      return EMPTY;
  }
}

function isKnown(state: ChatState, clientId: string): boolean {
  return (
    state.outgoing.some((one) => one.client_id === clientId) ||
    state.messages.some((one) => one.client_id === clientId)
  );
}

function changeOutgoing(state: ChatState, clientId: string, refused: string | null): ChatState {
  return {
    ...state,
    outgoing: state.outgoing.map((one) => (one.client_id === clientId ? { ...one, refused } : one)),
  };
}

function withStatus(state: ChatState, conversation: Conversation): ChatState {
  if (state.conversation?.id !== conversation.id) return state;
  if (conversation.status !== "ended") return { ...state, conversation };
  return { ...state, conversation, draft: null, typing: null };
}

function withMessages(state: ChatState, incoming: readonly Message[], ordered: boolean): ChatState {
  const byId = new Map(state.messages.map((one) => [one.id, one]));
  const before = byId.size;
  for (const message of incoming) if (!byId.has(message.id)) byId.set(message.id, message);
  const messages =
    byId.size === before ? state.messages : [...byId.values()].sort((a, b) => a.sequence - b.sequence);
  const confirmed = new Set(incoming.map((one) => one.client_id));
  const outgoing = state.outgoing.filter((one) => !confirmed.has(one.client_id));
  const answered = incoming.some((one) => one.role === "agent" || one.role === "person");
  const highest = Math.max(state.cursor, ...incoming.map((one) => one.sequence));
  const mine = incoming.filter((one) => one.role === "visitor").map((one) => one.sequence);
  return {
    ...state,
    messages,
    outgoing: outgoing.length === state.outgoing.length ? state.outgoing : outgoing,
    draft: answered ? null : state.draft,
    typing: answered ? null : state.typing,
    cursor: ordered ? highest : state.cursor,
    // Who writes has read what came before.
    seen: Math.max(state.seen, ...mine),
  };
}

export function unread(state: ChatState): number {
  return state.messages.filter((one) => one.sequence > state.seen && one.role !== "visitor").length;
}

export function nextOutgoing(state: ChatState): Outgoing | null {
  return state.outgoing.find((one) => one.refused === null) ?? null;
}

/** The question that still waits for its answer: the last thing said, when the visitor said nothing since. */
export function openQuestion(state: ChatState): Message | null {
  // While a person answers, the agent's buttons lead nowhere.
  if (nextOutgoing(state) || state.conversation?.status !== "active") return null;
  const last = state.messages.filter((one) => one.role !== "system").at(-1);
  if (!last || last.role === "visitor") return null;
  return last.choices.length || last.input ? last : null;
}

/** Whether the agent itself asked for a rating, so that the end card need not ask again. */
export function wasAskedToRate(state: ChatState): boolean {
  return state.messages.some((one) => one.input?.type === "rating");
}
