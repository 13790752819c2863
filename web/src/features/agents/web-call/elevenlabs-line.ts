import type { Ending, Line, LineEvents, OpenedCall } from "./line";
import { type Format, readFormat } from "./pcm";
import type { OpenSound } from "./sound";

const JOIN_WITHIN = 15_000;

interface Told {
  type?: string;
  conversation_initiation_metadata_event?: { agent_output_audio_format?: string; user_input_audio_format?: string };
  audio_event?: { audio_base_64?: string; event_id?: number };
  interruption_event?: { event_id?: number };
  ping_event?: { event_id: number };
  user_transcription_event?: { user_transcript?: string };
  agent_response_event?: { agent_response?: string };
  agent_response_correction_event?: { corrected_agent_response?: string };
}

/** ElevenLabs' own wire: sound both ways over one socket, as its agents' WebSocket is described. */
export async function openElevenLabsLine(call: OpenedCall, events: LineEvents, listen: OpenSound): Promise<Line> {
  const sound = await listen();
  const socket = new WebSocket(call.url);
  let over = false;
  let speaks: Format | undefined;
  let turn = 0;
  let silencedUntil = -1;
  const end = (ending: Ending) => {
    if (over) return;
    over = true;
    sound.hush();
    sound.close();
    socket.close();
    events.ended(ending);
  };
  const send = (message: object) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };
  const begin = (told: Told["conversation_initiation_metadata_event"]) => {
    speaks = readFormat(told?.agent_output_audio_format ?? "pcm_16000");
    const hears = readFormat(told?.user_input_audio_format ?? "pcm_16000");
    if (!speaks || !hears) return end("failed");
    sound.capture(hears, (base64) => send({ user_audio_chunk: base64 }));
    events.joined(call.language);
  };
  const take = (told: Told) => {
    switch (told.type) {
      case "conversation_initiation_metadata":
        return begin(told.conversation_initiation_metadata_event);
      case "ping":
        return send({ type: "pong", event_id: told.ping_event?.event_id });
      case "audio":
        if (speaks && told.audio_event?.audio_base_64 && (told.audio_event.event_id ?? 0) > silencedUntil) sound.play(told.audio_event.audio_base_64, speaks);
        return;
      case "interruption":
        silencedUntil = told.interruption_event?.event_id ?? silencedUntil;
        return sound.hush();
      case "user_transcript":
        if (told.user_transcription_event?.user_transcript) events.understood(told.user_transcription_event.user_transcript);
        return;
      case "agent_response":
        return events.said((turn += 1), told.agent_response_event?.agent_response ?? "");
      case "agent_response_correction":
        // What was cut short was not said: the words are taken back, as far as they were not heard.
        return events.said(turn, told.agent_response_correction_event?.corrected_agent_response ?? "");
    }
  };
  const waiting = setTimeout(() => end("failed"), JOIN_WITHIN);
  socket.addEventListener("open", () => send({ type: "conversation_initiation_client_data", user_id: call.variables.centralita_call, dynamic_variables: call.variables }));
  socket.addEventListener("message", ({ data }) => {
    const told = JSON.parse(String(data)) as Told;
    if (told.type === "conversation_initiation_metadata") clearTimeout(waiting);
    take(told);
  });
  socket.addEventListener("close", ({ code }) => {
    clearTimeout(waiting);
    end(code === 1000 ? "agent" : "lost");
  });
  return {
    carriesSound: true,
    takesText: true,
    tellsWords: true,
    say: (text) => send({ type: "user_message", text }),
    typing: () => send({ type: "user_activity" }),
    mute: (muted) => sound.mute(muted),
    hangUp: () => end("you"),
  };
}
