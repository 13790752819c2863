import { ExternalLink } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/errors";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Combobox } from "@/ui/combobox";
import { Sheet } from "@/ui/dialog";
import { useErrorText } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Input, PasswordInput } from "@/ui/input";
import { Select } from "@/ui/select";
import { toast } from "@/ui/toast";
import { FallbackFields, fallbackOf, faultsIn, writtenFallback } from "./fallback-fields";
import { type Account, type AccountKind, useKeepAccount, written } from "./api";

/** The form of an account is drawn from its kind's JSON Schema: a new vendor needs no new page. */
export function AccountSheet({ kinds, accounts, account, onClose }: { kinds: AccountKind[]; accounts: Account[]; account: Account | undefined; onClose: () => void }) {
  const { t, i18n } = useTranslation("settings");
  const [kindName, setKindName] = useState(account?.kind ?? kinds[0]?.kind ?? "");
  const [label, setLabel] = useState(account?.label ?? "");
  const [model, setModel] = useState(account?.default_model ?? "");
  const [values, setValues] = useState<Record<string, string>>(account?.credentials ?? {});
  const [fallback, setFallback] = useState(() => fallbackOf(account));
  const [tried, setTried] = useState(false);
  const keep = useKeepAccount();
  const textOf = useErrorText();
  const kind = kinds.find((one) => one.kind === kindName);
  const error = keep.error;
  const errors = error instanceof ApiError ? new Map(error.fields.map((one) => [one.field.replace(/^credentials\./, ""), one.detail ?? textOf(error).title])) : new Map<string, string>();
  const properties = Object.entries(kind?.form.properties ?? {}).map(([name, property]) => ({ name, ...written(property) }));
  const placed = properties.some(({ name }) => errors.has(name)) || errors.has("label") || ["default_model", "fallback_account_id", "fallback_model", "first_token_timeout", "total_timeout"].some((name) => errors.has(name));
  const whole = error && !placed ? textOf(error) : undefined;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (faultsIn(fallback).length > 0) return;
    const credentials = Object.fromEntries(Object.entries(values).filter(([name, text]) => text.trim() !== "" && properties.some((one) => one.name === name)));
    keep.mutate(
      { known: account, kind: kindName, label: label.trim() || (kind?.label ?? kindName), credentials, default_model: model, ...writtenFallback(fallback) },
      {
        onSuccess: () => {
          toast(t("providers.saved"));
          onClose();
        },
      },
    );
  };
  const field = (one: (typeof properties)[number]) => {
    const secret = one.writeOnly === true || one.format === "password";
    const kept = secret && account?.secrets.includes(one.name);
    const needed = kind?.form.required?.includes(one.name) && !kept;
    const shared = {
      value: values[one.name] ?? "",
      required: needed,
      autoComplete: "off",
      placeholder: kept ? "••••••••" : String(one.examples?.[0] ?? (typeof one.default === "string" ? one.default : "")),
      onChange: (event: { target: { value: string } }) => setValues((before) => ({ ...before, [one.name]: event.target.value })),
    };
    return (
      <Field key={one.name} label={one["x-label"]?.[i18n.language] ?? one.title ?? one.name} optional={!needed && !kept} help={kept ? t("providers.secret_kept") : undefined} error={errors.get(one.name)}>
        {secret ? <PasswordInput {...shared} autoComplete="new-password" /> : <Input {...shared} />}
      </Field>
    );
  };
  const advanced = properties.filter((one) => one["x-advanced"]);
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={account ? account.label : t("providers.add")}
      description={t("providers.form_detail")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" type="submit" form="model-account" loading={keep.isPending}>
            {t("save")}
          </Button>
        </>
      }
    >
      <form id="model-account" aria-label={t("providers.add")} className="space-y-4" onSubmit={submit}>
        {!account && (
          <Field label={t("providers.kind")}>
            <Select
              label={t("providers.kind")}
              value={kindName}
              onValueChange={(next) => {
                setKindName(next);
                setModel("");
                keep.reset();
              }}
              options={kinds.map((one) => ({ value: one.kind, label: one.label }))}
            />
          </Field>
        )}
        {properties.filter((one) => !one["x-advanced"]).map(field)}
        {kind?.keys_page && (
          <a href={kind.keys_page} target="_blank" rel="noreferrer" className="inline-flex items-center gap-1.5 text-xs text-accent underline-offset-2 hover:underline">
            {t("providers.keys_page", { name: kind.label })}
            <ExternalLink aria-hidden className="size-3" />
          </a>
        )}
        <Field label={t("providers.model")} help={t("providers.model_help")} error={errors.get("default_model")} optional={Boolean(kind?.default_model)}>
          <Combobox
            label={t("providers.model")}
            value={model}
            placeholder={kind?.default_model}
            onValueChange={setModel}
            onCreate={setModel}
            options={[...new Set([...(kind?.models ?? []), ...(model ? [model] : [])])].map((value) => ({ value, label: value }))}
          />
        </Field>
        <Field label={t("providers.label")} help={t("providers.label_help")} optional error={errors.get("label")}>
          <Input value={label} maxLength={80} placeholder={kind?.label} onChange={(event) => setLabel(event.target.value)} />
        </Field>
        <FallbackFields value={fallback} onChange={setFallback} own={account} ownKind={kind} accounts={accounts} kinds={kinds} errors={errors} showFaults={tried} />
        {advanced.length > 0 && (
          <details className="group">
            <summary className="cursor-pointer text-sm text-ink-2 hover:text-ink">{t("providers.advanced")}</summary>
            <div className="mt-3 space-y-4">{advanced.map(field)}</div>
          </details>
        )}
        {whole && (
          <Callout tone="bad" live title={whole.title}>
            {whole.detail}
          </Callout>
        )}
      </form>
    </Sheet>
  );
}
