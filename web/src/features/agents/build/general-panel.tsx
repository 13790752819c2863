import { useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button, IconButton } from "@/ui/button";
import { SPOKEN } from "@/lib/spoken";
import { Card } from "@/ui/card";
import { Checkbox } from "@/ui/checkbox";
import { Combobox } from "@/ui/combobox";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import { Switch } from "@/ui/switch";
import { mainLanguage, type Wish } from "../blueprint";
import { useEditor } from "./editor";
import { variableName } from "./flow";
import { PhrasesField } from "./form/basic-fields";
import { LanguageTabs, TextsField } from "./form/texts-field";
import { sourcesQuery } from "./node-kinds";

const WISHES: Wish[] = ["person", "restart", "language"];

/** What holds for the whole agent, whatever step it is at. */
export function GeneralPanel() {
  const { t } = useTranslation("agents");
  const { blueprint, edit } = useEditor();
  return (
    <div className="mx-auto max-w-2xl space-y-4">
      <Card title={t("general.voice")} description={t("general.voice_detail")}>
        <div className="space-y-4">
          <LanguagesFields />
          <TextsField part="persona" label={t("general.persona")} help={t("general.persona_help")} rows={6} value={blueprint.persona} onChange={(persona) => edit((one) => ({ ...one, persona }), "persona")} />
          <TextsField label={t("general.greeting")} help={t("general.greeting_help")} value={blueprint.greeting} onChange={(greeting) => edit((one) => ({ ...one, greeting }), "greeting")} />
          <TextsField label={t("general.ai_notice")} help={t("general.ai_notice_help")} rows={2} value={blueprint.ai_notice} onChange={(ai_notice) => edit((one) => ({ ...one, ai_notice }), "ai_notice")} />
        </div>
      </Card>
      <Card title={t("general.knowledge")} description={t("general.knowledge_detail")}>
        <SourcesChoice />
      </Card>
      <Card title={t("general.interrupts")} description={t("general.interrupts_detail")}>
        <div className="space-y-5">
          {WISHES.map((wish) => {
            const interrupt = blueprint.interrupts[wish];
            const change = (patch: Partial<typeof interrupt>) => edit((one) => ({ ...one, interrupts: { ...one.interrupts, [wish]: { ...interrupt, ...patch } } }), `interrupts.${wish}`);
            return (
              <div key={wish} className="space-y-2">
                <Switch label={t(`general.wishes.${wish}`)} description={t(`general.wishes.${wish}_detail`)} checked={interrupt.enabled} onCheckedChange={(enabled) => change({ enabled })} />
                {interrupt.enabled && <PhrasesField label={t("general.own_phrases")} help={t("general.own_phrases_help")} value={interrupt.phrases} onChange={(phrases) => change({ phrases })} aside={<LanguageTabs />} />}
              </div>
            );
          })}
          <div className="space-y-2">
            <p className="text-sm font-medium">{t("general.wishes.stop")}</p>
            <p className="text-xs text-ink-2">{t("general.wishes.stop_detail")}</p>
            <PhrasesField label={t("general.stop_phrases")} help={t("general.stop_phrases_help")} value={blueprint.interrupts.stop.phrases} onChange={(phrases) => edit((one) => ({ ...one, interrupts: { ...one.interrupts, stop: { ...one.interrupts.stop, phrases } } }), "interrupts.stop")} aside={<LanguageTabs />} />
          </div>
        </div>
      </Card>
      <Card title={t("general.variables")} description={t("general.variables_detail")}>
        <VariablesTable />
      </Card>
    </div>
  );
}

function LanguagesFields() {
  const { t } = useTranslation("agents");
  const formats = useFormats();
  const { blueprint, edit, mayEdit } = useEditor();
  const names = (codes: string[]) => codes.map((code) => ({ value: code, label: formats.languageName(code) }));
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t("columns.languages")} help={t("create.languages_help")}>
        <Combobox multiple label={t("columns.languages")} disabled={!mayEdit} value={blueprint.languages} onValueChange={(languages) => languages.length > 0 && edit((one) => ({ ...one, languages, default_language: one.default_language && languages.includes(one.default_language) ? one.default_language : (languages[0] ?? null) }))} options={names([...new Set([...SPOKEN, ...blueprint.languages])])} />
      </Field>
      <Field label={t("general.default_language")}>
        <Select label={t("general.default_language")} disabled={!mayEdit} value={mainLanguage(blueprint)} onValueChange={(code) => edit((one) => ({ ...one, default_language: code }))} options={names(blueprint.languages)} />
      </Field>
    </div>
  );
}

const ALL = "all";

/** Which of the organization's sources the agent may answer from. */
export function SourcesChoice() {
  const { t } = useTranslation("agents");
  const { blueprint, edit, mayEdit } = useEditor();
  const sources = useQuery(sourcesQuery).data ?? [];
  const chosen = new Set(blueprint.knowledge.map((source) => source.id));
  const toggle = (id: string, name: string, on: boolean) => edit((one) => ({ ...one, knowledge: on ? [...one.knowledge, { id, name }] : one.knowledge.filter((source) => source.id !== id) }));
  return (
    <div className="space-y-2.5">
      <Checkbox label={t("general.all_sources")} description={t("general.all_sources_detail")} checked={chosen.has(ALL)} disabled={!mayEdit} onCheckedChange={(on) => toggle(ALL, t("general.all_sources"), on === true)} />
      {!chosen.has(ALL) && sources.map((source) => <Checkbox key={source.id} label={source.name} checked={chosen.has(source.id)} disabled={!mayEdit} onCheckedChange={(on) => toggle(source.id, source.name, on === true)} />)}
      {!chosen.has(ALL) && sources.length === 0 && <p className="text-xs text-ink-3">{t("general.no_sources")}</p>}
    </div>
  );
}

function VariablesTable() {
  const { t } = useTranslation("agents");
  const { blueprint, edit, mayEdit } = useEditor();
  const [typed, setTyped] = useState("");
  const name = variableName(typed);
  const known = blueprint.variables.some((variable) => variable.name === name);
  const add = () => {
    if (!name || known) return;
    edit((one) => ({ ...one, variables: [...one.variables, { name, label: "", description: "", default: null }] }));
    setTyped("");
  };
  return (
    <div className="space-y-3">
      <ul className="divide-y divide-line empty:hidden">
        {blueprint.variables.map((variable, index) => (
          <li key={variable.name} className="flex flex-wrap items-center gap-2 py-2">
            <code className="min-w-28 flex-1 truncate font-mono text-xs">{variable.name}</code>
            <Input
              aria-label={t("general.initial", { name: variable.name })}
              placeholder={t("general.initial_short")}
              className="w-44 flex-1"
              readOnly={!mayEdit}
              value={variable.default === null || variable.default === undefined ? "" : typeof variable.default === "object" ? JSON.stringify(variable.default) : String(variable.default)}
              onChange={(event) => edit((one) => ({ ...one, variables: one.variables.map((old, at) => (at === index ? { ...old, default: event.target.value || null } : old)) }), `variable.${variable.name}`)}
            />
            {mayEdit && (
              <IconButton size="icon-sm" label={t("form.remove", { name: variable.name })} onClick={() => edit((one) => ({ ...one, variables: one.variables.filter((_, at) => at !== index) }))}>
                <Trash2 aria-hidden />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {mayEdit && (
        <form
          className="flex gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            add();
          }}
        >
          <Input aria-label={t("general.new_variable")} placeholder={t("general.new_variable_example")} className="flex-1 font-mono text-xs" value={typed} onChange={(event) => setTyped(event.target.value)} />
          <Button type="submit" disabled={!name || known}>
            {t("general.add_variable")}
          </Button>
        </form>
      )}
    </div>
  );
}
