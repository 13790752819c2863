import { useTranslation } from "react-i18next";
import { Field } from "@/ui/field";
import { Input, PasswordInput } from "@/ui/input";
import { Select } from "@/ui/select";
import type { SignIn, Tool } from "./api";
import { usePlanLock } from "./plan-lock";

const KINDS = ["none", "api_key", "query_key", "body_key", "bearer", "basic", "hmac", "oauth2"] as const;
/** Where no body is written that a key could stand in. */
export const WITHOUT_BODY = KINDS.filter((kind) => kind !== "body_key");
const OPTIONAL = new Set(["scope", "audience", "more"]);
/** What each kind asks, in order; a * marks what is kept sealed. */
const FIELDS: Record<SignIn, string[]> = {
  none: [],
  api_key: ["header", "*api_key"],
  query_key: ["parameter", "*api_key"],
  body_key: ["parameter", "*api_key"],
  bearer: ["*token"],
  basic: ["username", "*password"],
  hmac: ["header", "*secret"],
  oauth2: ["endpoint", "client_id", "*client_secret", "client_auth", "scope", "audience", "more"],
};

const EXAMPLES: Record<string, string> = { header: "X-API-Key", parameter: "api_key" };

/** What was typed, to be sent: what may be empty is emptied by it, while an empty secret stays as it is kept. */
export const typedCredentials = (kind: SignIn, typed: Record<string, string>): Record<string, string> => Object.fromEntries(FIELDS[kind].map((field) => field.replace("*", "")).flatMap((name) => (typed[name]?.trim() || (OPTIONAL.has(name) && name in typed) ? [[name, typed[name] ?? ""]] : [])));

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
  const plan = usePlanLock();
  // What it has already may stay, whatever the plan.
  const lockOf = (value: SignIn) => {
    const locked = value === "oauth2" && tool.sign_in !== "oauth2" ? plan.locked("oauth2") : undefined;
    return locked ? { disabled: true, description: locked } : {};
  };
  return (
    <div className="space-y-4">
      <Field label={t("sign_in.kind")} className="max-w-72">
        <Select label={t("sign_in.kind")} disabled={disabled} value={kind} onValueChange={onKind} options={kinds.map((value) => ({ value, label: t(`sign_in.kinds.${value}`), ...lockOf(value) }))} />
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
          placeholder: kept ? t("sign_in.kept") : name === "header" && kind === "hmac" ? "X-Signature" : EXAMPLES[name],
          onChange: (event: { target: { value: string } }) => onCredentials({ ...credentials, [name]: event.target.value }),
        };
        if (name === "client_auth") {
          const chosen = credentials[name] === "post" ? "post" : "basic";
          return (
            <Field key={name} label={t("sign_in.fields.client_auth")} className="max-w-72">
              <Select label={t("sign_in.fields.client_auth")} disabled={disabled} value={chosen} onValueChange={(value) => onCredentials({ ...credentials, [name]: value })} options={(["basic", "post"] as const).map((value) => ({ value, label: t(`sign_in.client_auths.${value}`) }))} />
            </Field>
          );
        }
        const help = name === "more" ? t("sign_in.more_help") : name === "secret" ? t("sign_in.secret_help") : secret && tool.secret_origin.startsWith("http") ? t("sign_in.origin", { origin: tool.secret_origin }) : undefined;
        return (
          <Field key={name} label={t(`sign_in.fields.${name}`)} optional={OPTIONAL.has(name)} error={errors.get(`credentials.${name}`) ?? (secret ? errors.get("credentials") : undefined)} help={help}>
            {secret ? <PasswordInput {...control} autoComplete="new-password" /> : <Input {...control} />}
          </Field>
        );
      })}
    </div>
  );
}
