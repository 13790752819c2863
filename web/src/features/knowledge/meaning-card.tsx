import { useQuery } from "@tanstack/react-query";
import { CloudCog, HardDrive, TextSearch } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { z } from "@/lib/schema";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Card } from "@/ui/card";
import { ChoiceCards } from "@/ui/choice-cards";
import { Combobox } from "@/ui/combobox";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { Form, FormError, FormField, useZodForm } from "@/ui/form";
import { Meter } from "@/ui/meter";
import { Select } from "@/ui/select";
import { SkeletonText } from "@/ui/skeleton";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { type Meaning, meaningQuery, type Space, useChooseMeaning, useRetryMeaning } from "./api";

/** How passages are found: by their words always, and by their meaning where somebody chose a model for it. */
export function MeaningCard() {
  const { t } = useTranslation("knowledge");
  const found = useQuery(meaningQuery);
  const [choosing, setChoosing] = useState(false);
  const meaning = found.data;
  const changeable = meaning?.available && meaning.can.includes("knowledge:update") ? meaning : undefined;
  return (
    <Card
      className="mt-4"
      title={t("meaning.title")}
      description={t("meaning.about")}
      actions={changeable && <Button onClick={() => setChoosing(true)}>{t(changeable.used || changeable.coming ? "meaning.change" : "meaning.choose")}</Button>}
    >
      {found.isPending && <SkeletonText lines={2} />}
      {found.isError && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
      {meaning && !meaning.available && <p className="text-sm text-ink-2">{t("meaning.unavailable")}</p>}
      {meaning?.available && !meaning.used && !meaning.coming && <p className="text-sm text-ink-2">{t("meaning.off")}</p>}
      {meaning?.available && (
        <div className="space-y-4">
          {meaning.used && <SpaceState space={meaning.used} meaning={meaning} used />}
          {meaning.coming && <SpaceState space={meaning.coming} meaning={meaning} used={false} />}
        </div>
      )}
      {choosing && changeable && <MeaningSheet meaning={changeable} onClose={() => setChoosing(false)} />}
    </Card>
  );
}

/** One model's vectors: whose, how many there are, what they took, and what went wrong. */
function SpaceState({ space, meaning, used }: { space: Space; meaning: Meaning; used: boolean }) {
  const { t } = useTranslation("knowledge");
  const formats = useFormats();
  const retry = useRetryMeaning();
  const showError = useToastError();
  const account = meaning.choices.find(({ account_id }) => account_id === space.account_id)?.label;
  const whose = space.kind === "local" ? t("meaning.local") : (account ?? t("meaning.gone"));
  const progress = t("meaning.progress", { done: formats.number(space.done), total: formats.number(meaning.passages) });
  const took = [
    space.tokens > 0 && t("meaning.tokens", { count: space.tokens, shown: formats.number(space.tokens) }),
    space.cost_micros !== null && formats.money(space.cost_micros, space.currency),
  ].filter(Boolean);
  return (
    <section aria-label={space.model} className="space-y-2">
      <p className="text-sm">
        <span className="font-medium break-all">{space.model}</span> <span className="text-ink-2">{whose}</span>
      </p>
      <p className="text-xs text-ink-2">{t(used ? "meaning.used" : "meaning.coming")}</p>
      <Meter label={t("meaning.done")} value={space.done} max={meaning.passages} text={progress} tone={space.status === "failed" ? "bad" : "neutral"} />
      <p className="text-xs text-ink-2">{[progress, ...took].join(" · ")}</p>
      {space.error && (
        <Callout
          tone={space.status === "failed" ? "bad" : "warn"}
          title={space.error.title}
          action={meaning.can.includes("knowledge:update") && <Button size="sm" loading={retry.isPending} onClick={() => retry.mutate(undefined, { onError: showError })}>{t("meaning.retry")}</Button>}
        >
          {space.error.detail}
        </Callout>
      )}
    </section>
  );
}

const schema = z.object({ kind: z.enum(["off", "account", "local"]), account: z.string(), model: z.string().max(200) });
type Values = z.input<typeof schema>;

function MeaningSheet({ meaning, onClose }: { meaning: Meaning; onClose: () => void }) {
  const { t } = useTranslation("knowledge");
  const formats = useFormats();
  const choose = useChooseMeaning();
  const chosen = meaning.coming ?? meaning.used;
  const first = meaning.choices.find(({ account_id }) => account_id === chosen?.account_id) ?? meaning.choices[0];
  const form = useZodForm(schema, { kind: chosen?.kind ?? "off", account: first?.account_id ?? "", model: chosen?.kind === "account" ? chosen.model : (first?.models[0]?.name ?? "") });
  const { kind, account: accountId, model } = form.watch();
  const account = meaning.choices.find(({ account_id }) => account_id === accountId);
  const price = account?.models.find(({ name }) => name === model);
  const tokens = formats.number(meaning.tokens);
  const options = [...(account?.models ?? []), ...(model && !account?.models.some(({ name }) => name === model) ? [{ name: model }] : [])].map(({ name }) => ({ value: name, label: name }));
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("meaning.title")}
      description={t("meaning.how")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" type="submit" form="meaning" loading={choose.isPending} disabled={kind === "account" && !(accountId && model)}>
            {t("save")}
          </Button>
        </>
      }
    >
      <Form
        id="meaning"
        form={form}
        aria-label={t("meaning.title")}
        onSubmit={async (values) => {
          await choose.mutateAsync(values.kind === "account" ? { kind: "account", account_id: values.account, model: values.model } : { kind: values.kind });
          toast(t("meaning.saved"));
          onClose();
        }}
      >
        <FormField<Values, "kind"> name="kind" label={t("meaning.who")}>
          {(field) => (
            <ChoiceCards
              label={t("meaning.who")}
              value={field.value}
              onValueChange={field.onChange}
              choices={[
                { value: "off", label: t("meaning.kinds.off"), description: t("meaning.kinds.off_detail"), icon: <TextSearch aria-hidden /> },
                { value: "account", label: t("meaning.kinds.account"), description: t(meaning.choices.length > 0 ? "meaning.kinds.account_detail" : "meaning.kinds.account_none"), icon: <CloudCog aria-hidden />, disabled: meaning.choices.length === 0 },
                { value: "local", label: t("meaning.kinds.local"), description: meaning.local ? t("meaning.kinds.local_detail", { model: meaning.local }) : t("meaning.kinds.local_none"), icon: <HardDrive aria-hidden />, disabled: !meaning.local },
              ]}
            />
          )}
        </FormField>
        {kind === "account" && (
          <>
            <FormField<Values, "account"> name="account" label={t("meaning.account")}>
              {(field) => (
                <Select
                  label={t("meaning.account")}
                  value={field.value}
                  onValueChange={(next) => {
                    field.onChange(next);
                    form.setValue("model", meaning.choices.find(({ account_id }) => account_id === next)?.models[0]?.name ?? "");
                  }}
                  onBlur={field.onBlur}
                  options={meaning.choices.map(({ account_id, label }) => ({ value: account_id, label }))}
                />
              )}
            </FormField>
            <FormField<Values, "model"> name="model" label={t("meaning.model")} help={t("meaning.model_help")}>
              {(field) => <Combobox label={t("meaning.model")} value={field.value} onValueChange={field.onChange} onCreate={field.onChange} onBlur={field.onBlur} options={options} />}
            </FormField>
            <Callout tone="neutral">
              {price?.micros_per_million == null ? t("meaning.cost_unknown", { tokens }) : t("meaning.cost", { tokens, cost: formats.money(Math.round((meaning.tokens * price.micros_per_million) / 1_000_000), price.currency) })}
            </Callout>
          </>
        )}
        {chosen && kind === "off" && <Callout tone="warn">{t("meaning.off_warning")}</Callout>}
        {meaning.used && kind !== "off" && <p className="text-xs text-ink-2">{t("meaning.change_detail")}</p>}
        <FormError />
      </Form>
    </Sheet>
  );
}
