import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { ErrorState } from "@/ui/error-state";
import { Pill } from "@/ui/pill";
import { Select } from "@/ui/select";
import { SkeletonText } from "@/ui/skeleton";
import { type Contact, contactabilityQuery, type Purpose } from "./api";

/** Whether an agent may call this contact now, and by what that was decided: always in sight, before anybody dials. */
export function Contactability({ one }: { one: Contact }) {
  const { t, i18n } = useTranslation("contacts");
  const formats = useFormats();
  const [purpose, setPurpose] = useState<Purpose>("marketing");
  const found = useQuery(contactabilityQuery(one.id, purpose, i18n.language));
  const decision = found.data;
  const told = decision?.allowed ? decision.evidence : (decision?.reasons ?? []);
  const [first, ...more] = told.map(({ text }) => text);
  return (
    <section aria-label={t("contactability.title")} className="max-h-1/2 shrink-0 space-y-1.5 overflow-y-auto border-t border-line px-5 py-3 text-sm">
      <div className="flex flex-wrap items-center gap-2">
        {decision && (
          <Pill tone={decision.allowed ? "good" : "bad"} dot>
            {t(decision.allowed ? "contactability.yes" : "contactability.no")}
          </Pill>
        )}
        <span className="min-w-0 flex-1 text-xs text-ink-2">
          {decision?.allowed && decision.valid_until && t("contactability.until", { time: formats.dateTime(decision.valid_until) })}
          {decision && !decision.allowed && decision.next_allowed && t("contactability.from", { time: formats.dateTime(decision.next_allowed) })}
        </span>
        <Select<Purpose>
          label={t("contactability.purpose")}
          className="w-36"
          value={purpose}
          onValueChange={setPurpose}
          options={(["marketing", "service"] as const).map((value) => ({ value, label: t(`contactability.purposes.${value}`) }))}
        />
      </div>
      {found.isPending && <SkeletonText lines={1} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} compact />}
      {first && <p className="text-ink-2">{first}</p>}
      {more.length > 0 && (
        <details className="text-ink-2">
          <summary className="w-fit cursor-pointer text-xs text-ink-3 hover:text-ink">{t("contactability.more", { count: more.length })}</summary>
          <ul className="mt-1 list-disc space-y-1 pl-4">
            {more.map((text, index) => (
              <li key={index}>{text}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
