import { Link } from "@tanstack/react-router";
import { CircleAlert, CircleCheck, FileUp, X } from "lucide-react";
import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { useFormats } from "@/lib/locale";
import { IconButton } from "@/ui/button";
import { useErrorText } from "@/ui/error-state";
import type { Way } from "@/ui/error-ways";
import { Spinner } from "@/ui/spinner";
import { FILE_KINDS, LARGEST_FILE, useUploadDocument } from "./api";

interface Upload {
  key: number;
  name: string;
  size: number;
  state: "sending" | "sent" | "refused";
  title?: string;
  detail?: string;
  way?: Way;
}

let counter = 0;

/** What is on its way: each file by itself, so that one that is refused does not stop the others. */
export function useUploads(source: string | undefined) {
  const { t } = useTranslation("knowledge");
  const formats = useFormats();
  const upload = useUploadDocument();
  const textOf = useErrorText();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const patch = (key: number, change: Partial<Upload>) => setUploads((before) => before.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const forget = (key: number) => setUploads((before) => before.filter((one) => one.key !== key));

  const add = async (files: readonly File[]) => {
    const entries = files.map((file) => ({ file, key: ++counter }));
    setUploads((before) => [...before, ...entries.map(({ file, key }): Upload => ({ key, name: file.name, size: file.size, state: "sending" }))]);
    for (const { file, key } of entries) {
      if (file.size > LARGEST_FILE) {
        patch(key, { state: "refused", title: t("upload.too_large"), detail: t("upload.too_large_detail", { size: formats.bytes(LARGEST_FILE) }) });
        continue;
      }
      try {
        await upload.mutateAsync({ file, source });
        patch(key, { state: "sent" });
        setTimeout(() => forget(key), 3_000);
      } catch (error) {
        patch(key, { state: "refused", ...textOf(error) });
      }
    }
  };
  return { uploads, add: (files: readonly File[]) => void add(files), forget };
}

export function UploadList({ uploads, onForget }: { uploads: Upload[]; onForget: (key: number) => void }) {
  const { t } = useTranslation("knowledge");
  const formats = useFormats();
  return (
    <ul aria-label={t("upload.list")} aria-live="polite" className="mb-4 space-y-1.5 empty:hidden">
      {uploads.map(({ key, name, size, state, title, detail, way }) => (
        <li key={key} className={cn("flex items-start gap-2.5 rounded-m border border-line bg-surface px-3 py-2 text-sm", state === "refused" && "border-transparent bg-bad-soft")}>
          <span className="mt-0.5 [&_svg]:size-4">
            {state === "sending" ? <Spinner /> : state === "sent" ? <CircleCheck aria-hidden className="text-good" /> : <CircleAlert aria-hidden className="text-bad" />}
          </span>
          <div className="min-w-0 flex-1">
            <p className="truncate font-medium">{name}</p>
            <p className={cn("text-xs", state === "refused" ? "text-bad" : "text-ink-3")}>{state === "refused" ? [title, detail].filter(Boolean).join(". ") : `${formats.bytes(size)} · ${t(`upload.${state}`)}`}</p>
          </div>
          {way && (
            <Link to={way.to} className="shrink-0 font-medium text-bad underline underline-offset-2">
              {way.label}
            </Link>
          )}
          {state === "refused" && (
            <IconButton size="icon-sm" label={t("upload.dismiss", { name })} onClick={() => onForget(key)}>
              <X aria-hidden />
            </IconButton>
          )}
        </li>
      ))}
    </ul>
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
