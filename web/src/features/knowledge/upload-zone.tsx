import { Link } from "@tanstack/react-router";
import { CircleAlert, CircleCheck, Clock, FileUp, RotateCw, X } from "lucide-react";
import { type DragEvent, type ReactNode, useRef, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { useFormats } from "@/lib/locale";
import { Button, IconButton } from "@/ui/button";
import { useErrorText } from "@/ui/error-state";
import { Spinner } from "@/ui/spinner";
import { useSendDocument } from "./api";
import { FILE_KINDS, LARGEST_FILE, type Upload, uploads } from "./uploads";

export function useUploads(source: string | undefined) {
  const send = useSendDocument();
  return { uploads: useSyncExternalStore(uploads.subscribe, uploads.get), add: (files: readonly File[]) => uploads.add(files, source, send) };
}

/** What is on its way, each file by itself: one that is refused does not stop the others. */
export function UploadList({ uploads: list }: { uploads: readonly Upload[] }) {
  const { t } = useTranslation("knowledge");
  return (
    <ul aria-label={t("upload.list")} className="mb-4 space-y-1.5 empty:hidden">
      {list.map((one) => (
        <UploadRow key={one.key} upload={one} />
      ))}
    </ul>
  );
}

function UploadRow({ upload }: { upload: Upload }) {
  const { t } = useTranslation("knowledge");
  const formats = useFormats();
  const textOf = useErrorText();
  const { key, name, size, state, share, flaw, error } = upload;
  const bad = state === "refused" || state === "failed";
  const { title, detail, way } = state === "failed" ? textOf(error) : { title: flaw && t(`upload.${flaw}`), detail: flaw && t(`upload.${flaw}_detail`, { size: formats.bytes(LARGEST_FILE) }), way: undefined };
  const percent = Math.floor(share * 100);
  // All of it has left, and the server has it to look at.
  const looked = state === "sending" && percent === 100;
  const stage = looked ? "checking" : state === "waiting" ? "waiting" : "sent";
  const shown = state === "sending" && !looked ? t("upload.percent", { percent: formats.number(percent) }) : t(`upload.${stage}`);
  return (
    <li className={cn("relative flex items-start gap-2.5 overflow-hidden rounded-m border border-line bg-surface px-3 py-2 text-sm", bad && "border-transparent bg-bad-soft")}>
      <span className="mt-0.5 [&_svg]:size-4">{bad ? <CircleAlert aria-hidden className="text-bad" /> : state === "sent" ? <CircleCheck aria-hidden className="text-good" /> : state === "waiting" ? <Clock aria-hidden className="text-ink-3" /> : <Spinner />}</span>
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{name}</p>
        {/* Only what a person must know is said aloud, not each percent. */}
        <p role={bad ? "alert" : undefined} className={cn("text-xs tabular-nums", bad ? "text-bad" : "text-ink-3")}>
          {bad ? [title, detail].filter(Boolean).join(". ") : `${formats.bytes(size)} · ${shown}`}
        </p>
        <p role="status" className="sr-only">
          {state === "sent" && t("upload.sent")}
        </p>
      </div>
      {way && (
        <Link to={way.to} className="shrink-0 font-medium text-bad underline underline-offset-2">
          {way.label}
        </Link>
      )}
      {state === "failed" && (
        <Button size="sm" onClick={() => uploads.retry(key)}>
          <RotateCw aria-hidden />
          {t("upload.retry")}
        </Button>
      )}
      {state !== "sent" && (
        <IconButton size="icon-sm" label={t(bad ? "upload.dismiss" : "upload.cancel", { name })} onClick={() => uploads.drop(key)}>
          <X aria-hidden />
        </IconButton>
      )}
      {state === "sending" && (
        <div role="progressbar" aria-label={t("upload.progress", { name })} aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100} className="absolute inset-x-0 bottom-0 h-0.5 bg-sunken">
          <div className="h-full bg-accent transition-[width] duration-150" style={{ width: `${percent}%` }} />
        </div>
      )}
    </li>
  );
}

/** Files are dropped anywhere on the page; the keyboard's way is the button that `open` belongs to. */
export function DropArea({ onFiles, disabled, children }: { onFiles: (files: File[]) => void; disabled: boolean; children: (open: () => void) => ReactNode }) {
  const { t } = useTranslation("knowledge");
  const input = useRef<HTMLInputElement>(null);
  const [depth, setDepth] = useState(0);
  const carriesFiles = (event: DragEvent) => !disabled && event.dataTransfer.types.includes("Files");
  return (
    <div
      className="relative min-h-96"
      onDragEnter={(event) => carriesFiles(event) && setDepth((before) => before + 1)}
      onDragLeave={(event) => carriesFiles(event) && setDepth((before) => Math.max(0, before - 1))}
      onDragOver={(event) => carriesFiles(event) && event.preventDefault()}
      onDrop={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        setDepth(0);
        onFiles([...event.dataTransfer.files]);
      }}
    >
      <input
        ref={input}
        type="file"
        multiple
        accept={FILE_KINDS}
        aria-label={t("upload.choose")}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      {children(() => input.current?.click())}
      {depth > 0 && (
        <div aria-hidden className="pointer-events-none absolute inset-2 z-30 grid place-items-center rounded-l border-2 border-dashed border-accent bg-accent-soft text-accent">
          <span className="flex items-center gap-2 font-medium">
            <FileUp className="size-5" />
            {t("upload.drop")}
          </span>
        </div>
      )}
    </div>
  );
}
