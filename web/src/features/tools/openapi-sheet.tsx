import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "@/ui/field";
import { Textarea } from "@/ui/input";
import { NO_PROOF, type Offered, type Proof, useReadOpenApi } from "./api";
import { OfferSheet } from "./offer-sheet";
import { ProofFields } from "./proof-fields";
import { typedCredentials } from "./sign-in-fields";
import { freeLabel, originsOf, signInsQuery } from "./sign-ins";

/** A document, pasted or chosen as a file, what it offers, and how all that is chosen of it signs in. */
export function OpenApiSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("tools");
  const [document, setDocument] = useState("");
  const [typed, setTyped] = useState<Proof>();
  const known = useQuery(signInsQuery).data ?? [];
  const read = useReadOpenApi();
  const found = read.data;
  const name = found && (found.title || originsOf(found.operations.map(({ definition }) => definition.request.address))[0]?.replace("https://", ""));
  const proof: Proof = typed ?? { ...NO_PROOF, sign_in: found?.sign_in ?? "none", credentials: found?.credentials ?? {}, label: freeLabel(name ?? "", known) };
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
      signIn={{ ...proof, credentials: typedCredentials(proof.sign_in, proof.credentials) }}
      after={(picked, error) => <Proving picked={picked} proof={proof} error={error} onChange={setTyped} />}
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

/** How all of them sign in; whoever types a secret sees to whom it goes. */
function Proving({ picked, proof, error, onChange }: { picked: Offered[]; proof: Proof; error: unknown; onChange: (proof: Proof) => void }) {
  const { t } = useTranslation("tools");
  const origins = originsOf(picked.map(({ definition }) => definition.request.address));
  return (
    <section aria-label={t("openapi.sign_in")} className="space-y-4 border-t border-line pt-4">
      <div>
        <h3 className="text-sm font-medium">{t("openapi.sign_in")}</h3>
        <p className="text-xs text-ink-2">{t("openapi.sign_in_detail")}</p>
      </div>
      <ProofFields proof={proof} onChange={onChange} origins={origins} error={error} />
      {proof.sign_in_id === null && proof.sign_in !== "none" && origins.length === 0 && <p className="text-xs text-ink-2">{t("openapi.sign_in_later", { names: picked.map(({ label }) => label).join(", ") })}</p>}
    </section>
  );
}
