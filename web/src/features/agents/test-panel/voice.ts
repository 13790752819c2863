/** The parts of the browser's own speech recognition that are used here; its types are in no library of TypeScript. */
export interface Recognition {
  lang: string;
  onresult: ((event: { results: ArrayLike<ArrayLike<{ transcript: string }>> }) => void) | null;
  onerror: ((event: { error: string }) => void) | null;
  onend: (() => void) | null;
  start: () => void;
  abort: () => void;
}

/** What this browser hears and speaks with. */
export interface Means {
  hear: () => Recognition;
  /** Says a text and tells when it has; the answer cuts it short. */
  say: (text: string, language: string, done: () => void) => () => void;
}

export type VoiceState = "off" | "speaking" | "listening" | "refused";

/** A talk by voice: what the agent says is spoken, then the caller is listened to, in turns. */
export class Voice {
  private state: VoiceState = "off";
  private hearing: Recognition | undefined;
  private silence: (() => void) | undefined;
  private closing = false;

  constructor(
    private readonly means: Means,
    private readonly onHeard: (text: string) => void,
    private readonly onState: (state: VoiceState) => void,
  ) {}

  /** Says what is new, then listens, unless these are the last words; with nothing to say it listens at once. */
  turn(text: string, language: string, last = false): void {
    this.quiet();
    this.closing = last;
    if (!text.trim()) return last ? this.go("off") : this.listen(language);
    this.go("speaking");
    this.silence = this.means.say(spokenText(text), language, () => {
      this.silence = undefined;
      if (this.closing) this.go("off");
      else this.listen(language);
    });
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

  private listen(language: string): void {
    const hearing = this.means.hear();
    let heard = "";
    let refused = false;
    hearing.lang = language;
    hearing.onresult = ({ results }) => {
      heard = Array.from(results, (result) => result[0]?.transcript ?? "").join(" ").trim();
    };
    hearing.onerror = ({ error }) => {
      refused = error === "not-allowed" || error === "service-not-allowed" || error === "audio-capture";
    };
    hearing.onend = () => {
      if (this.hearing !== hearing) return;
      this.hearing = undefined;
      if (refused) this.go("refused");
      else if (heard) {
        // The answer to it opens the line again.
        this.go("off");
        this.onHeard(heard);
      }
      // Nobody spoke: the line stays open.
      else this.listen(language);
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

/** The browser's own means; undefined where it lacks one of them. */
export function browserMeans(): Means | undefined {
  const host = window as unknown as Partial<Record<"SpeechRecognition" | "webkitSpeechRecognition", new () => Recognition>>;
  const Hearing = host.SpeechRecognition ?? host.webkitSpeechRecognition;
  if (!Hearing || !("speechSynthesis" in window)) return undefined;
  return {
    hear: () => new Hearing(),
    say: (text, language, done) => {
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
    },
  };
}
