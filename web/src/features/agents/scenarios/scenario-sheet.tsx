import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button, IconButton } from "@/ui/button";
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
import { type Mock, type Scenario, type Script, useDeleteScenario, useSaveScenario } from "./api";
import { CheckFields } from "./check-fields";
import { emptyCheck, factLines, HOURS, isComplete, readFacts, stepOf, stepText } from "./script";

const FORM_ID = "scenario";

export interface ScenarioSheetProps {
  agentId: string;
  /** What is edited; undefined for a new one, which begins with `begun` where that is given. */
  scenario: Scenario | undefined;
  begun?: { name: string; script: Script } | undefined;
  /** What to look at first. */
  note?: string;
  mayEdit: boolean;
  onClose: () => void;
}

/** A conversation written down: what the caller says line by line, what tools answer, and what must come of it. */
export function ScenarioSheet({ agentId, scenario, begun, note, mayEdit, onClose }: ScenarioSheetProps) {
  const { t } = useTranslation("scenarios");
  const formats = useFormats();
  const blueprint = readBlueprint(useDraft().blueprint);
  const save = useSaveScenario(agentId);
  const remove = useDeleteScenario();
  const showError = useToastError();
  const from = scenario?.script ?? begun?.script;
  const [name, setName] = useState(scenario?.name ?? begun?.name ?? "");
  const [channel, setChannel] = useState<NonNullable<Script["channel"]>>(from?.channel ?? "chat");
  const [language, setLanguage] = useState(from?.language || mainLanguage(blueprint));
  const [hours, setHours] = useState<NonNullable<Script["hours"]>>(from?.hours ?? "own");
  const [lines, setLines] = useState(() => (from?.steps ?? []).map(stepText).join("\n"));
  const [mocks, setMocks] = useState<{ tool: string; answer: string }[]>(() => (from?.mocks ?? []).map((mock) => ({ tool: mock.tool, answer: mock.ok === false ? `!${mock.error ?? ""}` : shownValue(mock.result) })));
  const [checks, setChecks] = useState<Script["checks"]>(() => from?.checks ?? [emptyCheck("said")]);
  const [facts, setFacts] = useState(() => factLines(from?.facts ?? {}));
  const [persona, setPersona] = useState(() => ({ on: Boolean(from?.persona), goal: from?.persona?.goal ?? "", manner: from?.persona?.manner ?? "" }));
  const [deleting, setDeleting] = useState(false);
  const complete = checks.filter(isComplete);
  const kept = new Map((from?.steps ?? []).map((step) => [stepText(step), step]));

  const script = (): Script => ({
    channel,
    language,
    at: from?.at ?? "",
    hours,
    variables: from?.variables ?? {},
    // A line that was not touched stays the choice or the silence that it was.
    steps: lines.split("\n").map((line) => line.trim()).filter(Boolean).map((line) => kept.get(line) ?? stepOf(line, channel)),
    facts: readFacts(facts),
    persona: persona.on && persona.goal.trim() ? { goal: persona.goal.trim(), manner: persona.manner.trim(), most_turns: from?.persona?.most_turns ?? 15 } : null,
    seed: from?.seed ?? 0,
    mocks: mocks.filter(({ tool }) => tool.trim()).map(readMock),
    checks: complete,
  });
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
            <Button variant="primary" type="submit" form={FORM_ID} loading={save.isPending} disabled={!name.trim() || complete.length === 0 || (persona.on && !persona.goal.trim())}>
              {t("sheet.save")}
            </Button>
          </>
        )
      }
    >
      <form
        id={FORM_ID}
        aria-label={t("sheet.form")}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(
            { scenario, name: name.trim(), script: script() },
            {
              onSuccess: () => {
                toast(t("sheet.saved"));
                onClose();
              },
            },
          );
        }}
      >
        {note && <Callout>{note}</Callout>}
        <Field label={t("sheet.name")} help={t("sheet.name_help")}>
          <Input autoFocus autoComplete="off" maxLength={160} disabled={!mayEdit} value={name} onChange={({ target }) => setName(target.value)} />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("sheet.channel")}>
            <Select label={t("sheet.channel")} disabled={!mayEdit} value={channel} onValueChange={setChannel} options={(["chat", "voice"] as const).map((value) => ({ value, label: t(`channel.${value}`) }))} />
          </Field>
          {blueprint.languages.length > 1 && (
            <Field label={t("sheet.language")}>
              <Select label={t("sheet.language")} disabled={!mayEdit} value={language} onValueChange={setLanguage} options={blueprint.languages.map((value) => ({ value, label: formats.languageName(value) }))} />
            </Field>
          )}
          <Field label={t("sheet.hours")} help={t(`sheet.hours_help.${hours}`)}>
            <Select label={t("sheet.hours")} disabled={!mayEdit} value={hours} onValueChange={setHours} options={HOURS.map((value) => ({ value, label: t(`hours.${value}`) }))} />
          </Field>
        </div>
        {!persona.on && (
          <Field label={t("sheet.lines")} help={t(channel === "voice" ? "sheet.lines_help_voice" : "sheet.lines_help")}>
            <Textarea rows={6} disabled={!mayEdit} value={lines} onChange={({ target }) => setLines(target.value)} />
          </Field>
        )}
        <Field label={t("sheet.facts")} help={t("sheet.facts_help")} optional>
          <Textarea rows={3} disabled={!mayEdit} value={facts} onChange={({ target }) => setFacts(target.value)} />
        </Field>
        <Checkbox label={t("sheet.persona")} description={t("sheet.persona_help")} disabled={!mayEdit} checked={persona.on} onCheckedChange={(on) => setPersona({ ...persona, on: on === true })} />
        {persona.on && (
          <div className="grid gap-4 pl-6">
            <Field label={t("sheet.goal")} help={t("sheet.goal_help")}>
              <Textarea rows={2} maxLength={2000} required disabled={!mayEdit} value={persona.goal} onChange={({ target }) => setPersona({ ...persona, goal: target.value })} />
            </Field>
            <Field label={t("sheet.manner")} help={t("sheet.manner_help")} optional>
              <Input maxLength={300} disabled={!mayEdit} value={persona.manner} onChange={({ target }) => setPersona({ ...persona, manner: target.value })} />
            </Field>
          </div>
        )}
        <fieldset className="grid gap-3">
          <legend className="mb-1 text-xs font-medium text-ink-2">{t("sheet.checks")}</legend>
          {checks.map((check, index) => (
            <CheckFields
              key={index}
              check={check}
              disabled={!mayEdit}
              onChange={(next) => setChecks(checks.map((each, at) => (at === index ? next : each)))}
              onRemove={checks.length > 1 ? () => setChecks(checks.filter((_, at) => at !== index)) : undefined}
            />
          ))}
          {mayEdit && (
            <Button size="sm" className="justify-self-start" onClick={() => setChecks([...checks, emptyCheck("said")])}>
              <Plus aria-hidden />
              {t("sheet.add_check")}
            </Button>
          )}
        </fieldset>
        <fieldset className="grid gap-3">
          <legend className="mb-1 text-xs font-medium text-ink-2">{t("sheet.mocks")}</legend>
          <p className="text-xs text-ink-3">{t("sheet.mocks_help")}</p>
          {mocks.map((mock, index) => (
            <div key={index} className="flex items-start gap-2">
              <Input aria-label={t("sheet.tool")} placeholder={t("sheet.tool")} className="w-40 shrink" disabled={!mayEdit} value={mock.tool} onChange={({ target }) => setMocks(mocks.map((each, at) => (at === index ? { ...each, tool: target.value } : each)))} />
              <Input aria-label={t("sheet.answer")} placeholder={t("sheet.answer")} className="min-w-0 flex-1" disabled={!mayEdit} value={mock.answer} onChange={({ target }) => setMocks(mocks.map((each, at) => (at === index ? { ...each, answer: target.value } : each)))} />
              {mayEdit && (
                <IconButton label={t("sheet.remove")} onClick={() => setMocks(mocks.filter((_, at) => at !== index))}>
                  <Trash2 aria-hidden />
                </IconButton>
              )}
            </div>
          ))}
          {mayEdit && (
            <Button size="sm" className="justify-self-start" onClick={() => setMocks([...mocks, { tool: "", answer: "" }])}>
              <Plus aria-hidden />
              {t("sheet.add_mock")}
            </Button>
          )}
        </fieldset>
        {save.isError && <ErrorState compact error={save.error} />}
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

/** What a tool answers as one types it: JSON where it is some, text otherwise; after an exclamation mark, why it failed. */
function readMock({ tool, answer }: { tool: string; answer: string }): Mock {
  if (answer.startsWith("!")) return { tool: tool.trim(), ok: false, result: null, error: answer.slice(1).trim() };
  let result: Mock["result"] = answer;
  try {
    result = JSON.parse(answer) as Mock["result"];
  } catch {
    // Text is an answer too.
  }
  return { tool: tool.trim(), ok: true, result, error: "" };
}

const shownValue = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value ?? ""));
