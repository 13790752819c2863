import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/errors";
import { useErrorText } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import type { Proof, SignIn } from "./api";
import { SignInFields } from "./sign-in-fields";
import { signInsQuery } from "./sign-ins";

const NEW = "new";

/** How all that is brought in signs in: by a sign-in that is there, or by a new one that all of it shares. */
export function ProofFields({ proof, onChange, origins, error, disabled = false, kinds }: { proof: Proof; onChange: (proof: Proof) => void; origins: string[]; error?: unknown; disabled?: boolean; kinds?: readonly SignIn[] }) {
  const { t } = useTranslation("tools");
  const textOf = useErrorText();
  const known = useQuery(signInsQuery).data ?? [];
  const fields = error instanceof ApiError ? error.fields : [];
  const errors = new Map(fields.map((one) => [one.field, one.detail ?? textOf(error).title]));
  return (
    <div className="space-y-4">
      {known.length > 0 && (
        <Field label={t("shared.whose")} className="max-w-96">
          <Select
            label={t("shared.whose")}
            disabled={disabled}
            value={proof.sign_in_id ?? NEW}
            onValueChange={(value) => onChange({ ...proof, sign_in_id: value === NEW ? null : value })}
            options={[{ value: NEW, label: t("shared.another") }, ...known.map(({ id, label }) => ({ value: id, label }))]}
          />
        </Field>
      )}
      {proof.sign_in_id === null && (
        <>
          <SignInFields
            tool={{ sign_in: "none", secrets: [], secret_origin: origins.join(", ") }}
            kind={proof.sign_in}
            credentials={proof.credentials}
            onKind={(sign_in) => onChange({ ...proof, sign_in, credentials: {} })}
            onCredentials={(credentials) => onChange({ ...proof, credentials })}
            errors={errors}
            disabled={disabled}
            {...(kinds ? { kinds } : {})}
          />
          {proof.sign_in !== "none" && (
            <Field label={t("shared.label")} help={t("shared.kept_as")} error={errors.get("label")}>
              <Input value={proof.label} maxLength={120} autoComplete="off" disabled={disabled} onChange={(event) => onChange({ ...proof, label: event.target.value })} />
            </Field>
          )}
        </>
      )}
    </div>
  );
}
