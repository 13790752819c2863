import { beforeEach, describe, expect, it } from "vitest";
import type { StreamEvent, StreamOptions } from "@/api/event-stream";
import type { ChatApi, Conversation, Message, Started } from "./chat-api";
import { Talk } from "./talk";

const conversation: Conversation = { id: "cnv_1", status: "active", language: "es", held_by: null, outcome: null };
const message = (sequence: number, role: Message["role"], text: string, clientId: string | null = null): Message => ({ id: `m${sequence}`, sequence, role, text, created_at: "2026-01-01T00:00:00Z", choices: null, input: null, citations: null, attachments: null, client_id: clientId, author: null, trace: null });

/** A chat API that answers "eco: …", and can be cut off. */
class FakeChat implements ChatApi {
  down = false;
  said: string[] = [];
  private next = 2;
  start = async (): Promise<Started> => ({ conversation, token: "cct_1", messages: [message(1, "agent", "Hola")] });
  say = async (_id: string, _token: string, clientId: string, { text }: { text?: string }) => {
    if (this.down) throw new Error("down");
    this.said.push(clientId);
    return { conversation, message: message(this.next++, "visitor", text ?? "", clientId), messages: [message(this.next++, "agent", `eco: ${text}`)] };
  };
  rewind = async (_id: string, _token: string, sequence: number): Promise<Started> => ({
    conversation: { ...conversation, id: "cnv_2" },
    token: "cct_2",
    messages: [{ ...message(1, "agent", "Hola"), trace: [{ name: "node", node_id: "a", data: {} }] }].slice(0, sequence - 1),
  });
  upload = async () => ({ attachment: { id: "fil_1", name: "a.pdf" } });
}

let chat: FakeChat;
let streams: StreamOptions[];
let talk: Talk;
const hear = (event: string, data: unknown) => streams.at(-1)?.onEvent({ event, data: JSON.stringify(data), id: "" } satisfies StreamEvent);
const texts = () => talk.read().messages.map((one) => one.text);

beforeEach(() => {
  chat = new FakeChat();
  streams = [];
  talk = new Talk({
    ticket: async () => ({ ticket: "ctt_1", revision: 3 }),
    api: chat,
    stream: (options) => {
      streams.push(options);
      return () => undefined;
    },
  });
});

describe("a test conversation", () => {
  it("shows each message once, whether the answer or the stream brings it first", async () => {
    await talk.start();
    await talk.say({ text: "uno" }, "uno");
    hear("message", message(3, "agent", "eco: uno"));
    expect(texts()).toEqual(["Hola", "uno", "eco: uno"]);
    expect(talk.read().revision).toBe(3);
  });
  it("puts the pieces of a reply together until the reply is there", async () => {
    await talk.start();
    hear("delta", { turn: "1", text: "Bue" });
    hear("delta", { turn: "1", text: "nas" });
    expect(talk.read().writing).toBe("Buenas");
    hear("message", message(2, "agent", "Buenas"));
    expect(talk.read().writing).toBe("");
  });
  it("keeps what could not be sent, and sends the same again", async () => {
    await talk.start();
    chat.down = true;
    await talk.say({ text: "uno" }, "uno");
    const [failed] = talk.read().outgoing;
    expect(failed?.failed).toBe(true);
    chat.down = false;
    await talk.sayAgain(failed?.key ?? "");
    expect(chat.said).toEqual([failed?.key]);
    expect(talk.read().outgoing).toEqual([]);
  });
  it("goes back to before a message, with what happened until then", async () => {
    await talk.start();
    hear("trace", { sequence: 1, entries: [{ name: "node", node_id: "a", data: {} }] });
    await talk.say({ text: "uno" }, "uno");
    hear("trace", { sequence: 2, entries: [{ name: "node", node_id: "b", data: {} }] });
    await talk.rewind(2);
    expect(talk.read().conversation?.id).toBe("cnv_2");
    expect(texts()).toEqual(["Hola"]);
    expect([...talk.read().traces.keys()]).toEqual([1]);
  });
  it("forgets half a reply when the connection is lost", async () => {
    await talk.start();
    hear("delta", { turn: "1", text: "Bue" });
    streams.at(-1)?.onState?.("lost");
    expect(talk.read()).toMatchObject({ writing: "", connected: false });
  });
});
