/** The call of the widget: fetched by it when a visitor wants to speak, never before. */
import { openElevenLabsLine } from "../../../web/src/features/agents/web-call/elevenlabs-line";
import type { OpenLine } from "../../../web/src/features/agents/web-call/line";
import { openRetellLine } from "../../../web/src/features/agents/web-call/retell-line";
import { openSandboxLine } from "../../../web/src/features/agents/web-call/sandbox-line";
import { soundBy } from "../../../web/src/features/agents/web-call/sound";
import { WebTalk } from "../../../web/src/features/agents/web-call/web-talk";
import type { Frame } from "../view/frame";
import { openCall } from "./opened";
import { callTexts } from "./texts";
import { CallView } from "./view";

/** The roots that have a call now. */
const ringing = new WeakSet<HTMLElement>();

export function ring(frame: Frame, key: string, visitor: string, root: HTMLElement): void {
  if (ringing.has(root)) return;
  ringing.add(root);
  const talk = new WebTalk();
  const lines: Readonly<Record<string, OpenLine>> = {
    elevenlabs: (call, events) => openElevenLabsLine(call, events, soundBy(`${frame.host}/widget-capture.js`)),
    retell: openRetellLine,
    sandbox: openSandboxLine,
  };
  const gone = () => talk.leave();
  const leave = () => {
    window.removeEventListener("pagehide", gone);
    watch.disconnect();
    forget();
    talk.leave();
    view.leave();
    ringing.delete(root);
  };
  const view = new CallView(frame, callTexts(frame.language), {
    start: () =>
      void talk.start({
        call: async () => {
          // Asked for first: a call costs, and without a microphone there would be none.
          await allowMicrophone();
          return openCall(frame, key, visitor);
        },
        line: (call) => {
          const line = lines[call.platform];
          return line ? Promise.resolve(line) : Promise.reject(new Error("platform"));
        },
      }),
    hangUp: () => talk.hangUp(),
    mute: (muted) => talk.listen(!muted),
    say: (text) => talk.say(text),
    typing: () => talk.typing(),
    back: () => {
      leave();
      panel()?.focus();
    },
  });
  const forget = talk.subscribe(() => view.show(talk.read()));
  window.addEventListener("pagehide", gone);
  view.show(talk.read());
  const panel = () => root.querySelector<HTMLElement>(".panel");
  const place = () => {
    const there = panel();
    if (!root.isConnected) leave();
    else if (there && !there.contains(view.element)) view.place(there);
  };
  // Another language brings another panel; without the widget there is no call.
  const watch = new MutationObserver(place);
  watch.observe(root, { childList: true });
  const host = root.getRootNode();
  if (host instanceof ShadowRoot && host.host.parentNode) watch.observe(host.host.parentNode, { childList: true });
  place();
}

/** Throws what the browser says when it is refused. That there is none is for the line to say: some need none. */
async function allowMicrophone(): Promise<void> {
  try {
    const heard = await navigator.mediaDevices.getUserMedia({ audio: true });
    for (const track of heard.getTracks()) track.stop();
  } catch (error) {
    if (error instanceof DOMException && error.name === "NotAllowedError") throw error;
  }
}
