import { Crosshair, UserRound } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { compareLines } from "@/lib/differences/marking";
import { usePlainWords } from "@/lib/differences/plain-words";
import { tell } from "@/lib/differences/telling";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { CopyButton } from "@/ui/copy-field";
import { Sheet } from "@/ui/dialog";
import { MarkedLines } from "@/ui/marked-lines";
import type { AuditEntry } from "./api";
import { type Change, changesOf, nameIn } from "./changes";
import type { AuditView } from "./search";
import { useAuditWords } from "./words";

/** So many lines of a field are seen at once. */
const MOST = 12;

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
      {changes.length === 0 ? <p className="text-sm text-ink-3">{t("no_changes")}</p> : <ChangeList changes={changes} />}
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

function ChangeList({ changes }: { changes: Change[] }) {
  const { t } = useTranslation("audit");
  const words = usePlainWords(useAuditWords().part);
  return (
    <ul className="divide-y divide-line rounded-m border border-line">
      {changes.map(({ field, before, after }) => {
        const path = field.split(".").filter(Boolean);
        const name = path.map((_, index) => words.label(path.slice(0, index + 1))).join(" › ");
        const rows = compareLines(tell(before, words, path), tell(after, words, path));
        return (
          <li key={field} className="space-y-1.5 px-3 py-2.5">
            <p className="flex flex-wrap items-baseline gap-x-2 text-xs">
              {name && <span className="font-medium text-ink-2">{name}</span>}
              <code className="font-mono text-2xs text-ink-3">{field || t("value")}</code>
            </p>
            {rows.length > 0 ? <MarkedLines rows={rows} label={name || t("value")} most={MOST} /> : <p className="text-xs text-ink-3 italic">{t("nothing")}</p>}
          </li>
        );
      })}
    </ul>
  );
}
