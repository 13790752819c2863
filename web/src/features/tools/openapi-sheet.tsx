import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Sheet } from "@/ui/dialog";
import { useErrorText } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Textarea } from "@/ui/input";
import { toast } from "@/ui/toast";
import { useMakeTools, useReadOpenApi } from "./api";
import { OfferedList } from "./offered-list";

/** First what a document offers and what of it could not be taken; then the chosen ones become drafts. */
export function OpenApiSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("tools");
  const textOf = useErrorText();
  const [document, setDocument] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const read = useReadOpenApi();
  const make = useMakeTools();
  const found = read.data;
  const picked = found?.operations.filter(({ name }) => chosen.has(name)) ?? [];
  const failed = make.error ?? read.error;
  const error = failed ? textOf(failed) : undefined;
  const run = () =>
    make.mutate(picked, {
      onSuccess: (taken) => {
        if (taken.length > 0) return setChosen(new Set(taken));
        toast(t("openapi.made"));
        onClose();
      },
    });
  return (
    <Sheet
      open
      width="lg"
      onOpenChange={(open) => !open && onClose()}
      title={t("openapi.open")}
      description={t("openapi.detail")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          {found ? (
            <Button variant="primary" loading={make.isPending} disabled={picked.length === 0} onClick={run}>
              {t("openapi.make", { count: picked.length })}
            </Button>
          ) : (
            <Button variant="primary" loading={read.isPending} disabled={!document.trim()} onClick={() => read.mutate(document)}>
              {t("openapi.read")}
            </Button>
          )}
        </>
      }
    >
      <div className="space-y-4">
        {error && (
          <Callout tone="bad" live title={error.title}>
            {error.detail}
          </Callout>
        )}
        {make.data && make.data.length > 0 && <Callout tone="warn">{t("openapi.taken", { names: make.data.join(", ") })}</Callout>}
        {!found && (
          <>
            <Field label={t("openapi.document")}>
              <Textarea className="font-mono text-xs" rows={12} spellCheck={false} value={document} onChange={(event) => setDocument(event.target.value)} />
            </Field>
            <Field label={t("openapi.file")}>
              <input type="file" aria-label={t("openapi.file")} accept=".json,application/json" className="text-sm" onChange={(event) => void event.target.files?.[0]?.text().then(setDocument)} />
            </Field>
          </>
        )}
        {found && (
          <>
            <p className="text-sm text-ink-2">
              {[found.title, t("openapi.found", { count: found.operations.length }), found.left_out > 0 && t("openapi.left_out", { count: found.left_out })].filter(Boolean).join(" · ")}
            </p>
            <OfferedList offered={found.operations} chosen={chosen} onChoose={setChosen} />
          </>
        )}
      </div>
    </Sheet>
  );
}
