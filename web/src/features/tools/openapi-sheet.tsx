import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "@/ui/field";
import { Textarea } from "@/ui/input";
import { useReadOpenApi } from "./api";
import { OfferSheet } from "./offer-sheet";

/** A document, pasted or chosen as a file, and what it offers. */
export function OpenApiSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("tools");
  const [document, setDocument] = useState("");
  const read = useReadOpenApi();
  const found = read.data;
  return (
    <OfferSheet
      title={t("openapi.open")}
      detail={t("openapi.detail")}
      read={{ label: t("openapi.read"), ready: document.trim() !== "", pending: read.isPending, error: read.error, run: () => read.mutate(document) }}
      found={
        found && {
          offered: found.operations,
          told: [found.title, t("openapi.found", { count: found.operations.length }), found.left_out > 0 && t("openapi.left_out", { count: found.left_out })].filter(Boolean).join(" · "),
        }
      }
      onClose={onClose}
    >
      <Field label={t("openapi.document")}>
        <Textarea className="font-mono text-xs" rows={12} spellCheck={false} value={document} onChange={(event) => setDocument(event.target.value)} />
      </Field>
      <Field label={t("openapi.file")}>
        <input type="file" aria-label={t("openapi.file")} accept=".json,.yaml,.yml,application/json,application/yaml" className="text-sm" onChange={(event) => void event.target.files?.[0]?.text().then(setDocument)} />
      </Field>
    </OfferSheet>
  );
}
