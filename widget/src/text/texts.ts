/** The widget's own words. What the agent says comes from the server in the conversation's language. */
import { en } from "./en";
import { es } from "./es";
import { pt } from "./pt";

export interface Texts {
  readonly openChat: string;
  readonly openChatUnread: (count: number) => string;
  readonly closeChat: string;
  readonly chatWith: (name: string) => string;
  readonly dismissGreeting: string;
  readonly assistant: string;
  readonly person: (name: string) => string;
  readonly aiNotice: string;
  readonly messages: string;
  readonly you: string;
  readonly team: string;
  readonly typing: (name: string) => string;
  readonly today: string;
  readonly yesterday: string;
  readonly newMessages: string;
  readonly sending: string;
  readonly waiting: string;
  readonly notSent: string;
  readonly tryAgain: string;
  readonly discard: string;
  readonly lost: string;
  readonly trouble: string;
  readonly starting: string;
  readonly sources: string;
  readonly placeholder: string;
  readonly send: string;
  readonly attach: string;
  readonly dropHere: string;
  readonly chooseFile: string;
  readonly removeFile: (name: string) => string;
  readonly uploading: (name: string) => string;
  readonly fileTooLarge: (name: string, limit: string) => string;
  readonly fileEmpty: (name: string) => string;
  readonly fileType: (name: string) => string;
  readonly fileFailed: string;
  readonly chooseAnswer: string;
  readonly yes: string;
  readonly no: string;
  readonly confirm: string;
  readonly date: string;
  readonly dateTime: string;
  readonly rate: string;
  readonly outOf: (score: number, most: number) => string;
  readonly least: string;
  readonly most: string;
  readonly menu: string;
  readonly call: string;
  readonly copyTranscript: string;
  readonly copied: string;
  readonly download: string;
  readonly transcript: string;
  readonly sound: string;
  readonly endChat: string;
  readonly endQuestion: string;
  readonly keepTalking: string;
  readonly newChat: string;
  readonly ended: string;
  readonly howWasIt: string;
  readonly comment: string;
  readonly sendRating: string;
  readonly thanks: string;
}

const LANGUAGES: Readonly<Record<string, Texts>> = { en, es, pt };

const RIGHT_TO_LEFT = ["ar", "dv", "fa", "he", "ps", "ur", "yi"];

const base = (language: string): string => language.toLowerCase().split(/[-_]/)[0] ?? "";

export function textsFor(language: string): { texts: Texts; language: string } {
  const known = base(language) in LANGUAGES ? base(language) : "en";
  return { texts: LANGUAGES[known] ?? en, language: known };
}

export function direction(language: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.includes(base(language)) ? "rtl" : "ltr";
}

/** The first wish that the agent can speak, whole tags before mere languages; else null. */
export function matchLanguage(wishes: readonly string[], spoken: readonly string[]): string | null {
  for (const wish of wishes) {
    const exact = spoken.find((one) => one.toLowerCase() === wish.toLowerCase());
    const near = exact ?? spoken.find((one) => base(one) === base(wish));
    if (near) return near;
  }
  return null;
}
