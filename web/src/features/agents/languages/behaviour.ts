import type { Tone } from "@/ui/pill";
import type { Language } from "./api";

/** How a language's comparisons are told: nothing is called the same before it was compared with this draft. */
export function behaviourOf({ total, same, different }: NonNullable<Language["parity"]>): { key: "same_of" | "untried" | "partly"; tone: Tone; counts: Record<"total" | "same" | "different" | "untried", number> } {
  const untried = total - same - different;
  const counts = { total, same, different, untried };
  const tone = different > 0 ? "warn" : untried > 0 ? "neutral" : "good";
  return { key: untried === 0 ? "same_of" : untried === total ? "untried" : "partly", tone, counts };
}
