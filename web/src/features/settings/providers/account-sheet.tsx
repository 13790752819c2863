import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Combobox } from "@/ui/combobox";
import { Sheet } from "@/ui/dialog";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import { toast } from "@/ui/toast";
import { type Account, type AccountKind, useKeepAccount } from "./api";
import { AdvancedFields, CredentialFields, type Credentials, KeysPage, typedInto, useFaults } from "./credential-fields";
import { FallbackFields, fallbackOf, faultsIn, writtenFallback } from "./fallback-fields";

const OTHERS = ["label", "default_model", "fallback_account_id", "fallback_model", "first_token_timeout", "total_timeout"];

export function AccountSheet({ kinds, accounts, account, onClose }: { kinds: AccountKind[]; accounts: Account[]; account: Account | undefined; onClose: () => void }) {
  const { t } = useTranslation("settings");
  const [kindName, setKindName] = useState(account?.kind ?? kinds[0]?.kind ?? "");
  const [label, setLabel] = useState(account?.label ?? "");
  const [model, setModel] = useState(account?.default_model ?? "");
  const [values, setValues] = useState<Credentials>(account?.credentials ?? {});
  const [fallback, setFallback] = useState(() => fallbackOf(account));
  const [tried, setTried] = useState(false);
  const keep = useKeepAccount();
  const kind = kinds.find((one) => one.kind === kindName);
  const { at: errors, whole } = useFaults(keep.error, kind?.form, OTHERS);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (faultsIn(fallback).length > 0) return;
    keep.mutate(
      { known: account, kind: kindName, label: label.trim() || (kind?.label ?? kindName), credentials: typedInto(kind?.form, values), default_model: model, ...writtenFallback(fallback) },
      {
        onSuccess: () => {
          toast(t("providers.saved"));
          onClose();
        },
      },
    );
  };
  const drawn = { form: kind?.form, value: values, onChange: setValues, secrets: account?.secrets, errors };
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
        <CredentialFields {...drawn} />
        {kind?.keys_page && <KeysPage address={kind.keys_page} vendor={kind.label} />}
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
        <AdvancedFields {...drawn} />
        {whole && (
          <Callout tone="bad" live title={whole.title}>
            {whole.detail}
          </Callout>
        )}
      </form>
    </Sheet>
  );
}
