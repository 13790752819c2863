import type { LanguageFigures } from "./api";

/** One line of the list; without a code it stands for the `others`. */
export interface Spoken {
  code: string | undefined;
  conversations: number;
  share: number;
  others: number;
}

/** The most spoken languages, and what is left of the others in a line of its own. */
export function spokenOf(languages: LanguageFigures[], most: number): Spoken[] {
  const total = languages.reduce((sum, { conversations }) => sum + conversations, 0);
  const line = (code: string | undefined, conversations: number, others = 0): Spoken => ({ code, conversations, share: total > 0 ? conversations / total : 0, others });
  // A line for a single other language would take as much room as that language.
  const shown = languages.length <= most ? languages : languages.slice(0, most - 1);
  const rest = languages.slice(shown.length);
  const lines = shown.map(({ code, conversations }) => line(code, conversations));
  if (rest.length === 0) return lines;
  return [
    ...lines,
    line(
      undefined,
      rest.reduce((sum, { conversations }) => sum + conversations, 0),
      rest.length,
    ),
  ];
}
