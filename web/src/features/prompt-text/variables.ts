const EXPRESSION = /\{\{-?\s*([^{}>#|]*?)\s*(?:\|[^{}]*)?-?\}\}/g;

/** The variables that a text names, in order, each once. */
export const variablesIn = (text: string): string[] => [...new Set([...text.matchAll(EXPRESSION)].map((match) => match[1] ?? "").filter((name) => /^[^\W\d]\w*(\.\w+){0,3}$/u.test(name)))];

export interface Section {
  title: string;
  level: number;
  at: number;
}

/** The headings of a text with their places. */
export const sectionsIn = (text: string): Section[] => [...text.matchAll(/^(#{1,4})[ \t]+(\S[^\n]{0,118})$/gm)].map((match) => ({ title: (match[2] ?? "").trim(), level: (match[1] ?? "").length, at: match.index }));
