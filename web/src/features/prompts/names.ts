export { shortName as promptName } from "@/lib/short-name";

/** A label as it is typed: what ends in - may go on. */
export const labelName = (text: string): string => text.toLowerCase().replace(/[^a-z0-9_-]+/g, "-").replace(/^[^a-z]+/, "").slice(0, 30);

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
