import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "@/lib/schema";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Card } from "@/ui/card";
import { Dialog } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { Form, FormError, FormField, SubmitButton, useZodForm } from "@/ui/form";
import { Textarea } from "@/ui/input";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { type Pack, type PackRule, packsQuery, rulesQuery, useChangeRules, useConfirmRule } from "./api";

/** The rules of each place with their sources, and what owners confirmed about them. */
export function PacksCard({ mayManage, mayConfirm }: { mayManage: boolean; mayConfirm: boolean }) {
  const { t, i18n } = useTranslation("compliance");
  const found = useQuery(packsQuery(i18n.language));
  const [asking, setAsking] = useState<PackRule>();
  return (
    <Card title={t("packs.title")} description={t("packs.detail")} flush>
      <div className="px-4 pb-3">
        <Callout tone="neutral">{t("packs.no_advice")}</Callout>
      </div>
      {found.isPending && <SkeletonText lines={8} className="p-4" />}
      {found.isError && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
      {found.data?.items.map((pack) => (
        <PackDetails key={pack.code} pack={pack} mayManage={mayManage} onAsk={mayConfirm ? setAsking : undefined} />
      ))}
      {asking && <ConfirmRule rule={asking} onClose={() => setAsking(undefined)} />}
    </Card>
  );
}

function PackDetails({ pack, mayManage, onAsk }: { pack: Pack; mayManage: boolean; onAsk: ((rule: PackRule) => void) | undefined }) {
  const { t } = useTranslation("compliance");
  const restore = useConfirmRule();
  const showError = useToastError();
  const waived = pack.rules.filter(({ confirmation }) => confirmation).length;
  return (
    <details className="border-t border-line px-4 py-2.5">
      <summary className="cursor-pointer text-sm font-medium">
        {pack.name} <span className="font-normal text-ink-2">· {t("packs.as_of", { date: pack.as_of })}</span> {waived > 0 && <Pill tone="warn">{t("packs.waived", { count: waived })}</Pill>}
      </summary>
      <ul className="mt-2 space-y-2.5">
        {pack.rules.map((rule) => (
          <li key={rule.key} className="flex flex-wrap items-start gap-x-3 gap-y-1">
            <div className="min-w-48 flex-1">
              <p className="text-sm">{rule.text}</p>
              <p className="text-xs break-words text-ink-2">
                {rule.source} · {t("packs.as_of", { date: rule.as_of })}
              </p>
              {rule.confirmation && <p className="text-xs break-words text-warn">{t("packs.confirmed", { name: rule.confirmation.by, note: rule.confirmation.note })}</p>}
            </div>
            {rule.optional && mayManage && <Choose rule={rule} />}
            {rule.optional && rule.chosen && <Pill tone="good">{t("packs.chosen")}</Pill>}
            {rule.confirmation && mayManage && (
              <Button size="sm" onClick={() => restore.mutate({ key: rule.key, note: undefined }, { onError: showError })}>
                {t("packs.restore")}
              </Button>
            )}
            {!rule.confirmation && rule.negotiable && onAsk && (
              <Button size="sm" variant="ghost" aria-label={t("packs.waive_named", { rule: rule.text })} onClick={() => onAsk(rule)}>
                {t("packs.waive")}
              </Button>
            )}
          </li>
        ))}
        {pack.notes.map((note) => (
          <li key={note.text} className="text-xs break-words text-ink-2">
            {note.text} ({note.source})
          </li>
        ))}
      </ul>
    </details>
  );
}

/** A rule that holds only for who chooses it. */
function Choose({ rule }: { rule: PackRule }) {
  const { t } = useTranslation("compliance");
  const rules = useQuery(rulesQuery).data;
  const change = useChangeRules();
  const showError = useToastError();
  if (!rules) return null;
  const chosen = rule.chosen ? rules.data.chosen.filter((key) => key !== rule.key) : [...rules.data.chosen, rule.key];
  return (
    <Button
      size="sm"
      variant={rule.chosen ? "ghost" : "secondary"}
      loading={change.isPending}
      aria-label={t(rule.chosen ? "packs.unchoose_named" : "packs.choose_named", { rule: rule.text })}
      onClick={() => change.mutate({ chosen, etag: rules.etag }, { onError: showError, onSuccess: () => toast(t("saved")) })}
    >
      {t(rule.chosen ? "packs.unchoose" : "packs.choose")}
    </Button>
  );
}

const schema = z.object({ note: z.string().trim().min(10).max(500) });

function ConfirmRule({ rule, onClose }: { rule: PackRule; onClose: () => void }) {
  const { t } = useTranslation("compliance");
  const confirm = useConfirmRule();
  const form = useZodForm(schema, { note: "" });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("packs.waive_title")} description={rule.text}>
      <Form
        form={form}
        aria-label={t("packs.waive_title")}
        onSubmit={async ({ note }) => {
          await confirm.mutateAsync({ key: rule.key, note });
          toast(t("saved"));
          onClose();
        }}
      >
        <FormField<z.input<typeof schema>, "note"> name="note" label={t("packs.why")} help={t("packs.why_help")}>
          {(field) => <Textarea {...field} rows={3} />}
        </FormField>
        <FormError />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <SubmitButton>{t("packs.waive_confirm")}</SubmitButton>
        </div>
      </Form>
    </Dialog>
  );
}
