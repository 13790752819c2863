import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Field } from "@/ui/field";
import { Input, Textarea } from "@/ui/input";
import { Select } from "@/ui/select";
import { Moment } from "@/ui/time-ago";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { type Call, type Outcome, OUTCOMES, useChangeCall } from "./api";
import { useCallWords } from "./words";

/** What came of a call, in a person's words: it may correct the outcome, note something, say what is next. */
export function AfterCall({ call }: { call: Call }) {
  const { t } = useTranslation("calls");
  const words = useCallWords();
  const showError = useToastError();
  const change = useChangeCall(call.id);
  // Only what was typed here is held: what the call says otherwise may move on beside it.
  const [typed, setTyped] = useState<{ notes?: string; next?: string }>({});
  const notes = typed.notes ?? call.notes;
  const next = typed.next ?? call.next_action;
  const may = call.can.includes("call:place");
  const changed = notes !== call.notes || next !== call.next_action;
  const save = (patch: Parameters<typeof change.mutate>[0], then?: () => void) =>
    change.mutate(patch, {
      onSuccess: () => {
        toast(t("after.saved"));
        then?.();
      },
      onError: showError,
    });
  return (
    <form
      aria-label={t("after.title")}
      className="grid gap-3 border-t border-line px-5 py-4 sm:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault();
        save({ notes: notes.trim(), next_action: next.trim() }, () => setTyped({}));
      }}
    >
      <Field label={t("after.outcome")} help={t("after.outcome_help")}>
        <Select<Outcome> label={t("after.outcome")} value={call.outcome ?? ""} placeholder={t("after.no_outcome")} disabled={!may || change.isPending} onValueChange={(outcome) => outcome !== call.outcome && save({ outcome })} options={OUTCOMES.map((value) => ({ value, label: words.outcome(value) }))} />
      </Field>
      <Field label={t("after.next")} help={call.callback ? <CallbackAt at={call.callback.at} /> : t("after.next_help")}>
        <Input maxLength={500} disabled={!may} value={next} onChange={({ target }) => setTyped({ ...typed, next: target.value })} />
      </Field>
      <Field label={t("after.notes")} className="sm:col-span-2">
        <Textarea rows={2} maxLength={4000} disabled={!may} value={notes} onChange={({ target }) => setTyped({ ...typed, notes: target.value })} />
      </Field>
      {changed && (
        <div className="flex gap-2 sm:col-span-2">
          <Button type="submit" variant="primary" size="sm" loading={change.isPending}>
            {t("after.save")}
          </Button>
          <Button size="sm" onClick={() => setTyped({})}>
            {t("after.discard")}
          </Button>
        </div>
      )}
    </form>
  );
}

function CallbackAt({ at }: { at: string }) {
  const { t } = useTranslation("calls");
  return (
    <>
      {t("after.callback")} <Moment value={at} />
    </>
  );
}
