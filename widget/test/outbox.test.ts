import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Answer, ChatApi, type Door, Problem, type SendBody } from "../src/chat/api";
import { Outbox } from "../src/chat/outbox";
import { backoff } from "../src/chat/pause";
import { EMPTY, nextOutgoing, type Outgoing, reduce } from "../src/chat/state";

const DOOR: Door = { conversation: "cnv_1", token: "cct_1" };
const ANSWER: Answer = { conversation: { id: "cnv_1", status: "active", language: "en", held_by: null }, messages: [] };

/** Answers as it was told, and notes what it was asked. */
class ScriptedApi extends ChatApi {
  readonly sent: string[] = [];
  readonly answers: (Problem | Answer)[] = [];

  override send(_: Door, body: SendBody): Promise<Answer> {
    this.sent.push(body.text ?? "");
    const answer = this.answers.shift() ?? ANSWER;
    return answer instanceof Problem ? Promise.reject(answer) : Promise.resolve(answer);
  }
}

const item = (name: string): Outgoing => ({
  client_id: name,
  text: name,
  choice_id: null,
  attachment: null,
  at: name,
  refused: null,
});

function setUp(...names: string[]) {
  const api = new ScriptedApi("https://chat.example", "cpk_1");
  const told: string[] = [];
  const queue = (one: Outgoing) => void (state = reduce(state, { kind: "queued", item: one }));
  let state = names.reduce((before, name) => reduce(before, { kind: "queued", item: item(name) }), EMPTY);
  const outbox = new Outbox(api, {
    next: () => nextOutgoing(state),
    door: () => Promise.resolve(DOOR),
    sent: () => {
      const sent = nextOutgoing(state);
      if (sent) state = reduce(state, { kind: "dropped", client_id: sent.client_id });
    },
    refused: (one, problem) => {
      told.push(`refused ${one.text}: ${problem.code}`);
      state = reduce(state, { kind: "refused", client_id: one.client_id, reason: problem.sentence });
    },
    waiting: () => void told.push("waiting"),
    gone: () => void told.push("gone"),
  });
  return { api, outbox, told, queue };
}

const unreachable = new Problem(0, "unreachable", "", null);

describe("sending", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("sends in order, and the same one again until it is through", async () => {
    const { api, outbox, told } = setUp("a", "b");
    api.answers.push(unreachable, new Problem(503, "unavailable", "", null));
    outbox.start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(api.sent).toEqual(["a", "a", "a", "b"]);
    expect(told).toEqual(["waiting", "waiting"]);
  });

  it("begins the next conversation with words that came too late, and tells of anything else", async () => {
    const over = new Problem(409, "conversation_ended", "It has ended.", null);
    const { api, outbox, told } = setUp("a");
    api.answers.push(over);
    outbox.start();
    await vi.advanceTimersByTimeAsync(1);
    expect(told).toEqual(["gone"]);
    expect(api.sent).toEqual(["a", "a"]);
    const pressed = setUp();
    pressed.queue({ ...item("yes"), choice_id: "yes" });
    pressed.api.answers.push(over);
    pressed.outbox.start();
    await vi.advanceTimersByTimeAsync(1);
    expect(pressed.told).toEqual(["refused yes: conversation_ended"]);
  });

  it("waits as long as the server asks", async () => {
    const { api, outbox } = setUp("a");
    api.answers.push(new Problem(429, "limited", "", 20_000));
    outbox.start();
    await vi.advanceTimersByTimeAsync(19_000);
    expect(api.sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(api.sent).toHaveLength(2);
  });

  it("does not hold up the next for one that was refused", async () => {
    const { api, outbox, told } = setUp("a", "b");
    api.answers.push(new Problem(422, "too_long", "", null));
    outbox.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(api.sent).toEqual(["a", "b"]);
    expect(told).toEqual(["refused a: too_long"]);
  });

  it("takes the words to a new conversation once, and no further", async () => {
    const { api, outbox, told } = setUp("a");
    api.answers.push(new Problem(404, "not_found", "", null), new Problem(404, "not_found", "", null));
    outbox.start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(api.sent).toEqual(["a", "a"]);
    expect(told).toEqual(["gone", "refused a: not_found"]);
  });

  it("stops when another tab leads, and goes on when woken", async () => {
    const { api, outbox } = setUp("a");
    api.answers.push(unreachable, unreachable, unreachable);
    outbox.start();
    await vi.advanceTimersByTimeAsync(0);
    outbox.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(api.sent).toHaveLength(1);
    outbox.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(api.sent).toHaveLength(2);
    outbox.wake();
    await vi.advanceTimersByTimeAsync(0);
    expect(api.sent).toHaveLength(3);
  });
});

it("waits longer each time, never in step, and never for ever", () => {
  for (let tries = 0; tries < 100; tries += 1) {
    const [shortest, longest] = [backoff(tries, () => 0), backoff(tries, () => 1)];
    expect(longest).toBe(Math.min(30_000, 800 * 2 ** Math.min(tries, 10)));
    expect(shortest).toBe(longest / 2);
  }
});
