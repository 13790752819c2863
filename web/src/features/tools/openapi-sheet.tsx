import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/errors";
import { useErrorText } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Textarea } from "@/ui/input";
import { type McpServer, type Offered, useReadOpenApi } from "./api";
import { OfferSheet } from "./offer-sheet";
import { SignInFields, typedCredentials } from "./sign-in-fields";

type Proof = Pick<McpServer, "sign_in" | "credentials">;

/** A document, pasted or chosen as a file, what it offers, and how all that is chosen of it signs in. */
export function OpenApiSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("tools");
  const [document, setDocument] = useState("");
  const [typed, setTyped] = useState<Proof>();
  const read = useReadOpenApi();
  const found = read.data;
  const proof: Proof = typed ?? { sign_in: found?.sign_in ?? "none", credentials: found?.credentials ?? {} };
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
      signIn={{ sign_in: proof.sign_in, credentials: typedCredentials(proof.sign_in, proof.credentials) }}
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
  const textOf = useErrorText();
  const origins = [...new Set(picked.map(({ definition }) => originOf(definition.request.address)).filter(Boolean))];
  const without = picked.filter(({ definition }) => definition.request.address === "").map(({ label }) => label);
  const fields = error instanceof ApiError ? error.fields : [];
  return (
    <section aria-label={t("openapi.sign_in")} className="space-y-4 border-t border-line pt-4">
      <div>
        <h3 className="text-sm font-medium">{t("openapi.sign_in")}</h3>
        <p className="text-xs text-ink-2">{t("openapi.sign_in_detail")}</p>
      </div>
      <SignInFields
        tool={{ sign_in: "none", secrets: [], secret_origin: origins.join(", ") }}
        kind={proof.sign_in}
        credentials={proof.credentials}
        onKind={(sign_in) => onChange({ sign_in, credentials: {} })}
        onCredentials={(credentials) => onChange({ ...proof, credentials })}
        errors={new Map(fields.map((one) => [one.field, one.detail ?? textOf(error).title]))}
        disabled={false}
      />
      {proof.sign_in !== "none" && without.length > 0 && <p className="text-xs text-ink-2">{t("openapi.sign_in_later", { names: without.join(", ") })}</p>}
    </section>
  );
}

function originOf(address: string): string {
  const match = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(address);
  return match ? match[0].toLowerCase() : "";
}
