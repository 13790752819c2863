/** What the menu of the open chat offers at the moment. */
import type { ChatState } from "../chat/state";
import { transcript } from "../text/transcript";
import { save } from "./dom";
import type { Frame } from "./frame";
import type { Entry } from "./menu";
import { voiceName } from "./message";

export interface Doings {
  readonly sound: boolean;
  readonly copied: () => void;
  readonly toggleSound: () => void;
  readonly end: () => void;
  readonly restart: () => void;
  readonly setLanguage: (language: string) => void;
}

export function entries(frame: Frame, state: ChatState, doings: Doings): Entry[] {
  const { texts, config } = frame;
  const said = state.messages.some((one) => one.role === "visitor");
  const list: Entry[] = [];
  if (state.messages.length) {
    // Only secure pages have a clipboard.
    if ("clipboard" in navigator) {
      list.push({
        label: texts.copyTranscript,
        run: () => void navigator.clipboard.writeText(written(frame, state)).then(doings.copied, () => undefined),
      });
    }
    list.push({ label: `${texts.download} ${texts.transcript}`, run: () => download(frame, state) });
  }
  list.push({ label: texts.sound, checked: doings.sound, run: doings.toggleSound });
  if (config.languages.length > 1) {
    for (const language of config.languages) {
      list.push({
        label: ownName(language),
        checked: language === config.language,
        apart: language === config.languages[0],
        run: () => doings.setLanguage(language),
      });
    }
  }
  if (state.conversation?.status === "ended") list.push({ label: texts.newChat, run: doings.restart, apart: true });
  else if (said) list.push({ label: texts.endChat, run: doings.end, apart: true });
  return list;
}

/** A language as its speakers call it. */
function ownName(language: string): string {
  try {
    const name = new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
    return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
  } catch {
    return language;
  }
}

function written(frame: Frame, state: ChatState): string {
  const { texts, config, language } = frame;
  return transcript(state.messages, {
    title: texts.chatWith(config.organization.name || config.agent),
    sources: texts.sources,
    language,
    name: (message) =>
      message.role === "visitor" ? texts.you : message.role === "system" ? "" : voiceName(frame, message),
  });
}

function download(frame: Frame, state: ChatState): void {
  const day = (state.messages[0]?.created_at ?? "").slice(0, 10);
  save(`${frame.texts.transcript}-${day}.txt`, written(frame, state));
}
