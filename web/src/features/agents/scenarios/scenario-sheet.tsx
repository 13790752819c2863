import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type TurnOf, useMend } from "@/features/turns";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Checkbox } from "@/ui/checkbox";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Input, Textarea } from "@/ui/input";
import { Select } from "@/ui/select";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { mainLanguage, readBlueprint } from "../blueprint";
import { useDraft } from "../draft-context";
import { AdvancedFields } from "./advanced-fields";
import { type Scenario, type Script, useDeleteScenario, useSaveScenario } from "./api";
import { askingSteps } from "./asking-steps";
import { CheckFields } from "./check-fields";
import { checkLine, completeChecks, formOf, type ScriptForm, scriptOf } from "./form";
import { MockFields } from "./mock-fields";
import { TextPairs } from "./pair-fields";
import { ReplyFields } from "./reply-fields";
import { emptyCheck, HOURS } from "./script";
import { StepFields } from "./step-fields";

const FORM_ID = "scenario";

export interface ScenarioSheetProps {
  agentId: string;
  /** What is edited; undefined for a new one, which begins with `begun`, made of a conversation, where that is given. */
  scenario: Scenario | undefined;
  begun?: { name: string; script: Script } | undefined;
  /** The bad answer that it was made of. */
  mends?: TurnOf | undefined;
  mayEdit: boolean;
  onClose: () => void;
}

/** A conversation written down: what the caller does step by step, what tools answer, and what must come of it. */
export function ScenarioSheet({ agentId, scenario, begun, mends, mayEdit, onClose }: ScenarioSheetProps) {
  const { t } = useTranslation(["scenarios", "turns"]);
  const formats = useFormats();
  const blueprint = readBlueprint(useDraft().blueprint);
  const save = useSaveScenario(agentId);
  const mend = useMend();
  const remove = useDeleteScenario();
  const showError = useToastError();
  const from = scenario?.script ?? begun?.script;
  const [name, setName] = useState(scenario?.name ?? begun?.name ?? "");
  const main = mainLanguage(blueprint);
  const [form, setForm] = useState(() => formOf(from, main));
  const change = (part: Partial<ScriptForm>) => setForm((before) => ({ ...before, ...part }));
  const [deleting, setDeleting] = useState(false);
  const { channel, hours, persona, checks } = form;
  return (
    <Sheet
      open
      width="lg"
      onOpenChange={(open) => !open && onClose()}
      title={scenario ? scenario.name : t("new")}
      description={t("sheet.detail")}
      footer={
        mayEdit && (
          <>
            {scenario && (
              <Button variant="ghost" className="mr-auto" onClick={() => setDeleting(true)}>
                <Trash2 aria-hidden />
                {t("sheet.delete")}
              </Button>
            )}
            <Button onClick={onClose}>{t("sheet.cancel")}</Button>
            <Button variant="primary" type="submit" form={FORM_ID} loading={save.isPending || mend.isPending} disabled={!name.trim() || completeChecks(form).length === 0 || (persona.on && !persona.goal.trim())}>
              {t("sheet.save")}
            </Button>
          </>
        )
      }
    >
      <form
        id={FORM_ID}
        aria-label={t("sheet.form")}
        className="grid grid-cols-1 gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const told = { name: name.trim(), script: scriptOf(form) };
          const onSuccess = () => {
            toast(t("sheet.saved"));
            onClose();
          };
          if (mends) mend.mutate({ turn: mends, ...told }, { onSuccess });
          else save.mutate({ scenario, ...told }, { onSuccess });
        }}
      >
        {begun && (
          <Callout>
            {mends && <>{t("turns:begun")} </>}
            {t("sheet.masked")}
          </Callout>
        )}
        <Field label={t("sheet.name")} help={t("sheet.name_help")}>
          <Input autoFocus autoComplete="off" maxLength={160} disabled={!mayEdit} value={name} onChange={({ target }) => setName(target.value)} />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("sheet.channel")}>
            <Select label={t("sheet.channel")} disabled={!mayEdit} value={channel} onValueChange={(value) => change({ channel: value })} options={(["chat", "voice"] as const).map((value) => ({ value, label: t(`channel.${value}`) }))} />
          </Field>
          {blueprint.languages.length > 1 && (
            <Field label={t("sheet.language")}>
              <Select label={t("sheet.language")} disabled={!mayEdit} value={form.language || main} onValueChange={(value) => change({ language: value })} options={blueprint.languages.map((value) => ({ value, label: formats.languageName(value) }))} />
            </Field>
          )}
          <Field label={t("sheet.hours")} help={t(`sheet.hours_help.${hours}`)}>
            <Select label={t("sheet.hours")} disabled={!mayEdit} value={hours} onValueChange={(value) => change({ hours: value })} options={HOURS.map((value) => ({ value, label: t(`hours.${value}`) }))} />
          </Field>
        </div>
        {!persona.on && <StepFields lines={form.steps} disabled={!mayEdit} onChange={(steps) => change({ steps })} />}
        <fieldset className="grid min-w-0 gap-2">
          <legend className="mb-1 text-xs font-medium text-ink-2">{t("sheet.facts")}</legend>
          <TextPairs label={t("sheet.facts")} add={t("sheet.add_fact")} begun={form.facts} disabled={!mayEdit} onChange={(facts) => change({ facts })} />
          <p className="text-xs text-ink-3">{t("sheet.facts_help")}</p>
        </fieldset>
        <Checkbox label={t("sheet.persona")} description={t("sheet.persona_help")} disabled={!mayEdit} checked={persona.on} onCheckedChange={(on) => change({ persona: { ...persona, on: on === true } })} />
        {persona.on && (
          <div className="grid gap-4 pl-6">
            <Field label={t("sheet.goal")} help={t("sheet.goal_help")}>
              <Textarea rows={2} maxLength={2000} required disabled={!mayEdit} value={persona.goal} onChange={({ target }) => change({ persona: { ...persona, goal: target.value } })} />
            </Field>
            <Field label={t("sheet.manner")} help={t("sheet.manner_help")} optional>
              <Input maxLength={300} disabled={!mayEdit} value={persona.manner} onChange={({ target }) => change({ persona: { ...persona, manner: target.value } })} />
            </Field>
            <Field label={t("sheet.most_turns")}>
              <Input
                type="number"
                className="w-28"
                min={1}
                max={40}
                step={1}
                disabled={!mayEdit}
                value={persona.most_turns}
                onChange={({ target }) => change({ persona: { ...persona, most_turns: Math.min(40, Math.max(1, Math.trunc(target.valueAsNumber || 1))) } })}
              />
            </Field>
          </div>
        )}
        <fieldset className="grid min-w-0 gap-3">
          <legend className="mb-1 text-xs font-medium text-ink-2">{t("sheet.checks")}</legend>
          {checks.map(({ key, check }) => (
            <CheckFields
              key={key}
              check={check}
              disabled={!mayEdit}
              onChange={(next) => change({ checks: checks.map((each) => (each.key === key ? { key, check: next } : each)) })}
              onRemove={checks.length > 1 ? () => change({ checks: checks.filter((each) => each.key !== key) }) : undefined}
            />
          ))}
          {mayEdit && (
            <Button size="sm" className="justify-self-start" onClick={() => change({ checks: [...checks, checkLine(emptyCheck("said"))] })}>
              <Plus aria-hidden />
              {t("sheet.add_check")}
            </Button>
          )}
        </fieldset>
        <MockFields mocks={form.mocks} disabled={!mayEdit} onChange={(mocks) => change({ mocks })} />
        <ReplyFields replies={form.replies} steps={askingSteps(blueprint)} disabled={!mayEdit} thenAsk={form.then_ask} onChange={(replies) => change({ replies })} onThenAsk={(on) => change({ then_ask: on })} />
        <AdvancedFields form={form} disabled={!mayEdit} onChange={change} />
        {(save.error ?? mend.error) && <ErrorState compact error={save.error ?? mend.error} />}
      </form>
      <ConfirmDialog
        open={deleting}
        onOpenChange={setDeleting}
        title={t("sheet.delete_title", { name: scenario?.name ?? "" })}
        action={t("sheet.delete")}
        onConfirm={async () => {
          if (!scenario) return;
          try {
            await remove.mutateAsync(scenario.id);
            onClose();
          } catch (error) {
            showError(error);
            throw error;
          }
        }}
      >
        {t("sheet.delete_detail")}
      </ConfirmDialog>
    </Sheet>
  );
}
