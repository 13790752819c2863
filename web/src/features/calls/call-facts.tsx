import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Moment } from "@/ui/time-ago";
import type { Call } from "./api";
import { useCallWords } from "./words";

/** What is known of a call beside what was said: numbers, times, what it cost and what was gathered. */
export function CallFacts({ call }: { call: Call }) {
  const { t } = useTranslation("calls");
  const formats = useFormats();
  const words = useCallWords();
  const collected = Object.entries(call.collected).filter(([, value]) => value !== null && value !== "");
  const passed = call.routing?.passed.map(({ label, reason }) => t("routing.passed", { label, reason: t([`routing.reasons.${reason.split(".")[0]}`, "routing.reasons.other"] as const) })) ?? [];
  const routing = call.routing && call.routing.why !== "only" ? [t(`routing.why.${call.routing.why}`), ...passed].join(" ") : "";
  const rows = [
    [t("facts.from"), call.from_number],
    [t("facts.to"), call.to_number],
    [t("facts.account"), call.account.label],
    [t("facts.routing"), routing],
    [t("facts.by"), call.created_by],
    [t("facts.reason"), call.platform_reason],
    [t("facts.confidence"), call.confidence === null ? "" : formats.percent(call.confidence, 0)],
  ].filter(([, value]) => value);
  const times = [
    [t("facts.created"), call.created_at],
    [t("facts.ringing"), call.ringing_at],
    [t("facts.answered"), call.answered_at],
    [t("facts.ended"), call.ended_at],
  ] as const;
  return (
    <details className="border-t border-line px-5 py-3 text-sm">
      <summary className="w-fit cursor-pointer text-xs font-medium text-ink-2 hover:text-ink">{t("facts.title")}</summary>
      <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {rows.map(([label, value]) => (
          <Row key={label} label={label ?? ""}>
            {value}
          </Row>
        ))}
        {times.map(
          ([label, value]) =>
            value && (
              <Row key={label} label={label}>
                <Moment value={value} />
              </Row>
            ),
        )}
        {call.cost_lines.map((line, index) => (
          <Row key={`${line.item}-${index}`} label={words.item(line.item)}>
            {formats.money(line.micros, line.currency)}
          </Row>
        ))}
        {collected.map(([name, value]) => (
          <Row key={name} label={name.replaceAll("_", " ")}>
            {typeof value === "object" ? JSON.stringify(value) : String(value)}
          </Row>
        ))}
      </dl>
    </details>
  );
}

function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-xs text-ink-2">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
