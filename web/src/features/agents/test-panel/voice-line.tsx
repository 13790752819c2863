import { Mic, MicOff } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/ui/button";
import type { Message } from "./chat-api";
import { browserMeans, Voice, type VoiceState } from "./voice";

interface VoiceLineProps {
  messages: readonly Pick<Message, "role" | "text" | "sequence">[];
  language: string;
  /** Whether the agent can be answered. */
  open: boolean;
  onSay: (text: string) => void;
}

/** The test by voice, with what the browser itself hears and speaks with; nothing where it has neither. */
export function VoiceLine({ messages, language, open, onSay }: VoiceLineProps) {
  const { t } = useTranslation("agents");
  const [means] = useState(browserMeans);
  const [on, setOn] = useState(false);
  const [state, setState] = useState<VoiceState>("off");
  const say = useRef(onSay);
  useEffect(() => {
    say.current = onSay;
  });
  const voice = useRef<Voice>(undefined);
  const begun = useRef(false);
  const spoken = useRef(0);
  const last = messages.at(-1);
  useEffect(() => {
    if (!means || !on) {
      begun.current = false;
      voice.current?.stop();
      return;
    }
    voice.current ??= new Voice(means, (text) => say.current(text), setState);
    const newest = messages.at(-1)?.sequence ?? 0;
    // Started over: the numbers begin anew.
    if (newest < spoken.current) spoken.current = 0;
    const told = messages.filter(({ role, sequence }) => role !== "visitor" && sequence > spoken.current).map(({ text }) => text).join(" ");
    spoken.current = newest;
    // One's own words are no reason to speak; the answer to them is on its way.
    if (!told && begun.current) {
      if (!open) voice.current.close();
      return;
    }
    begun.current = true;
    voice.current.turn(told, language, !open);
  }, [means, on, open, language, messages]);
  useEffect(() => () => voice.current?.stop(), []);
  if (!means) return null;
  const Icon = on ? Mic : MicOff;
  return (
    <>
      {on && (
        <span role="status" className="text-xs text-ink-2">
          {state === "off" ? "" : t(`test.voice.${state}`)}
        </span>
      )}
      <IconButton
        size="icon-sm"
        label={t(on ? "test.voice.stop" : "test.voice.start")}
        aria-pressed={on}
        disabled={!open && !on}
        onClick={() => {
          // What was said before the last words is read already.
          if (!on) spoken.current = (last?.sequence ?? 0) - (last?.role === "visitor" ? 0 : 1);
          setOn(!on);
        }}
      >
        <Icon aria-hidden />
      </IconButton>
    </>
  );
}
