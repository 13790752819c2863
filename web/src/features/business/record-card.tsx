import { useQuery } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button, IconButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { ErrorState } from "@/ui/error-state";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { type RecordKind, type Records, recordsQuery, useDeleteRecord } from "./api";
import { RecordSheet } from "./record-sheet";

type AnyRecord = Records[RecordKind];

/** A list of the business with what each thing is called and the little that tells it apart. */
export function RecordCard({ kind, mayChange, currency }: { kind: RecordKind; mayChange: boolean; currency: string }) {
  const { t } = useTranslation("business");
  const found = useQuery(recordsQuery(kind));
  const remove = useDeleteRecord(kind);
  const showError = useToastError();
  const faceOf = useFace();
  const [editing, setEditing] = useState<AnyRecord | "new">();
  const [deleting, setDeleting] = useState<AnyRecord>();
  const records = (found.data ?? []) as AnyRecord[];
  const name = deleting ? faceOf(deleting).title : "";
  return (
    <Card
      flush
      title={t(`records.${kind}.title`)}
      description={t(`records.${kind}.detail`)}
      actions={
        mayChange && (
          <Button size="sm" onClick={() => setEditing("new")}>
            <Plus aria-hidden />
            {t(`records.${kind}.add`)}
          </Button>
        )
      }
    >
      {found.isPending && <SkeletonText lines={3} className="p-4 pt-0" />}
      {found.isError && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && records.length === 0 && <p className="px-4 pb-4 text-sm text-ink-3">{t("records.none")}</p>}
      <ul className="border-t border-line empty:hidden">
        {records.map((record) => {
          const face = faceOf(record);
          return (
            <li key={(record as { id: string }).id} className="relative flex items-center gap-3 border-b border-line px-4 py-2.5 transition-colors duration-100 last:border-b-0 hover:bg-sunken">
              <div className="min-w-0 flex-1">
                <button type="button" disabled={!mayChange} className="block max-w-full truncate text-left text-sm font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent" onClick={() => setEditing(record)}>
                  {face.title}
                </button>
                {face.detail && <p className="truncate text-xs text-ink-3">{face.detail}</p>}
              </div>
              {face.active === false && <Pill>{t("not_offered", { context: kind })}</Pill>}
              {face.end && <span className="text-sm whitespace-nowrap tabular-nums">{face.end}</span>}
              {mayChange && (
                <IconButton size="icon-sm" className="relative z-10" label={t("records.delete", { name: face.title })} onClick={() => setDeleting(record)}>
                  <Trash2 aria-hidden />
                </IconButton>
              )}
            </li>
          );
        })}
      </ul>
      {editing && <RecordSheet kind={kind} record={editing === "new" ? undefined : editing} count={records.length} currency={currency} onClose={() => setEditing(undefined)} />}
      <ConfirmDialog
        open={deleting !== undefined}
        onOpenChange={(open) => !open && setDeleting(undefined)}
        title={t("records.delete_title", { name })}
        action={t("delete")}
        destructive
        onConfirm={async () => {
          if (!deleting) return;
          try {
            await remove.mutateAsync(deleting.id);
            toast(t("records.deleted", { name }));
          } catch (error) {
            showError(error);
            throw error;
          }
        }}
      >
        {t("records.delete_detail")}
      </ConfirmDialog>
    </Card>
  );
}

function useFace(): (record: AnyRecord) => { title: string; detail: string; end?: string; active?: boolean } {
  const { t } = useTranslation("business");
  const formats = useFormats();
  return (record) => {
    if ("price_micros" in record) {
      return {
        title: record.name,
        detail: [record.category, record.duration_seconds ? formats.duration(record.duration_seconds) : ""].filter(Boolean).join(" · "),
        active: record.active,
        ...(record.price_micros === null ? {} : { end: record.price_from ? t("price_from", { price: formats.money(record.price_micros, record.currency) }) : formats.money(record.price_micros, record.currency) }),
      };
    }
    if ("spans" in record) {
      const hours = record.spans.map(({ opens, closes }) => `${opens}–${closes}`).join(", ");
      // At noon, so that no zone moves it to another day.
      return { title: formats.date(`${record.date}T12:00:00Z`), detail: [record.name, hours || t("hours.closed")].filter(Boolean).join(" · ") };
    }
    if ("text" in record) return { title: record.title, detail: record.text };
    if ("address" in record) return { title: record.name, detail: record.address };
    return { title: record.name, detail: [record.role, record.hours ? t("own_hours") : ""].filter(Boolean).join(" · "), active: record.active };
  };
}
