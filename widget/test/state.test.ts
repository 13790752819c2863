import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Action, type ChatState, EMPTY, nextOutgoing, openQuestion, type Outgoing, reduce, unread } from "../src/chat/state";
import { type Message, readMessage } from "../src/chat/wire";

function message(sequence: number, more: Readonly<Record<string, unknown>> = {}): Message {
  return readMessage({ id: `msg_${sequence}`, sequence, role: "agent", text: `said ${sequence}`, created_at: "2026-01-05T10:00:00Z", ...more });
}

const conversation = { id: "cnv_1", status: "active", language: "es", held_by: null } as const;
const outgoing = (clientId: string): Outgoing => ({
  client_id: clientId,
  text: "hello",
  choice_id: null,
  attachment: null,
  at: "2026-01-05T10:00:00Z",
  refused: null,
});
const run = (...actions: Action[]): ChatState => actions.reduce(reduce, EMPTY);
const received = (messages: readonly Message[], ordered = true): Action => ({ kind: "received", messages, ordered });

describe("what is known of a conversation", () => {
  it("shows a message at once and keeps it once the server confirms, by stream or by answer", () => {
    const queued: Action = { kind: "queued", item: outgoing("c1") };
    const confirmed = message(2, { role: "visitor", client_id: "c1" });
    const waiting = run(queued);
    expect(nextOutgoing(waiting)?.client_id).toBe("c1");
    const state = [received([confirmed]), received([confirmed, message(3)], false), queued].reduce(reduce, waiting);
    expect(state.outgoing).toEqual([]);
    expect(state.messages.map((one) => one.sequence)).toEqual([2, 3]);
  });

  it("resumes after what came in order, not after what an answer brought early", () => {
    const state = run(received([message(1), message(2)]), received([message(5)], false));
    expect(state.cursor).toBe(2);
    expect(reduce(state, received([message(3), message(4), message(5)])).cursor).toBe(5);
  });

  it("holds back what was refused until it is sent again", () => {
    const state = run(
      { kind: "queued", item: outgoing("c1") },
      { kind: "queued", item: outgoing("c2") },
      { kind: "refused", client_id: "c1", reason: "Too long" },
    );
    expect(nextOutgoing(state)?.client_id).toBe("c2");
    expect(nextOutgoing(reduce(state, { kind: "requeued", client_id: "c1" }))?.client_id).toBe("c1");
    expect(reduce(state, { kind: "dropped", client_id: "c1" }).outgoing).toHaveLength(1);
  });

  it("joins what is being written and lets the message take its place", () => {
    const state = run({ kind: "delta", turn: "t1", text: "Hel" }, { kind: "delta", turn: "t1", text: "lo" });
    expect(state.draft).toEqual({ turn: "t1", text: "Hello" });
    expect(reduce(state, { kind: "delta", turn: "t2", text: "New" }).draft?.text).toBe("New");
    expect(reduce(state, received([message(1)])).draft).toBeNull();
    expect(reduce(state, { kind: "link", link: "lost" }).draft).toBeNull();
  });

  it("counts what was not seen, never the visitor's own words", () => {
    const state = run(received([message(1), message(2, { role: "visitor" }), message(3), message(4, { role: "person" })]));
    expect(unread(state)).toBe(2);
    expect(unread(reduce(state, { kind: "seen", sequence: 4 }))).toBe(0);
    expect(unread(reduce(reduce(state, { kind: "seen", sequence: 4 }), { kind: "seen", sequence: 1 }))).toBe(0);
  });

  it("offers a question's choices until it is answered or the conversation ends", () => {
    const question = message(1, { choices: [{ id: "a", label: "A" }] });
    const asked = run({ kind: "begun", conversation, messages: [question] });
    expect(openQuestion(asked)?.id).toBe("msg_1");
    expect(openQuestion(reduce(asked, { kind: "status", conversation: { ...conversation, status: "handed_off" } }))).toBeNull();
    expect(openQuestion(reduce(asked, received([message(2, { role: "system" })])))?.id).toBe("msg_1");
    expect(openQuestion(reduce(asked, { kind: "queued", item: outgoing("c1") }))).toBeNull();
    expect(openQuestion(reduce(asked, received([message(2, { role: "visitor" })])))).toBeNull();
    expect(openQuestion(reduce(asked, { kind: "status", conversation: { ...conversation, status: "ended" } }))).toBeNull();
  });

  it("takes no news of another conversation", () => {
    const state = run({ kind: "begun", conversation, messages: [] });
    expect(reduce(state, { kind: "status", conversation: { ...conversation, id: "cnv_2", status: "ended" } })).toBe(state);
  });
});

const anyAction: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    kind: fc.constant("received" as const),
    ordered: fc.boolean(),
    messages: fc.array(
      fc.nat(20).map((n) => message(n, n % 3 ? {} : { role: "visitor", client_id: `c${n}` })),
      { maxLength: 6 },
    ),
  }),
  fc.nat(20).map((n): Action => ({ kind: "queued", item: outgoing(`c${n}`) })),
  fc.nat(20).map((n): Action => ({ kind: "refused", client_id: `c${n}`, reason: "no" })),
  fc.nat(20).map((n): Action => ({ kind: "requeued", client_id: `c${n}` })),
  fc.nat(20).map((n): Action => ({ kind: "seen", sequence: n })),
  fc.constant<Action>({ kind: "delta", turn: "t", text: "x" }),
  fc.constantFrom<Action>({ kind: "link", link: "lost" }, { kind: "link", link: "live" }),
);

describe("whatever happens, in whatever order", () => {
  it("no message is doubled, none is out of order, and none is both confirmed and waiting", () => {
    fc.assert(
      fc.property(fc.array(anyAction, { maxLength: 40 }), (actions) => {
        const state = run(...actions);
        const sequences = state.messages.map((one) => one.sequence);
        expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
        const waiting = state.outgoing.map((one) => one.client_id);
        expect(new Set(waiting).size).toBe(waiting.length);
        for (const one of state.messages) expect(waiting).not.toContain(one.client_id);
        expect(unread(state)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });

  it("hearing everything twice changes nothing", () => {
    fc.assert(
      fc.property(fc.array(anyAction.filter((one) => one.kind === "received"), { maxLength: 20 }), (actions) => {
        expect(run(...actions, ...actions)).toEqual(run(...actions));
      }),
    );
  });
});
