import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/errors";
import { AgentPicker } from "@/features/agent-picker";
import { HoursEditor, usualWeek, weekHasFault } from "@/features/business";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Sheet } from "@/ui/dialog";
import { ErrorState, useErrorText } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import { SkeletonText } from "@/ui/skeleton";
import { Moment } from "@/ui/time-ago";
import { toast } from "@/ui/toast";
import { numberQuery, type PhoneNumber, useBindNumber, useChangeNumber } from "./api";
import { NumberState } from "./numbers-section";
import { TryNumber } from "./try-number";

const NOBODY = "none";

/** Who answers a number, when, and who is called otherwise. */
export function NumberSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("settings");
  const found = useQuery(numberQuery(id));
  const form = useId();
  const number = found.data;
  const mayChange = number?.can.includes("channel:update") ?? false;
  const [saving, setSaving] = useState(false);
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={number?.shown ?? t("numbers.number")}
      description={number && [number.account.label, number.platform_label].filter(Boolean).join(" · ")}
      actions={number && <NumberState number={number} />}
      footer={
        mayChange && (
          <>
            <Button onClick={onClose}>{t("cancel")}</Button>
            <Button variant="primary" type="submit" form={form} loading={saving}>
              {t("save")}
            </Button>
          </>
        )
      }
    >
      {found.isPending && <SkeletonText lines={8} />}
      {found.isError && !number && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
      {number && <NumberForm key={number.id} id={form} number={number} mayChange={mayChange} onSaving={setSaving} onClose={onClose} />}
      {number && mayChange && number.account.platform === "sandbox" && number.state === "answered" && (
        <div className="mt-5">
          <TryNumber number={number} />
        </div>
      )}
    </Sheet>
  );
}

function NumberForm({ id, number, mayChange, onSaving, onClose }: { id: string; number: PhoneNumber; mayChange: boolean; onSaving: (saving: boolean) => void; onClose: () => void }) {
  const { t, i18n } = useTranslation("settings");
  const textOf = useErrorText();
  const [agent, setAgent] = useState(number.agent?.id ?? NOBODY);
  const [label, setLabel] = useState(number.label);
  const [answers, setAnswers] = useState(number.answers);
  const [hours, setHours] = useState(number.hours);
  const [fallback, setFallback] = useState(number.fallback);
  const bind = useBindNumber(number.id);
  const change = useChangeNumber(number.id);
  const fault = bind.error ?? change.error;
  const at = (field: string) => (change.error instanceof ApiError ? change.error.fields.find((one) => one.field.startsWith(field)) : undefined);
  const placed = ["fallback", "hours", "label"].some(at);
  const told = fault && !placed ? textOf(fault) : undefined;

  const save = async () => {
    onSaving(true);
    try {
      await change.mutateAsync({ label, answers, hours, fallback, revision: number.revision });
      if (agent !== (number.agent?.id ?? NOBODY)) await bind.mutateAsync(agent === NOBODY ? null : agent);
      toast(t("numbers.saved"));
      onClose();
    } catch {
      // Said beside the fields.
    } finally {
      onSaving(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (answers === "own" && weekHasFault(hours)) return;
    void save();
  };
  return (
    <form id={id} aria-label={t("numbers.number")} className="space-y-5" onSubmit={submit}>
      {number.state === "foreign" && (
        <Callout tone="info" title={t("numbers.foreign")}>
          {t("numbers.foreign_detail")}
        </Callout>
      )}
      <Field label={t("numbers.agent")} help={t("numbers.agent_help")}>
        <AgentPicker label={t("numbers.agent")} value={agent} onValueChange={setAgent} disabled={!mayChange} nobody={{ value: NOBODY, label: t("numbers.nobody") }} />
      </Field>
      <Field label={t("numbers.label")} help={t("numbers.label_help")} optional error={at("label")?.detail}>
        <Input value={label} maxLength={120} disabled={!mayChange} placeholder={number.platform_label} onChange={(event) => setLabel(event.target.value)} />
      </Field>
      <Field label={t("numbers.answers")} help={t(`numbers.answers_detail.${answers}`)}>
        <Select
          label={t("numbers.answers")}
          value={answers}
          disabled={!mayChange}
          onValueChange={(next) => {
            setAnswers(next);
            if (next === "own" && Object.keys(hours).length === 0) setHours(usualWeek(i18n.language));
          }}
          options={(["always", "business", "own"] as const).map((value) => ({ value, label: t(`numbers.when.${value}`) }))}
        />
      </Field>
      {answers === "own" && <HoursEditor week={hours} disabled={!mayChange} onChange={setHours} />}
      {answers !== "always" && (
        <Field label={t("numbers.fallback")} help={t("numbers.fallback_help")} optional error={at("fallback")?.detail}>
          <Input type="tel" autoComplete="off" value={fallback} maxLength={40} disabled={!mayChange} placeholder="+34 611 22 23 33" onChange={(event) => setFallback(event.target.value)} />
        </Field>
      )}
      {told && (
        <Callout tone="bad" live title={told.title}>
          {told.detail}
        </Callout>
      )}
      <p className="text-xs text-ink-2">
        {number.verified_at ? (
          <>
            {t(number.can_call ? "numbers.verified" : "numbers.verified_inbound")} <Moment value={number.verified_at} />
          </>
        ) : (
          t("numbers.unverified")
        )}
      </p>
    </form>
  );
}
