import { type Merged, mergeJson, type Side } from "@/lib/merging";
import { type Content, contentOf, type Prompt } from "./api";

/** All of a prompt that is written on its page. */
export interface Written {
  title: string;
  tags: string[];
  content: Content;
}

export const writtenOf = (prompt: Prompt): Written => ({ title: prompt.title, tags: prompt.tags, content: contentOf(prompt) });

/** Two people's edits of one prompt; its text line by line, also where it was one line before. */
export const mergeWritten = (base: Written, mine: Written, theirs: Written, side: Side): Merged<Written> => mergeJson(base, mine, theirs, side);

export type Part = "text" | "language" | "variables" | "title" | "tags";

/** The parts in which two people clash. */
export function partsOf(clashes: readonly (readonly string[])[]): Part[] {
  const parts = clashes.map(([first, second]) => (first === "content" ? second : first) as Part);
  return [...new Set(parts)];
}
