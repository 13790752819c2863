import { useTranslation } from "react-i18next";
import { Field } from "@/ui/field";
import { Input, PasswordInput } from "@/ui/input";
import { Select } from "@/ui/select";
import type { SignIn, Tool } from "./api";

const KINDS = ["none", "api_key", "bearer", "basic", "oauth2"] as const;
/** What each kind asks, in order; a * marks what is kept sealed. */
const FIELDS: Record<SignIn, string[]> = {
  none: [],
  api_key: ["header", "*api_key"],
  bearer: ["*token"],
  basic: ["username", "*password"],
  oauth2: ["endpoint", "client_id", "*client_secret", "scope"],
};

/** How the tool proves who asks. A secret that is kept is never shown; typing another one replaces it. */
export function SignInFields({ tool, kind, credentials, onKind, onCredentials, errors, disabled, kinds = KINDS }: {
  tool: Readonly<Pick<Tool, "sign_in" | "secret_origin"> & { secrets: readonly string[] }>;
  kind: SignIn;
  credentials: Record<string, string>;
  onKind: (kind: SignIn) => void;
  onCredentials: (credentials: Record<string, string>) => void;
  errors: Map<string, string>;
  disabled: boolean;
  kinds?: readonly SignIn[];
}) {
  const { t } = useTranslation("tools");
  return (
    <div className="space-y-4">
      <Field label={t("sign_in.kind")} className="max-w-72">
        <Select label={t("sign_in.kind")} disabled={disabled} value={kind} onValueChange={onKind} options={kinds.map((value) => ({ value, label: t(`sign_in.kinds.${value}`) }))} />
      </Field>
      {FIELDS[kind].map((field) => {
        const secret = field.startsWith("*");
        const name = field.replace("*", "");
        const kept = secret && kind === tool.sign_in && tool.secrets.includes(name);
        const control = {
          value: credentials[name] ?? "",
          disabled,
          autoComplete: "off",
          maxLength: 4_000,
          spellCheck: false,
          placeholder: kept ? t("sign_in.kept") : name === "header" ? "X-API-Key" : undefined,
          onChange: (event: { target: { value: string } }) => onCredentials({ ...credentials, [name]: event.target.value }),
        };
        return (
          <Field key={name} label={t(`sign_in.fields.${name}`)} optional={name === "scope"} error={errors.get(`credentials.${name}`) ?? (secret ? errors.get("credentials") : undefined)} help={secret && tool.secret_origin ? t("sign_in.origin", { origin: tool.secret_origin }) : undefined}>
            {secret ? <PasswordInput {...control} autoComplete="new-password" /> : <Input {...control} />}
          </Field>
        );
      })}
    </div>
  );
}
