import { Hand, Mic, MicOff } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/ui/button";
import type { Message } from "./chat-api";
import { browserMeans, Voice, type VoiceState } from "./voice";

export interface SpokenTest {
  /** Whether the test is held by voice. */
  on: boolean;
  /** Undefined where the browser neither hears nor speaks. */
  toggle: (() => void) | undefined;
  state: VoiceState;
  /** What is being heard, while it is. */
  hearing: string;
  /** The browser reads aloud and cannot listen. */
  deaf: boolean;
  cutIn: () => void;
}

interface Talked {
  messages: readonly Pick<Message, "role" | "text" | "sequence">[];
  language: string;
  /** Whether the agent can be answered. */
  open: boolean;
  onSay: (text: string) => void;
  /** The line is opened: whether the talk begins anew, as a call does. */
  onOpen: () => boolean;
}

/** The test by voice, with what the browser itself hears and speaks with. */
export function useSpokenTest({ messages, language, open, onSay, onOpen }: Talked): SpokenTest {
  const [means] = useState(browserMeans);
  const [on, setOn] = useState(false);
  const [{ state, hearing }, setState] = useState<{ state: VoiceState; hearing: string }>({ state: "off", hearing: "" });
  const say = useRef(onSay);
  useEffect(() => {
    say.current = onSay;
  });
  const voice = useRef<Voice>(undefined);
  const begun = useRef(false);
  const spoken = useRef(0);
  useEffect(() => {
    if (!means || !on) {
      begun.current = false;
      voice.current?.stop();
      return;
    }
    voice.current ??= new Voice(means, (text) => say.current(text), (to, heard = "") => setState({ state: to, hearing: heard }));
    const newest = messages.at(-1)?.sequence ?? 0;
    // Started over: the numbers begin anew.
    if (newest < spoken.current) spoken.current = 0;
    const told = messages.filter(({ role, sequence }) => role !== "visitor" && sequence > spoken.current).map(({ text }) => text).join(" ");
    spoken.current = newest;
    // One's own words are no reason to speak; the answer to them is on its way.
    if (!told && (begun.current || !open)) {
      if (!open) voice.current.close();
      return;
    }
    begun.current = true;
    voice.current.turn(told, language, !open);
  }, [means, on, open, language, messages]);
  useEffect(() => () => voice.current?.stop(), []);
  const toggle = () => {
    if (!on) {
      const last = messages.at(-1);
      // What was said before the last words is read already.
      spoken.current = onOpen() ? 0 : (last?.sequence ?? 0) - (last?.role === "visitor" ? 0 : 1);
    }
    setOn(!on);
  };
  return { on, toggle: means && toggle, state, hearing, deaf: means !== undefined && !means.hear, cutIn: () => voice.current?.cutIn() };
}

/** Opens and closes the line. */
export function VoiceButton({ test }: { test: SpokenTest }) {
  const { t } = useTranslation("agents");
  const Icon = test.on ? Mic : MicOff;
  return (
    <IconButton size="icon-sm" label={t(test.on ? "test.voice.stop" : test.toggle ? "test.voice.start" : "test.voice.none")} aria-pressed={test.on} disabled={!test.toggle} onClick={test.toggle}>
      <Icon aria-hidden />
    </IconButton>
  );
}

/** Where the line stands, and what it hears. */
export function VoiceLine({ test }: { test: SpokenTest }) {
  const { t } = useTranslation("agents");
  if (!test.on) return null;
  const told = test.state === "off" && test.deaf ? t("test.voice.deaf") : test.state === "off" ? "" : t(`test.voice.${test.state}`);
  return (
    <div className="flex min-h-9 items-center gap-2 border-b border-line px-4 py-1 text-xs text-ink-2">
      <p role="status" className="shrink-0">
        {told}
      </p>
      {test.hearing && <p className="min-w-0 flex-1 truncate text-ink-3">{test.hearing}</p>}
      {test.state === "speaking" && (
        <Button size="sm" className="ml-auto" onClick={test.cutIn}>
          <Hand aria-hidden />
          {t("test.voice.cut_in")}
        </Button>
      )}
    </div>
  );
}
