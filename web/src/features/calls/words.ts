import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Tone } from "@/ui/pill";
import { type Call, isRunning, type Outcome } from "./api";

const GOOD: readonly Outcome[] = ["booked", "interested", "answered"];
const BAD: readonly Outcome[] = ["opted_out", "invalid_number"];

export function statusTone(call: Call): Tone {
  if (call.status === "in_progress") return "good";
  if (isRunning(call)) return "info";
  return call.status === "failed" ? "bad" : "neutral";
}

export function outcomeTone(outcome: Outcome): Tone {
  return GOOD.includes(outcome) ? "good" : BAD.includes(outcome) ? "bad" : "neutral";
}

/** Codes of a call as people read them. */
export function useCallWords() {
  const { t, i18n } = useTranslation("calls");
  return useMemo(() => {
    // The last part of a code says more, the first is always known.
    const problem = (code: string) => {
      const [kind = "", reason = ""] = code.split(".");
      const known = [reason, kind].find((name) => name && i18n.exists(`calls:problem.${name}`));
      return known ? t(`problem.${known as "voice_refused"}`) : t("problem.unknown", { code });
    };
    const worded = <K extends string>(group: K, name: string, otherwise: string) => (name && i18n.exists(`calls:${group}.${name}`) ? i18n.t(`calls:${group}.${name}`) : otherwise);
    return {
      status: (call: Call) => (call.stopping && isRunning(call) ? t("status.stopping") : t(`status.${call.status}`)),
      /** Why it ended, in one line; nothing while it runs. */
      ending: (call: Call) => (call.error ? problem(call.error) : call.ending ? t(`ending.${call.ending}`) : ""),
      /** Who is on the other side: a contact, a number, or somebody in a browser. */
      party: (call: Call) => call.contact?.name || (call.direction === "inbound" ? call.from_number : call.to_number) || t(call.direction === "web" ? "in_browser" : "unknown_caller"),
      outcome: (outcome: Outcome) => t(`outcome.${outcome}`),
      platform: (name: string) => worded("platform", name, name),
      sentiment: (name: string) => worded("sentiment", name.toLowerCase(), "—"),
      item: (name: string) => worded("item", name, name.replaceAll("_", " ")),
      problem,
    };
  }, [t, i18n]);
}
