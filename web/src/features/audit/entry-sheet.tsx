import { Crosshair, UserRound } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { CopyButton } from "@/ui/copy-field";
import { Sheet } from "@/ui/dialog";
import type { AuditEntry } from "./api";
import { type Change, changesOf, nameIn } from "./changes";
import type { AuditView } from "./search";
import { useAuditWords } from "./words";

/** One act, whole: who, from where, and field by field what it changed. */
export function EntrySheet({ entry, onClose, onFilter }: { entry: AuditEntry; onClose: () => void; onFilter: (patch: Pick<AuditView, "actor" | "subject">) => void }) {
  const { t } = useTranslation("audit");
  const formats = useFormats();
  const words = useAuditWords();
  const changes = changesOf(entry.before, entry.after);
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} width="lg" title={words.action(entry.action)} description={formats.instant(entry.at)}>
      <dl className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-x-3 gap-y-2.5 text-sm">
        <Line term={t("columns.actor")}>
          {words.actor(entry)}
          {entry.actor_kind !== "user" && <span className="text-ink-3"> · {t(`actors.${entry.actor_kind}`, { defaultValue: entry.actor_kind })}</span>}
        </Line>
        {entry.address && (
          <Line term={t("columns.address")}>
            <code className="font-mono text-xs">{entry.address}</code>
          </Line>
        )}
        {entry.subject_kind && (
          <Line term={t("columns.subject")}>
            {words.kind(entry.subject_kind)}
            {nameIn(entry.after, entry.before) && <span className="font-medium"> · {nameIn(entry.after, entry.before)}</span>}
          </Line>
        )}
        {entry.subject_id && <Coded term={t("id")} value={entry.subject_id} />}
        <Coded term={t("code")} value={entry.action} />
        {entry.request_id && <Coded term={t("request")} value={entry.request_id} />}
        <Line term={t("number")}>{formats.number(entry.sequence)}</Line>
      </dl>
      <div className="mt-4 flex flex-wrap gap-2">
        {entry.actor_id && (
          <Button size="sm" onClick={() => onFilter({ actor: entry.actor_id ?? undefined })}>
            <UserRound aria-hidden />
            {t("all_of_actor")}
          </Button>
        )}
        {entry.subject_id && (
          <Button size="sm" onClick={() => onFilter({ subject: entry.subject_id })}>
            <Crosshair aria-hidden />
            {t("all_of_subject")}
          </Button>
        )}
      </div>
      <h3 className="mt-6 mb-2 text-sm font-semibold">{t("changes")}</h3>
      {changes.length === 0 ? <p className="text-sm text-ink-3">{t("no_changes")}</p> : <ChangeList changes={changes} compared={entry.before != null && entry.after != null} />}
    </Sheet>
  );
}

function Line({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{term}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

function Coded({ term, value }: { term: string; value: string }) {
  return (
    <Line term={term}>
      <span className="-my-1 flex items-center gap-1">
        <code className="min-w-0 truncate font-mono text-xs">{value}</code>
        <CopyButton text={value} />
      </span>
    </Line>
  );
}

function ChangeList({ changes, compared }: { changes: Change[]; compared: boolean }) {
  const { t } = useTranslation("audit");
  const words = useAuditWords();
  return (
    <ul className="divide-y divide-line rounded-m border border-line">
      {changes.map(({ field, before, after }) => (
        <li key={field} className="space-y-1.5 px-3 py-2.5">
          <p className="flex flex-wrap items-baseline gap-x-2 text-xs">
            {words.field(field) && <span className="font-medium text-ink-2">{words.field(field)}</span>}
            <code className="font-mono text-2xs text-ink-3">{field || t("value")}</code>
          </p>
          {compared ? (
            <div className="grid gap-1.5 sm:grid-cols-2">
              <Value label={t("before")} value={before} tone="before" />
              <Value label={t("after")} value={after} tone="after" />
            </div>
          ) : (
            <Value label={after === undefined ? t("before") : t("after")} value={after === undefined ? before : after} tone={after === undefined ? "before" : "after"} />
          )}
        </li>
      ))}
    </ul>
  );
}

function Value({ label, value, tone }: { label: string; value: unknown; tone: "before" | "after" }) {
  const { t } = useTranslation("audit");
  const nothing = value === undefined || value === null || value === "";
  const text = typeof value === "boolean" ? t(value ? "yes" : "no") : typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value, null, 2);
  return (
    <div className={tone === "before" ? "min-w-0 rounded-s bg-bad-soft px-2 py-1 text-bad" : "min-w-0 rounded-s bg-good-soft px-2 py-1 text-good"}>
      <span className="sr-only">{label}: </span>
      {nothing ? <span className="text-xs italic">{t("nothing")}</span> : <span className="block max-h-64 overflow-y-auto text-xs break-words whitespace-pre-wrap text-ink">{text}</span>}
    </div>
  );
}
