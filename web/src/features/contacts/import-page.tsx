import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { FileUp } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Card } from "@/ui/card";
import { useErrorText } from "@/ui/error-state";
import { PageBody, PageHeader } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { TimeAgo } from "@/ui/time-ago";
import { type Import, importsQuery, useUploadImport } from "./import-api";

/** The first step: a file. Below it, what was imported before. */
export function ImportPage() {
  const { t } = useTranslation("contacts");
  const found = useInfiniteQuery(importsQuery);
  const earlier = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader title={t("import.title")} parent={<Link to="/contacts">{t("title")}</Link>} />
      <PageBody className="mx-auto w-full max-w-3xl space-y-6">
        <p className="text-sm text-ink-2">{t("import.about")}</p>
        <DropBox />
        {earlier.length > 0 && (
          <Card title={t("import.earlier")} flush>
            <ul className="divide-y divide-line border-t border-line">
              {earlier.map((one) => (
                <Earlier key={one.id} one={one} />
              ))}
            </ul>
            {found.hasNextPage && (
              <div className="border-t border-line p-3">
                <Button size="sm" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                  {t("timeline.more")}
                </Button>
              </div>
            )}
          </Card>
        )}
      </PageBody>
    </>
  );
}

export const statusTone = (status: Import["status"]) => (status === "done" ? "good" : status === "failed" ? "bad" : status === "undone" || status === "draft" ? "neutral" : "info");

function Earlier({ one }: { one: Import }) {
  const { t } = useTranslation("contacts");
  const formats = useFormats();
  return (
    <li className="relative flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-sm hover:bg-sunken">
      <Link to="/contacts/import/$importId" params={{ importId: one.id }} className="min-w-40 flex-1 truncate font-medium after:absolute after:inset-0">
        {one.file_name}
      </Link>
      <span className="text-xs text-ink-2">
        {t("import.progress", { done: formats.number(one.rows_done), total: formats.number(one.rows_total) })} · <TimeAgo value={one.created_at} />
      </span>
      <Pill tone={statusTone(one.status)}>{t(`import.status.${one.status}`)}</Pill>
    </li>
  );
}

function DropBox() {
  const { t } = useTranslation("contacts");
  const navigate = useNavigate();
  const textOf = useErrorText();
  const upload = useUploadImport();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const send = (file: File | undefined) => {
    if (file) upload.mutate(file, { onSuccess: ({ id }) => void navigate({ to: "/contacts/import/$importId", params: { importId: id } }) });
  };
  const failed = upload.error ? textOf(upload.error) : undefined;
  const onDrag = (event: DragEvent, entering: boolean) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(entering);
  };
  return (
    <>
      {failed && (
        <Callout tone="bad" live title={failed.title}>
          {failed.detail}
        </Callout>
      )}
      <div
        className={cn("flex flex-col items-center gap-3 rounded-l border-2 border-dashed border-line-strong bg-surface px-6 py-12 text-center transition-colors duration-100", over && "border-accent bg-accent-soft")}
        onDragEnter={(event) => onDrag(event, true)}
        onDragOver={(event) => onDrag(event, true)}
        onDragLeave={(event) => onDrag(event, false)}
        onDrop={(event) => {
          onDrag(event, false);
          send(event.dataTransfer.files[0]);
        }}
      >
        <FileUp aria-hidden className="size-6 text-ink-3" />
        <p className="text-sm font-medium">{t("import.drop")}</p>
        <Button variant="primary" loading={upload.isPending} onClick={() => input.current?.click()}>
          {t("import.choose")}
        </Button>
        <p className="text-xs text-ink-3">{t("import.limits")}</p>
        <input
          ref={input}
          type="file"
          accept=".csv,.tsv,.txt,.xlsx,.xlsm,text/csv,text/plain,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          aria-label={t("import.choose")}
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            send(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
      </div>
    </>
  );
}
