import type { Ending, Line, LineEvents, OpenedCall } from "./line";

const ENDINGS: Record<string, Ending> = {
  user_hangup: "you",
  agent_hangup: "agent",
  inactivity: "silence",
  max_duration_reached: "too_long",
  call_transfer: "transferred",
  manual_stopped: "stopped",
};

type Told = { type: "joined"; language: string } | { type: "words" | "said"; turn: number; text: string } | { type: "ended"; reason: string };

/** The sandbox takes text and gives text, over a socket of this host. */
export async function openSandboxLine(call: OpenedCall, events: LineEvents): Promise<Line> {
  const address = new URL(call.url, location.origin);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(address);
  let over = false;
  const end = (ending: Ending) => {
    if (over) return;
    over = true;
    events.ended(ending);
  };
  const send = (message: object) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };
  socket.addEventListener("message", ({ data }) => {
    const told = JSON.parse(String(data)) as Told;
    if (told.type === "joined") events.joined(told.language);
    else if (told.type === "words") events.words(told.turn, told.text);
    else if (told.type === "said") events.said(told.turn, told.text);
    else if (told.type === "ended") end(ENDINGS[told.reason] ?? "failed");
  });
  socket.addEventListener("close", () => end("lost"));
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve(), { once: true });
    socket.addEventListener("error", () => reject(new Error("the line cannot be opened")), { once: true });
  });
  send({ type: "join", token: call.token });
  return {
    carriesSound: false,
    takesText: true,
    tellsWords: true,
    say: (text, heard) => send(heard === undefined ? { type: "say", text } : { type: "say", text, heard }),
    typing: () => send({ type: "typing" }),
    mute: () => undefined,
    hangUp: () => {
      send({ type: "hang_up" });
      end("you");
      // The server closes when it has ended the call in order.
    },
  };
}
