import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Pill } from "@/ui/pill";
import { Moment } from "@/ui/time-ago";
import type { Contact } from "./api";

/** What is known of a contact. Only what is known is shown. */
export function Details({ one }: { one: Contact }) {
  const { t } = useTranslation("contacts");
  const formats = useFormats();
  const facts: [string, ReactNode][] = (
    [
      [t("form.phones"), one.phones.length > 0 && <Lines key="phones" values={one.phones} scheme="tel" />],
      [t("form.emails"), one.emails.length > 0 && <Lines key="emails" values={one.emails} scheme="mailto" />],
      [t("columns.company"), one.company],
      [t("columns.owner"), one.owner?.name],
      [t("columns.source"), one.source],
      [t("columns.score"), one.score === null ? "" : t("score_of", { score: one.score })],
      [t("columns.language"), one.language && formats.languageName(one.language)],
      [t("columns.country"), [one.region, one.country].filter(Boolean).join(" · ")],
      [t("columns.time_zone"), one.time_zone],
      [t("columns.created"), <Moment key="created" value={one.created_at} />],
    ] as [string, ReactNode][]
  ).filter(([, value]) => Boolean(value));
  const custom = Object.entries(one.custom);
  return (
    <div className="space-y-6 px-5 py-4">
      <Pairs pairs={facts} />
      {one.tags.length > 0 && (
        <Part title={t("columns.tags")}>
          <p className="flex flex-wrap gap-1">
            {one.tags.map((tag) => (
              <Pill key={tag}>{tag}</Pill>
            ))}
          </p>
        </Part>
      )}
      {one.interest && (
        <Part title={t("columns.interest")}>
          <p className="text-sm break-words whitespace-pre-wrap">{one.interest}</p>
        </Part>
      )}
      {custom.length > 0 && (
        <Part title={t("custom.title")}>
          <Pairs pairs={custom.map(([name, value]) => [name, typeof value === "boolean" ? t(value ? "yes" : "no") : String(value)])} />
        </Part>
      )}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-2 text-sm font-semibold">{title}</h3>
      {children}
    </section>
  );
}

function Pairs({ pairs }: { pairs: [string, ReactNode][] }) {
  return (
    <dl className="space-y-1.5 text-sm">
      {pairs.map(([label, value]) => (
        <div key={label} className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-3">
          <dt className="break-words text-ink-2">{label}</dt>
          <dd className="break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Lines({ values, scheme }: { values: string[]; scheme: "tel" | "mailto" }) {
  return (
    <ul>
      {values.map((value) => (
        <li key={value}>
          <a href={`${scheme}:${value}`} className="inline-block min-h-6 underline decoration-line-strong underline-offset-2 hover:decoration-current">
            {value}
          </a>
        </li>
      ))}
    </ul>
  );
}
