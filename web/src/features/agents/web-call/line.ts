import type { Helper } from "../../../lib/line/rtc";

/** A call that waits for this browser, with what is needed to join it. */
export interface OpenedCall {
  id: string;
  platform: string;
  token: string;
  url: string;
  ice_servers: readonly Helper[];
  language: string;
  variables: Record<string, string>;
}

/** Why a call is over, as the page words it. */
export type Ending = "you" | "over" | "agent" | "silence" | "too_long" | "transferred" | "stopped" | "failed" | "lost";

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
  /** Whether what is typed reaches the agent. */
  readonly takesText: boolean;
  /** Whether the line tells what is said; otherwise that is known from the call, as far as the platform tells it there. */
  readonly tellsWords: boolean;
  /** `heard` is how much of the agent's last words was spoken before the person cut in. */
  say: (text: string, heard?: string) => void;
  typing: () => void;
  mute: (muted: boolean) => void;
  hangUp: () => void;
}

export type OpenLine = (call: OpenedCall, events: LineEvents) => Promise<Line>;
