import { matchScore } from "@/lib/text-match";

/** What is looked for among scenarios or results: words of the name, and how they came out. */
export const FINDINGS = ["all", "failed", "passed", "untried"] as const;
export type Finding = (typeof FINDINGS)[number];
export interface Wanted {
  words: string;
  finding: Finding;
}
export const EVERYTHING: Wanted = { words: "", finding: "all" };
/** With fewer there is nothing to look for. */
export const FEW = 6;
/** Letters may not be skipped: of hundreds that would leave many. */
const IN_ONE_PIECE = 50;

export function isWanted({ words, finding }: Wanted, name: string, passed: boolean | null): boolean {
  if (words.trim() && matchScore(words, name) < IN_ONE_PIECE) return false;
  return finding === "all" || finding === (passed === null ? "untried" : passed ? "passed" : "failed");
}
