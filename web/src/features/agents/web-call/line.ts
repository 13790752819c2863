import type * as schema from "@/api/generated/schema";

export type OpenedCall = schema.WebCallOut;
/** Why a call is over, as the page words it. */
export type Ending = "you" | "agent" | "silence" | "too_long" | "transferred" | "stopped" | "failed" | "lost";

export interface LineEvents {
  joined: (language: string) => void;
  /** A piece of what the agent is saying in its turn. */
  words: (turn: number, text: string) => void;
  /** All that the agent said in its turn. */
  said: (turn: number, text: string) => void;
  /** What the platform understood of the person, where it is the platform that listens. */
  understood: (text: string) => void;
  ended: (ending: Ending) => void;
}

/** A call under way, whoever's client it is. */
export interface Line {
  /** Whether the platform brings the sound itself; otherwise the browser listens and reads aloud. */
  readonly carriesSound: boolean;
  /** `heard` is how much of the agent's last words was spoken before the person cut in. */
  say: (text: string, heard?: string) => void;
  typing: () => void;
  mute: (muted: boolean) => void;
  hangUp: () => void;
}

export type OpenLine = (call: OpenedCall, events: LineEvents) => Promise<Line>;

/** The platforms whose calls this page can join. Each client is fetched when somebody presses the button. */
export const LINES: Record<string, () => Promise<OpenLine>> = {
  elevenlabs: async () => (await import("./elevenlabs-line")).openElevenLabsLine,
  sandbox: async () => (await import("./sandbox-line")).openSandboxLine,
};
