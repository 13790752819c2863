/** The browser's own ear and mouth, where it has them. */

interface Heard {
  readonly resultIndex: number;
  readonly results: ArrayLike<ArrayLike<{ transcript: string }> & { isFinal: boolean }>;
}

interface Recognition {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  onresult: ((event: Heard) => void) | null;
  onend: (() => void) | null;
  onerror: ((event: { error: string }) => void) | null;
  start: () => void;
  abort: () => void;
}

type RecognitionKind = new () => Recognition;

const recognition = (): RecognitionKind | undefined => {
  const known = window as unknown as { SpeechRecognition?: RecognitionKind; webkitSpeechRecognition?: RecognitionKind };
  return known.SpeechRecognition ?? known.webkitSpeechRecognition;
};

export const canListen = () => recognition() !== undefined;
export const canSpeak = () => "speechSynthesis" in window && typeof SpeechSynthesisUtterance === "function";

const REFUSALS = new Set(["not-allowed", "service-not-allowed", "audio-capture", "network", "language-not-supported"]);
// A line that closes at once so many times in a row, each within so many milliseconds, hears nothing.
const SHORT_LINES = 3;
const SHORT_MS = 400;

/** Listens until it is told not to. Browsers stop by themselves after each pause: then it begins again. */
export class Ear {
  private readonly heard: (text: string) => void;
  private readonly refused: () => void;
  private running: Recognition | undefined;
  private wanted = false;

  constructor(heard: (text: string) => void, refused: () => void) {
    this.heard = heard;
    this.refused = refused;
  }

  listen(language: string): void {
    const Kind = recognition();
    if (!Kind || this.wanted) return;
    this.wanted = true;
    const ear = new Kind();
    ear.lang = language;
    ear.continuous = true;
    ear.interimResults = false;
    ear.onresult = (event) => {
      const words = Array.from({ length: event.results.length - event.resultIndex }, (_, index) => event.results[event.resultIndex + index])
        .filter((one) => one?.isFinal)
        .map((one) => one?.[0]?.transcript ?? "")
        .join(" ")
        .trim();
      if (words && this.wanted) this.heard(words);
    };
    ear.onerror = ({ error }) => {
      if (!REFUSALS.has(error)) return;
      this.stop();
      this.refused();
    };
    let begun = performance.now();
    let short = 0;
    ear.onend = () => {
      if (!this.wanted || this.running !== ear) return;
      const now = performance.now();
      short = now - begun < SHORT_MS ? short + 1 : 0;
      begun = now;
      if (short < SHORT_LINES) ear.start();
      else {
        this.stop();
        this.refused();
      }
    };
    this.running = ear;
    ear.start();
  }

  stop(): void {
    this.wanted = false;
    this.running?.abort();
    this.running = undefined;
  }
}

/** Reads aloud, one text after the other. */
export class Mouth {
  private readonly silent: () => void;
  private text = "";
  private at = 0;

  constructor(silent: () => void) {
    this.silent = silent;
  }

  get speaking(): boolean {
    return this.text !== "";
  }

  say(text: string, language: string): void {
    const spoken = new SpeechSynthesisUtterance(text);
    spoken.lang = language;
    spoken.onstart = () => {
      this.text = text;
      this.at = 0;
    };
    spoken.onboundary = ({ charIndex }) => {
      this.at = charIndex;
    };
    const done = () => {
      this.text = "";
      if (!speechSynthesis.pending) this.silent();
    };
    spoken.onend = done;
    spoken.onerror = done;
    this.text = text;
    speechSynthesis.speak(spoken);
  }

  /** Says no more; how much of the last text was spoken, or nothing where all of it was. */
  hush(): string | undefined {
    const heard = this.text ? this.text.slice(0, this.at) : undefined;
    this.text = "";
    speechSynthesis.cancel();
    return heard;
  }
}
