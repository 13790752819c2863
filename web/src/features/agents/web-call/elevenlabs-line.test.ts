import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openElevenLabsLine } from "./elevenlabs-line";
import type { LineEvents, OpenedCall } from "./line";
import { decode, encode, readFormat } from "./pcm";
import type { Sound } from "./sound";

class Socket extends EventTarget {
  static readonly OPEN = 1;
  static last: Socket;
  readyState = 1;
  readonly sent: Record<string, unknown>[] = [];
  readonly url: string;

  constructor(url: string) {
    super();
    this.url = url;
    Socket.last = this;
  }

  send(text: string) {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }

  close() {
    this.readyState = 3;
  }

  tell(message: object) {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(message) }));
  }
}

const CALL = { url: "wss://api.elevenlabs.io/v1/convai/conversation?conversation_signature=x", language: "es", variables: { centralita_call: "c1", name: "Ana" } } as unknown as OpenedCall;

function begun() {
  const done: string[] = [];
  let heard: (base64: string) => void = () => undefined;
  const sound: Sound = {
    capture: (format, take) => {
      done.push(`capture ${format.coding} ${format.rate}`);
      heard = take;
    },
    play: (base64) => done.push(`play ${base64}`),
    hush: () => done.push("hush"),
    mute: (muted) => done.push(`mute ${muted}`),
    close: () => done.push("close"),
  };
  const events: LineEvents = {
    joined: (language) => done.push(`joined ${language}`),
    words: () => undefined,
    said: (turn, text) => done.push(`said ${turn} ${text}`),
    understood: (text) => done.push(`understood ${text}`),
    ended: (ending) => done.push(`ended ${ending}`),
  };
  return { done, opening: openElevenLabsLine(CALL, events, async () => sound), hear: (base64: string) => heard(base64) };
}

const METADATA = { type: "conversation_initiation_metadata", conversation_initiation_metadata_event: { conversation_id: "conv_1", agent_output_audio_format: "pcm_16000", user_input_audio_format: "ulaw_8000" } };

describe("a call over ElevenLabs' wire", () => {
  beforeEach(() => vi.stubGlobal("WebSocket", Socket));
  afterEach(() => vi.unstubAllGlobals());

  it("says whose call it is, and takes sound both ways", async () => {
    const { done, opening, hear } = begun();
    const line = await opening;
    const socket = Socket.last;
    socket.dispatchEvent(new Event("open"));
    expect(socket.sent).toEqual([{ type: "conversation_initiation_client_data", user_id: "c1", dynamic_variables: { centralita_call: "c1", name: "Ana" } }]);
    socket.tell(METADATA);
    socket.tell({ type: "ping", ping_event: { event_id: 7, ping_ms: 3 } });
    hear("AAA=");
    line.say("Hola");
    line.typing();
    line.mute(true);
    expect(socket.sent.slice(1)).toEqual([{ type: "pong", event_id: 7 }, { user_audio_chunk: "AAA=" }, { type: "user_message", text: "Hola" }, { type: "user_activity" }]);
    socket.tell({ type: "audio", audio_event: { audio_base_64: "one", event_id: 1 } });
    socket.tell({ type: "agent_response", agent_response_event: { agent_response: "Hola, soy Ana.", event_id: 1 } });
    socket.tell({ type: "interruption", interruption_event: { event_id: 2 } });
    socket.tell({ type: "audio", audio_event: { audio_base_64: "late", event_id: 2 } });
    socket.tell({ type: "agent_response_correction", agent_response_correction_event: { original_agent_response: "Hola, soy Ana.", corrected_agent_response: "Hola…", event_id: 2 } });
    socket.tell({ type: "user_transcript", user_transcription_event: { user_transcript: "¿Quién?", event_id: 3 } });
    socket.tell({ type: "something_new" });
    line.hangUp();
    expect(done).toEqual(["capture ulaw 8000", "joined es", "mute true", "play one", "said 1 Hola, soy Ana.", "hush", "said 1 Hola…", "understood ¿Quién?", "hush", "close", "ended you"]);
  });

  it("tells why it is over, once", async () => {
    for (const [code, ending] of [
      [1000, "agent"],
      [1006, "lost"],
    ] as const) {
      const { done, opening } = begun();
      await opening;
      Socket.last.tell(METADATA);
      Socket.last.dispatchEvent(new CloseEvent("close", { code }));
      Socket.last.dispatchEvent(new CloseEvent("close", { code: 1006 }));
      expect(done.filter((one) => one.startsWith("ended"))).toEqual([`ended ${ending}`]);
      expect(done).toContain("close");
    }
  });

  it("does not pretend to play what it cannot", async () => {
    const { done, opening } = begun();
    await opening;
    Socket.last.tell({ type: "conversation_initiation_metadata", conversation_initiation_metadata_event: { agent_output_audio_format: "mp3_44100" } });
    expect(done.at(-1)).toBe("ended failed");
  });
});

describe("sound as platforms send it", () => {
  it("comes back as it went, at another rate too", () => {
    const wave = Float32Array.from({ length: 4800 }, (_, index) => 0.6 * Math.sin(index / 20));
    for (const name of ["pcm_16000", "ulaw_8000"]) {
      const format = readFormat(name);
      if (!format) throw new Error(name);
      const back = decode(encode(wave, 48_000, format), format);
      expect(back.length).toBe((4800 * format.rate) / 48_000);
      for (const at of [10, 100, 500]) expect(back[at]).toBeCloseTo(wave[(at * 48_000) / format.rate] ?? 0, format.coding === "pcm" ? 3 : 1);
    }
    expect(readFormat("mp3_44100_128")).toBeUndefined();
  });
});
