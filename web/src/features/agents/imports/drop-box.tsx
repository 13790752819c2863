import { FileUp } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/errors";
import type { RefusalReason } from "@/api/generated/schema";
import { cn } from "@/lib/class-names";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { useErrorText } from "@/ui/error-state";

const KINDS = ".json,.yaml,.yml,.md,.vf,.vfr,.zip,.tgz,.gz,application/json,application/zip";

/** A place for files, by hand or by drag; what was wrong with them stays beside it. */
export function DropBox({ label, pending, error, multiple, onFiles }: { label: string; pending: boolean; error: unknown; multiple?: boolean; onFiles: (files: File[]) => void }) {
  const { t } = useTranslation("imports");
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const onDrag = (event: DragEvent, entering: boolean) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(entering);
  };
  const send = (files: FileList | null) => {
    if (files && files.length > 0) onFiles([...files]);
  };
  return (
    <>
      {error !== null && error !== undefined && <Refused error={error} />}
      <div
        className={cn("flex flex-col items-center gap-3 rounded-l border-2 border-dashed border-line-strong bg-surface px-6 py-10 text-center transition-colors duration-100", over && "border-accent bg-accent-soft")}
        onDragEnter={(event) => onDrag(event, true)}
        onDragOver={(event) => onDrag(event, true)}
        onDragLeave={(event) => onDrag(event, false)}
        onDrop={(event) => {
          onDrag(event, false);
          send(event.dataTransfer.files);
        }}
      >
        <FileUp aria-hidden className="size-6 text-ink-3" />
        <p className="text-sm font-medium">{label}</p>
        <Button variant="primary" loading={pending} onClick={() => input.current?.click()}>
          {t("choose")}
        </Button>
        <p className="max-w-md text-xs text-balance text-ink-3">{t("limits")}</p>
        <input
          ref={input}
          type="file"
          accept={KINDS}
          multiple={multiple ?? false}
          aria-label={t("choose")}
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            send(event.target.files);
            event.target.value = "";
          }}
        />
      </div>
    </>
  );
}

function Refused({ error }: { error: unknown }) {
  const { title, detail } = useErrorText()(error);
  const reasons = error instanceof ApiError ? ((error.problem.reasons ?? []) as RefusalReason[]) : [];
  return (
    <Callout tone="bad" live title={title}>
      {reasons.length > 0 ? (
        <ul className="list-disc pl-4">
          {reasons.map(({ sentence }) => (
            <li key={sentence} className="wrap-anywhere">
              {sentence}
            </li>
          ))}
        </ul>
      ) : (
        detail
      )}
    </Callout>
  );
}
