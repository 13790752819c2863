import { useQuery } from "@tanstack/react-query";
import { FileUp } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { Input } from "@/ui/input";
import { Meter } from "@/ui/meter";
import { Pill } from "@/ui/pill";
import { Select } from "@/ui/select";
import { SkeletonText } from "@/ui/skeleton";
import { Moment } from "@/ui/time-ago";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { filesQuery, type NumbersFile, packsQuery, useForgetFile, useTakeIn } from "./api";

const OWN = "own";
const TONES = { waiting: "neutral", running: "info", ready: "good", failed: "bad" } as const;

/** Copies of registers and lists in files, with how far their reading is. */
export function FilesCard({ mayManage }: { mayManage: boolean }) {
  const { t, i18n } = useTranslation("compliance");
  const files = useQuery(filesQuery);
  const registers = useQuery(packsQuery(i18n.language)).data?.registers ?? [];
  const [kind, setKind] = useState(OWN);
  const [part, setPart] = useState("");
  const picker = useRef<HTMLInputElement>(null);
  const takeIn = useTakeIn();
  const showError = useToastError();
  const send = (file: File | undefined) => {
    if (file) takeIn.mutate({ file, kind, part: kind === OWN ? "" : part.trim() }, { onError: showError, onSuccess: () => toast(t("files.taken_in")) });
  };
  return (
    <Card
      title={t("files.title")}
      description={t("files.detail")}
      actions={
        mayManage && (
          <>
            <Select label={t("files.kind")} value={kind} onValueChange={setKind} options={[{ value: OWN, label: t("files.own") }, ...registers.map((one) => ({ value: one.kind, label: one.name }))]} />
            {kind !== OWN && <Input className="w-40" aria-label={t("files.part")} placeholder={t("files.part")} maxLength={40} value={part} onChange={({ target }) => setPart(target.value)} />}
            <Button loading={takeIn.isPending} onClick={() => picker.current?.click()}>
              {t("files.import")}
            </Button>
            <input
              ref={picker}
              type="file"
              hidden
              aria-label={t("files.import")}
              accept=".csv,.txt"
              onChange={({ target }) => {
                send(target.files?.[0]);
                target.value = "";
              }}
            />
          </>
        )
      }
      flush
    >
      {files.isPending && <SkeletonText lines={3} className="p-4" />}
      {files.isError && <ErrorState compact error={files.error} onRetry={() => void files.refetch()} />}
      {files.data?.length === 0 && <EmptyState compact icon={<FileUp aria-hidden />} title={t("files.empty")} description={t("files.empty_detail")} />}
      <ul>
        {files.data?.map((file) => (
          <FileRow key={file.id} file={file} mayManage={mayManage} />
        ))}
      </ul>
    </Card>
  );
}

function FileRow({ file, mayManage }: { file: NumbersFile; mayManage: boolean }) {
  const { t } = useTranslation("compliance");
  const moving = file.status === "waiting" || file.status === "running";
  return (
    <li className="space-y-1 border-t border-line px-4 py-2.5">
      <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
        {file.part ? `${file.name} · ${file.part}` : file.name} <Pill tone={TONES[file.status]}>{t(`files.status.${file.status}`)}</Pill>
        {!moving && mayManage && <ForgetFile file={file} />}
      </p>
      <p className="text-xs break-words text-ink-2">
        {file.file_name} · {t("files.counts", { numbers: file.numbers, refused: file.refused })} · {t("files.taken")} <Moment value={file.taken_at} />
        {file.expires_at && (
          <>
            {" "}
            · {t("files.expires")} <Moment value={file.expires_at} />
          </>
        )}
      </p>
      {moving && <Meter label={file.file_name} value={file.progress} max={100} text={`${file.progress} %`} tone="neutral" />}
      {file.problem && <p className="text-xs text-bad">{file.problem}</p>}
    </li>
  );
}

function ForgetFile({ file }: { file: NumbersFile }) {
  const { t } = useTranslation("compliance");
  const forget = useForgetFile();
  const showError = useToastError();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button size="sm" variant="ghost" aria-label={t("files.forget_named", { file: file.file_name })} onClick={() => setAsking(true)}>
        {t("files.forget")}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("files.forget_title", { name: file.name })}
        action={t("files.forget")}
        destructive
        onConfirm={() =>
          forget.mutateAsync(file.id).catch((error: unknown) => {
            showError(error);
            throw error;
          })
        }
      >
        {t(file.kind === OWN ? "files.forget_own" : "files.forget_register", { count: file.numbers })}
      </ConfirmDialog>
    </>
  );
}
