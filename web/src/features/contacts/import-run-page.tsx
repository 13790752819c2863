import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Download, Undo2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Card, Stat } from "@/ui/card";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { ErrorState } from "@/ui/error-state";
import { Meter } from "@/ui/meter";
import { PageBody, PageHeader } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { type Import, importQuery, isUnderWay, refusedAddress, useImportStep } from "./import-api";
import { ImportDraft } from "./import-draft";
import { statusTone } from "./import-page";

/** One import from the draft to its result; it can be left and come back to. */
export function ImportRunPage() {
  const { t } = useTranslation("contacts");
  const { importId } = useParams({ from: "/app/contacts/import/$importId" });
  const found = useQuery(importQuery(importId));
  const one = found.data;
  return (
    <>
      <PageHeader
        title={one?.file_name ?? t("import.one")}
        parent={<Link to="/contacts/import">{t("import.title")}</Link>}
        status={one && <Pill tone={statusTone(one.status)}>{t(`import.status.${one.status}`)}</Pill>}
      />
      <PageBody className="mx-auto w-full max-w-4xl">
        {found.isPending && <SkeletonText lines={8} />}
        {found.isError && !one && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
        {one && (one.status === "draft" ? <ImportDraft key={one.id} one={one} /> : isUnderWay(one) ? <Progress one={one} /> : <Result one={one} />)}
      </PageBody>
    </>
  );
}

function Progress({ one }: { one: Import }) {
  const { t } = useTranslation("contacts");
  const formats = useFormats();
  const text = t("import.progress", { done: formats.number(one.rows_done), total: formats.number(one.rows_total) });
  return (
    <Card title={t(`import.status.${one.status}`)} description={t("import.leave")}>
      <div className="space-y-2" aria-live="polite">
        <Meter label={t(`import.status.${one.status}`)} value={one.rows_done} max={one.rows_total} text={text} />
        <p className="text-sm text-ink-2 tabular-nums">{text}</p>
      </div>
    </Card>
  );
}

function Result({ one }: { one: Import }) {
  const { t } = useTranslation("contacts");
  const formats = useFormats();
  const showError = useToastError();
  const step = useImportStep(one.id);
  const [asking, setAsking] = useState(false);
  const undone = one.status === "undone";
  const counts = undone ? (["removed", "restored", "kept"] as const) : (["created", "updated", "skipped", "refused"] as const);
  return (
    <div className="space-y-5">
      {one.status === "failed" && <Callout tone="bad" title={t("import.failed")} />}
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {counts.map((name) => (
          <Stat key={name} label={t(`import.counts.${name}`)} value={formats.number(one[name])} />
        ))}
      </div>
      {undone && one.kept > 0 && <p className="text-sm text-ink-2">{t("import.kept_detail")}</p>}
      <div className="flex flex-wrap gap-2">
        <Button asChild variant="primary">
          <Link to="/contacts" search={undone ? {} : { import: one.id }}>
            {t("import.see")}
          </Link>
        </Button>
        {one.refused > 0 && (
          <Button asChild>
            <a href={refusedAddress(one.id)} download>
              <Download aria-hidden />
              {t("import.download")}
            </a>
          </Button>
        )}
        {!undone && one.created + one.updated > 0 && (
          <Button variant="danger" onClick={() => setAsking(true)}>
            <Undo2 aria-hidden />
            {t("import.undo")}
          </Button>
        )}
        <Button asChild variant="ghost">
          <Link to="/contacts/import">{t("import.again")}</Link>
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("import.undo_title", { name: one.file_name })}
        action={t("import.undo")}
        destructive
        onConfirm={async () => {
          try {
            await step.mutateAsync("undo");
            toast(t("import.undoing"), { tone: "info" });
          } catch (error) {
            showError(error);
            throw error;
          }
        }}
      >
        {t("import.undo_detail")}
      </ConfirmDialog>
    </div>
  );
}
