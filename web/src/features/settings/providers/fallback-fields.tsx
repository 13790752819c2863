import { useTranslation } from "react-i18next";
import { Combobox } from "@/ui/combobox";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import type { Account, AccountKind } from "./api";

/** What stands in when the model does not answer, and how long is waited; times as they are typed. */
export interface Fallback {
  account: string;
  model: string;
  firstToken: string;
  total: string;
}

const NONE = "none";
/** The same account with another model. */
const SAME = "same";
const LIMITS = { firstToken: [1, 60], total: [5, 300] } as const;
const USUAL = { firstToken: "15", total: "90" };

export function fallbackOf(account: Account | undefined): Fallback {
  return {
    account: account?.fallback_account_id ?? (account?.fallback_model ? SAME : NONE),
    model: account?.fallback_model ?? "",
    firstToken: account ? String(account.first_token_timeout) : USUAL.firstToken,
    total: account ? String(account.total_timeout) : USUAL.total,
  };
}

const seconds = (text: string): number => (/^\d+([.,]\d+)?$/.test(text.trim()) ? Number(text.trim().replace(",", ".")) : Number.NaN);

/** Which fields are not right; empty when it can be sent. */
export function faultsIn(fallback: Fallback): ("firstToken" | "total" | "model")[] {
  const faults: ("firstToken" | "total" | "model")[] = (["firstToken", "total"] as const).filter((name) => {
    const value = seconds(fallback[name]);
    return !(value >= LIMITS[name][0] && value <= LIMITS[name][1]);
  });
  if (fallback.account === SAME && !fallback.model.trim()) faults.push("model");
  return faults;
}

export const writtenFallback = ({ account, model, firstToken, total }: Fallback) => ({
  fallback_account_id: account === NONE || account === SAME ? null : account,
  fallback_model: account === NONE ? "" : model.trim(),
  first_token_timeout: seconds(firstToken),
  total_timeout: seconds(total),
});

interface FallbackFieldsProps {
  value: Fallback;
  onChange: (value: Fallback) => void;
  /** The account itself cannot stand in for itself, except with another model. */
  own: Account | undefined;
  ownKind: AccountKind | undefined;
  accounts: Account[];
  kinds: AccountKind[];
  errors: Map<string, string>;
  showFaults: boolean;
}

export function FallbackFields({ value, onChange, own, ownKind, accounts, kinds, errors, showFaults }: FallbackFieldsProps) {
  const { t } = useTranslation("settings");
  const faults = showFaults ? faultsIn(value) : [];
  const other = accounts.find(({ id }) => id === value.account);
  const kind = value.account === SAME ? ownKind : kinds.find((one) => one.kind === other?.kind);
  const models = [...new Set([...(kind?.models ?? []), ...(value.model ? [value.model] : [])])];
  const timeout = (name: "firstToken" | "total", server: string) => (
    <Field label={t(`providers.${name}`)} help={t(`providers.${name}_help`)} error={errors.get(server) ?? (faults.includes(name) ? t("providers.seconds_wrong", { from: LIMITS[name][0], to: LIMITS[name][1] }) : undefined)}>
      <Input inputMode="decimal" className="max-w-28 tabular-nums" value={value[name]} onChange={(event) => onChange({ ...value, [name]: event.target.value })} />
    </Field>
  );
  return (
    <fieldset className="space-y-4 border-t border-line pt-4">
      <legend className="sr-only">{t("providers.fallback_title")}</legend>
      <div>
        <p aria-hidden className="text-sm font-semibold">
          {t("providers.fallback_title")}
        </p>
        <p className="mt-0.5 text-xs text-ink-2">{t("providers.fallback_detail")}</p>
      </div>
      <Field label={t("providers.fallback")} error={errors.get("fallback_account_id")}>
        <Select
          label={t("providers.fallback")}
          value={value.account}
          onValueChange={(account) => onChange({ ...value, account, model: "" })}
          options={[
            { value: NONE, label: t("providers.fallback_none") },
            { value: SAME, label: t("providers.fallback_same") },
            ...accounts.filter(({ id }) => id !== own?.id).map(({ id, label, default_model }) => ({ value: id, label, description: default_model })),
          ]}
        />
      </Field>
      {value.account !== NONE && (
        <Field
          label={t("providers.fallback_model")}
          optional={value.account !== SAME}
          help={t(value.account === SAME ? "providers.model_help" : "providers.fallback_model_help")}
          error={errors.get("fallback_model") ?? (faults.includes("model") ? t("providers.fallback_model_needed") : undefined)}
        >
          <Combobox
            label={t("providers.fallback_model")}
            value={value.model}
            placeholder={other?.default_model}
            onValueChange={(model) => onChange({ ...value, model })}
            onCreate={(model) => onChange({ ...value, model })}
            options={models.map((model) => ({ value: model, label: model }))}
          />
        </Field>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        {timeout("firstToken", "first_token_timeout")}
        {timeout("total", "total_timeout")}
      </div>
    </fieldset>
  );
}
