import { ExternalLink } from "lucide-react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/errors";
import { useErrorText } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Input, PasswordInput } from "@/ui/input";
import { Select } from "@/ui/select";

export interface FormProperty {
  type?: string;
  format?: string;
  writeOnly?: boolean;
  default?: unknown;
  examples?: string[];
  title?: string;
  anyOf?: FormProperty[];
  enum?: string[];
  "x-label"?: Record<string, string>;
  /** What each of the values that there are is called, by language. */
  "x-options"?: Record<string, Record<string, string>>;
  "x-advanced"?: boolean;
}
/** JSON Schema of the credentials of one kind of account. */
export type CredentialsForm = { properties: Record<string, FormProperty>; required?: string[] };
export type Credentials = Record<string, string>;

/** The part of a nullable property that says how it is written. */
const written = (property: FormProperty): FormProperty => ({ ...property.anyOf?.find(({ type }) => type !== "null"), ...property });

const fieldsOf = (form: CredentialsForm | undefined) => Object.entries(form?.properties ?? {}).map(([name, property]) => ({ name, ...written(property) }));

/** What was typed into this form. What is empty is left out: a secret that is kept stays. */
export const typedInto = (form: CredentialsForm | undefined, values: Credentials): Credentials =>
  Object.fromEntries(Object.entries(values).filter(([name, text]) => text.trim() !== "" && form?.properties[name]));

/** What the server found wrong: at the form's fields and at the `others`; `whole` when it is at none of them. */
export function useFaults(error: unknown, form: CredentialsForm | undefined, others: string[]) {
  const textOf = useErrorText();
  const fields = error instanceof ApiError ? error.fields : [];
  const at = new Map(fields.map((one) => [one.field.replace(/^credentials\./, ""), one.detail ?? textOf(error).title]));
  const placed = [...Object.keys(form?.properties ?? {}), ...others].some((name) => at.has(name));
  return { at, whole: error && !placed ? textOf(error) : undefined };
}

interface CredentialFieldsProps {
  form: CredentialsForm | undefined;
  value: Credentials;
  onChange: (value: Credentials) => void;
  /** The names of the secrets that are kept. */
  secrets: string[] | undefined;
  errors: Map<string, string>;
}

/** The fields that everybody fills in, drawn from the kind's JSON Schema: a new vendor needs no new page. */
export function CredentialFields(props: CredentialFieldsProps) {
  return fieldsOf(props.form)
    .filter((one) => !one["x-advanced"])
    .map((one) => <CredentialField key={one.name} property={one} {...props} />);
}

/** Those that few people change, folded away until one of them is wrong. */
export function AdvancedFields(props: CredentialFieldsProps) {
  const { t } = useTranslation("settings");
  const fields = fieldsOf(props.form).filter((one) => one["x-advanced"]);
  if (fields.length === 0) return null;
  return (
    <details className="group" open={fields.some(({ name }) => props.errors.has(name)) || undefined}>
      <summary className="cursor-pointer text-sm text-ink-2 hover:text-ink">{t("providers.advanced")}</summary>
      <div className="mt-3 space-y-4">
        {fields.map((one) => (
          <CredentialField key={one.name} property={one} {...props} />
        ))}
      </div>
    </details>
  );
}

function CredentialField({ property, form, value, onChange, secrets, errors }: CredentialFieldsProps & { property: FormProperty & { name: string } }) {
  const { t, i18n } = useTranslation("settings");
  const { name } = property;
  const secret = property.writeOnly === true || property.format === "password";
  const kept = secret && secrets?.includes(name);
  const needed = form?.required?.includes(name) && !kept;
  const shared = {
    value: value[name] ?? "",
    required: needed,
    autoComplete: "off",
    placeholder: kept ? "••••••••" : String(property.examples?.[0] ?? (typeof property.default === "string" ? property.default : "")),
    onChange: (event: { target: { value: string } }) => onChange({ ...value, [name]: event.target.value }),
  };
  const label = property["x-label"]?.[i18n.language] || (property.title ?? name);
  return (
    <Field label={label} optional={!property.enum && !needed && !kept} help={kept ? t("providers.secret_kept") : undefined} error={errors.get(name)}>
      {property.enum ? (
        <Select
          label={label}
          value={value[name] ?? String(property.default ?? property.enum[0])}
          onValueChange={(chosen) => onChange({ ...value, [name]: chosen })}
          options={property.enum.map((one) => ({ value: one, label: property["x-options"]?.[one]?.[i18n.language] ?? one }))}
        />
      ) : secret ? (
        <PasswordInput {...shared} autoComplete="new-password" />
      ) : (
        <Input {...shared} />
      )}
    </Field>
  );
}

/** Where the vendor gives keys. */
export function KeysPage({ address, vendor }: { address: string; vendor: string }) {
  const { t } = useTranslation("settings");
  return (
    <a href={address} target="_blank" rel="noreferrer" className="inline-flex items-center gap-1.5 text-xs text-accent underline-offset-2 hover:underline">
      {t("providers.keys_page", { name: vendor })}
      <ExternalLink aria-hidden className="size-3" />
    </a>
  );
}
