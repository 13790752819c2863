/** The parts of the browser's own speech recognition that are used here; its types are in no library of TypeScript. */
export interface Recognition {
  lang: string;
  interimResults: boolean;
  onresult: ((event: { results: ArrayLike<ArrayLike<{ transcript: string }>> }) => void) | null;
  onerror: ((event: { error: string }) => void) | null;
  onend: (() => void) | null;
  start: () => void;
  abort: () => void;
}

/** What this browser hears and speaks with; it may lack one of them. */
export interface Means {
  hear?: () => Recognition;
  /** Says a text and tells when it has; the answer cuts it short. */
  say?: (text: string, language: string, done: () => void) => () => void;
}

/** `refused`: by the person or the system. `unavailable`: the browser has recognition, and nothing behind it that works. */
export type VoiceState = "off" | "speaking" | "listening" | "refused" | "unavailable";

const REFUSALS = new Set(["not-allowed", "service-not-allowed", "audio-capture"]);
const FAILURES = new Set(["network", "language-not-supported"]);
// A line that closes at once so many times in a row, each within so many milliseconds, hears nothing.
const SHORT_LINES = 3;
const SHORT_MS = 400;

/** A talk by voice: what the agent says is spoken, then the caller is listened to, in turns. */
export class Voice {
  private state: VoiceState = "off";
  private hearing: Recognition | undefined;
  private silence: (() => void) | undefined;
  private closing = false;
  private short = 0;
  private language = "";

  constructor(
    private readonly means: Means,
    private readonly onHeard: (text: string) => void,
    private readonly onState: (state: VoiceState, hearing?: string) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Says what is new, then listens, unless these are the last words; with nothing to say it listens at once. */
  turn(text: string, language: string, last = false): void {
    this.quiet();
    this.closing = last;
    this.language = language;
    this.short = 0;
    const { say } = this.means;
    if (!text.trim() || !say) return last ? this.go("off") : this.listen();
    this.go("speaking");
    this.silence = say(spokenText(text), language, () => {
      this.silence = undefined;
      if (this.closing) this.go("off");
      else this.listen();
    });
  }

  /** The caller does not wait for the end of what is being said. */
  cutIn(): void {
    if (this.state !== "speaking") return;
    this.quiet();
    if (this.closing) this.go("off");
    else this.listen();
  }

  /** What is being said is said to its end, and nobody is listened to any more. */
  close(): void {
    this.closing = true;
    if (this.hearing) this.stop();
  }

  stop(): void {
    this.quiet();
    this.go("off");
  }

  private listen(): void {
    if (!this.means.hear) return this.go("off");
    const hearing = this.means.hear();
    const begun = this.now();
    let heard = "";
    let fault: VoiceState | undefined;
    hearing.lang = this.language;
    hearing.interimResults = true;
    hearing.onresult = ({ results }) => {
      heard = Array.from(results, (result) => result[0]?.transcript ?? "").join(" ").trim();
      this.onState("listening", heard);
    };
    hearing.onerror = ({ error }) => {
      if (REFUSALS.has(error)) fault = "refused";
      else if (FAILURES.has(error)) fault = "unavailable";
    };
    hearing.onend = () => {
      if (this.hearing !== hearing) return;
      this.hearing = undefined;
      this.short = this.now() - begun < SHORT_MS ? this.short + 1 : 0;
      if (fault) this.go(fault);
      else if (heard) {
        // The answer to it opens the line again.
        this.go("off");
        this.onHeard(heard);
      } else if (this.short >= SHORT_LINES) this.go("unavailable");
      // Nobody spoke: the line stays open.
      else this.listen();
    };
    this.hearing = hearing;
    this.go("listening");
    hearing.start();
  }

  private quiet(): void {
    const { hearing, silence } = this;
    this.hearing = undefined;
    this.silence = undefined;
    hearing?.abort();
    silence?.();
  }

  private go(state: VoiceState): void {
    if (state === this.state) return;
    this.state = state;
    this.onState(state);
  }
}

/** A text as one reads it aloud: without the marks that make it bold or a link. */
export const spokenText = (text: string): string => text.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[*_`#]/g, "");

/** The browser's own means; undefined where it has neither. */
export function browserMeans(): Means | undefined {
  const host = window as unknown as Partial<Record<"SpeechRecognition" | "webkitSpeechRecognition", new () => Recognition>>;
  const Hearing = host.SpeechRecognition ?? host.webkitSpeechRecognition;
  const speaks = "speechSynthesis" in window;
  if (!Hearing && !speaks) return undefined;
  return { ...(Hearing && { hear: () => new Hearing() }), ...(speaks && { say: readAloud }) };
}

function readAloud(text: string, language: string, done: () => void): () => void {
  const words = new SpeechSynthesisUtterance(text);
  words.lang = language;
  words.onend = done;
  words.onerror = done;
  window.speechSynthesis.speak(words);
  return () => {
    words.onend = null;
    words.onerror = null;
    window.speechSynthesis.cancel();
  };
}
