import { useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { AgentPicker } from "@/features/agent-picker";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { microsOf, thresholdsOf, typedOf } from "./amounts";
import { accountNamesQuery, type Budget, useDeleteBudget, useKeepBudget } from "./api";

// Campaigns get theirs where they are made.
const SCOPES = ["organization", "agent", "account"] as const;
const PERIODS = ["day", "month", "total"] as const;
const ACTIONS = ["pause", "warn"] as const;

export function BudgetSheet({ budget, currencies, onClose }: { budget: Budget | undefined; currencies: string[]; onClose: () => void }) {
  const { t } = useTranslation("settings");
  const [scope, setScope] = useState<(typeof SCOPES)[number]>("organization");
  const [scopeId, setScopeId] = useState("");
  const [period, setPeriod] = useState<(typeof PERIODS)[number]>("month");
  const [amount, setAmount] = useState(budget ? typedOf(budget.limit_micros) : "");
  const [currency, setCurrency] = useState(budget?.currency ?? "USD");
  const [warnAt, setWarnAt] = useState((budget?.thresholds ?? [50, 80]).join(", "));
  const [action, setAction] = useState<(typeof ACTIONS)[number]>(budget?.action ?? "pause");
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState(false);
  const formats = useFormats();
  const showError = useToastError();
  const keep = useKeepBudget();
  const remove = useDeleteBudget();
  const micros = microsOf(amount);
  const thresholds = thresholdsOf(warnAt);
  const unnamed = !budget && scope !== "organization" && scopeId === "";

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (micros === null || thresholds === null || unnamed) return;
    const wanted = { scope, scope_id: scope === "organization" ? null : scopeId, period, limit_micros: micros, currency, thresholds, action };
    const done = () => {
      toast(t("saved"));
      onClose();
    };
    keep.mutate({ known: budget, wanted }, { onSuccess: done });
  };
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(budget ? "usage.limits.edit" : "usage.limits.add")}
      description={t("usage.limits.form_detail")}
      footer={
        <>
          {budget && (
            <Button variant="ghost" className="mr-auto" loading={remove.isPending} onClick={() => setAsking(true)}>
              <Trash2 aria-hidden />
              {t("delete")}
            </Button>
          )}
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" type="submit" form="budget" loading={keep.isPending}>
            {t("save")}
          </Button>
        </>
      }
    >
      <form id="budget" aria-label={t("usage.limits.add")} className="space-y-4" noValidate onSubmit={submit}>
        {!budget && (
          <>
            <Field label={t("usage.limits.for")}>
              <Select
                label={t("usage.limits.for")}
                value={scope}
                onValueChange={(value) => {
                  setScope(value);
                  setScopeId("");
                }}
                options={SCOPES.map((value) => ({ value, label: t(`usage.limits.scopes.${value}`) }))}
              />
            </Field>
            {scope !== "organization" && <Which key={scope} scope={scope} value={scopeId} onChange={setScopeId} error={tried && unnamed ? t("usage.limits.choose") : undefined} />}
            <Field label={t("usage.limits.period")} help={t("usage.limits.period_help")}>
              <Select label={t("usage.limits.period")} value={period} onValueChange={setPeriod} options={PERIODS.map((value) => ({ value, label: t(`usage.limits.periods.${value}`) }))} />
            </Field>
            <Field label={t("usage.limits.currency")} help={t("usage.limits.currency_help")}>
              <Select label={t("usage.limits.currency")} value={currency} onValueChange={setCurrency} options={currencies.map((value) => ({ value, label: value }))} />
            </Field>
          </>
        )}
        <Field label={t("usage.limits.amount", { currency })} help={t("usage.limits.amount_help")} error={tried && micros === null ? t("usage.limits.amount_bad") : undefined}>
          <Input inputMode="decimal" value={amount} onChange={(event) => setAmount(event.target.value)} />
        </Field>
        <Field label={t("usage.limits.warn_at")} help={t("usage.limits.warn_at_help")} error={tried && thresholds === null ? t("usage.limits.warn_at_bad") : undefined}>
          <Input value={warnAt} onChange={(event) => setWarnAt(event.target.value)} />
        </Field>
        <Field label={t("usage.limits.action")} help={t(`usage.limits.actions_detail.${action}`)}>
          <Select label={t("usage.limits.action")} value={action} onValueChange={setAction} options={ACTIONS.map((value) => ({ value, label: t(`usage.limits.actions.${value}`) }))} />
        </Field>
        {keep.error && <ErrorState compact error={keep.error} />}
      </form>
      {budget && (
        <ConfirmDialog
          open={asking}
          onOpenChange={setAsking}
          title={t("usage.limits.delete_ask", { amount: formats.money(budget.limit_micros, budget.currency), name: budget.scope === "organization" ? t("usage.limits.whole") : (budget.scope_name ?? t("usage.limits.gone")) })}
          action={t("delete")}
          destructive
          onConfirm={async () => {
            await remove.mutateAsync(budget.id).catch((error: unknown) => {
              showError(error);
              throw error;
            });
            onClose();
          }}
        >
          {t("usage.limits.delete_detail")}
        </ConfirmDialog>
      )}
    </Sheet>
  );
}

function Which({ scope, value, onChange, error }: { scope: "agent" | "account"; value: string; onChange: (id: string) => void; error: string | undefined }) {
  const { t } = useTranslation("settings");
  const accounts = useQuery({ ...accountNamesQuery, enabled: scope === "account" });
  const options = accounts.data?.map(({ id, label }) => ({ value: id, label }));
  const label = t(`usage.limits.scopes.${scope}`);
  return (
    <Field label={label} error={error}>
      {scope === "agent" ? (
        <AgentPicker label={label} value={value} onValueChange={onChange} placeholder={t("usage.limits.choose")} />
      ) : (
        <Select label={label} value={value} onValueChange={onChange} options={options ?? []} placeholder={t("usage.limits.choose")} />
      )}
    </Field>
  );
}
