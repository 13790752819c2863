import type { Ending, Line, OpenedCall, OpenLine } from "./line";
import { canListen, canSpeak, Ear, Mouth } from "./speech";

export interface Said {
  key: string;
  role: "agent" | "callee";
  text: string;
}

export interface Shown {
  phase: "idle" | "opening" | "talking" | "over";
  said: readonly Said[];
  callId: string | undefined;
  since: string | undefined;
  ending: Ending | undefined;
  error: unknown;
  listens: boolean;
  speaks: boolean;
  /** The browser, or the person before it, said no to the microphone. */
  deaf: boolean;
  carriesSound: boolean;
  takesText: boolean;
  tellsWords: boolean;
}

const NOTHING: Shown = { phase: "idle", said: [], callId: undefined, since: undefined, ending: undefined, error: undefined, listens: false, speaks: false, deaf: false, carriesSound: false, takesText: true, tellsWords: true };

export interface Beginning {
  /** Asks for a call that this browser may join. */
  call: () => Promise<OpenedCall>;
  /** The client of the platform that the call is at. */
  line: (call: OpenedCall) => Promise<OpenLine>;
}

/** One call from this page, with what is said in it. */
export class WebTalk {
  private shown = NOTHING;
  private readonly watchers = new Set<() => void>();
  private line: Line | undefined;
  private language = "en";
  private number = 0;
  private readonly ear = new Ear((text) => this.say(text), () => this.show({ listens: false, deaf: true }));
  private readonly mouth = new Mouth(() => this.hearAgain());

  subscribe = (watcher: () => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  read = () => this.shown;

  async start(begin: Beginning): Promise<void> {
    if (this.shown.phase === "opening" || this.shown.phase === "talking") return;
    const number = ++this.number;
    const current = () => number === this.number;
    this.show({ ...NOTHING, phase: "opening", speaks: this.shown.phase === "idle" ? canSpeak() : this.shown.speaks });
    try {
      const call = await begin.call();
      if (!current()) return;
      this.show({ callId: call.id });
      const open = await begin.line(call);
      if (!current()) return;
      const opened = await open(call, {
        joined: (spoken) => {
          // The agent speaks its own language, whatever the page is in.
          this.language = spoken || this.language;
          if (current()) this.show({ phase: "talking", since: new Date().toISOString() });
        },
        words: (turn, text) => current() && this.write(`agent-${turn}`, "agent", text, true),
        said: (turn, text) => {
          if (!current()) return;
          this.write(`agent-${turn}`, "agent", text, false);
          this.speak(text);
        },
        understood: (text) => current() && this.write(`callee-${this.shown.said.length}`, "callee", text, false),
        ended: (ending) => current() && this.over(ending),
      });
      if (!current()) return opened.hangUp();
      this.line = opened;
      const { carriesSound, takesText, tellsWords } = opened;
      this.show({ carriesSound, takesText, tellsWords, ...(carriesSound && this.shown.phase !== "over" && { listens: true }) });
    } catch (error) {
      if (current()) this.show({ phase: "over", error });
    }
  }

  say(text: string): void {
    const words = text.trim();
    if (!words || this.shown.phase !== "talking") return;
    const heard = this.shown.carriesSound ? undefined : this.mouth.hush();
    this.write(`callee-${this.shown.said.length}`, "callee", words, false);
    this.line?.say(words, heard);
    this.hearAgain();
  }

  typing(): void {
    this.line?.typing();
  }

  listen(on: boolean): void {
    this.show({ listens: on && (this.shown.carriesSound || canListen()), deaf: false });
    this.line?.mute(!on);
    if (on) this.hearAgain();
    else this.ear.stop();
  }

  aloud(on: boolean): void {
    this.show({ speaks: on });
    if (on) return;
    this.mouth.hush();
    this.hearAgain();
  }

  hangUp(): void {
    this.line?.hangUp();
    if (this.shown.phase === "opening") {
      this.number += 1;
      this.over("you");
    }
  }

  /** The page is left: nobody is on the line any more. */
  leave(): void {
    this.hangUp();
    this.ear.stop();
    if (canSpeak()) this.mouth.hush();
  }

  private over(ending: Ending): void {
    this.line = undefined;
    this.ear.stop();
    if (ending === "you" && canSpeak()) this.mouth.hush();
    this.show({ phase: "over", ending, listens: false });
  }

  private speak(text: string): void {
    if (!this.shown.speaks || this.shown.carriesSound) return;
    // It would hear the agent, and answer it.
    this.ear.stop();
    this.mouth.say(text, this.language);
  }

  private hearAgain(): void {
    if (this.shown.listens && !this.shown.carriesSound && this.shown.phase === "talking" && !this.mouth.speaking) this.ear.listen(this.language);
  }

  private write(key: string, role: Said["role"], text: string, more: boolean): void {
    const before = this.shown.said.find((one) => one.key === key);
    const now = { key, role, text: before && more ? before.text + text : text };
    this.show({ said: before ? this.shown.said.map((one) => (one === before ? now : one)) : [...this.shown.said, now] });
  }

  private show(change: Partial<Shown>): void {
    this.shown = { ...this.shown, ...change };
    for (const watcher of this.watchers) watcher();
  }
}
