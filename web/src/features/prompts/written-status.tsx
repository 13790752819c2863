import { useState } from "react";
import { useTranslation } from "react-i18next";
import { compareLines } from "@/lib/differences/marking";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { useErrorText } from "@/ui/error-state";
import { MarkedLines } from "@/ui/marked-lines";
import { SaveState } from "@/ui/save-state";
import { useToastError } from "@/ui/use-toast-error";
import { partsOf, writtenOf } from "./written";
import { useWritten } from "./written-context";

const MOST_LINES = 40;

/** Whether what is written has reached the server: nothing has to be done to keep it. */
export function WrittenStatus() {
  const { t } = useTranslation("prompts");
  const { state, kept } = useWritten();
  return <SaveState state={state} saved={t("saved")} saving={t("saving")} offline={kept ? t("offline") : t("not_kept")} unsaved={kept ? t("unsaved") : t("not_kept")} />;
}

/** Two people wrote into one place: theirs beside mine, and whose stays is asked. */
export function Clash() {
  const { t } = useTranslation("prompts");
  const { state, error, clashes, theirs, value, settle, flush } = useWritten();
  const textOf = useErrorText();
  const showError = useToastError();
  const [busy, setBusy] = useState(false);
  const choose = async (choice: "mine" | "theirs") => {
    setBusy(true);
    await settle(choice).catch(showError);
    setBusy(false);
  };
  if (state === "refused") {
    const { title, detail } = textOf(error);
    return (
      <Callout
        tone="bad"
        live
        title={title}
        action={
          <Button size="sm" onClick={() => void flush()}>
            {t("clash.try_again")}
          </Button>
        }
      >
        {detail}
      </Callout>
    );
  }
  if (state !== "conflict") return null;
  const other = theirs && writtenOf(theirs).content.text;
  const parts = partsOf(clashes);
  return (
    <Callout tone="warn" live title={t("clash.title")}>
      <p>
        {t("clash.detail")} {parts.length > 0 && t("clash.where", { parts: parts.map((part) => t(`clash.parts.${part}`)).join(", ") })}
      </p>
      {other !== undefined && other !== value.content.text && (
        <div className="mt-3">
          <p className="mb-1 text-xs text-ink-2">{t("clash.shown")}</p>
          <MarkedLines rows={compareLines(other.split("\n"), value.content.text.split("\n"))} label={t("clash.label")} most={MOST_LINES} className="bg-surface text-ink" />
        </div>
      )}
      <div className="mt-3 flex flex-wrap gap-2">
        <Button size="sm" loading={busy} onClick={() => void choose("theirs")}>
          {t("clash.take_theirs")}
        </Button>
        <Button size="sm" loading={busy} onClick={() => void choose("mine")}>
          {t("clash.keep_mine")}
        </Button>
      </div>
    </Callout>
  );
}
