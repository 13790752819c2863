import { useQuery } from "@tanstack/react-query";
import { Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { FindingList, type Mark, PromptEditorBox, sectionsIn, Size, useMarks } from "@/features/prompt-text";
import { useFormats } from "@/lib/locale";
import { sameJson } from "@/lib/same-json";
import { useDebounced } from "@/lib/use-debounced";
import { Card } from "@/ui/card";
import { Segmented } from "@/ui/choice-cards";
import { Combobox } from "@/ui/combobox";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { PageBody } from "@/ui/page-header";
import { Select } from "@/ui/select";
import { SkeletonText } from "@/ui/skeleton";
import { type Content, contentOf, factsQuery, LANGUAGES, lookQuery, namesQuery, type Prompt, tagsQuery, type Variable } from "./api";
import { PreviewPanel } from "./preview";
import { VariableList } from "./variable-list";
import { useWritten } from "./written-context";
import { Clash, WrittenStatus } from "./written-status";

// What every conversation has, beside the facts of the business.
const ALWAYS = ["language", "channel", "now", "today", "time", "weekday", "last_message", "business.open", "contact.name", "contact.phone", "contact.email"];

const NONE: Mark[] = [];

type Side = "problems" | "variables" | "preview" | "details";

/** The text, with what is found in it, its variables and what is sent beside it. */
export function PromptEditor() {
  const { t } = useTranslation("prompts");
  const formats = useFormats();
  const { value, server: prompt, taken, edit, flush } = useWritten();
  const disabled = !prompt.can.includes("prompt:manage");
  const [side, setSide] = useState<Side>("problems");
  const [place, setPlace] = useState<{ at: number }>();
  const { content } = value;
  const settled = useDebounced(content, 400);
  const saved = sameJson(content, contentOf(prompt));
  const look = useQuery({ ...lookQuery(prompt.name, settled), enabled: !saved }).data ?? prompt.look;
  const shown = saved ? prompt.look : look;
  const fresh = saved || settled.text === content.text;
  const words = useWords(prompt, content, shown.variables as Variable[]);
  const found = useMarks(shown.findings);
  const marks = fresh ? found : NONE;
  const sections = sectionsIn(content.text);
  const set = (patch: Partial<Content>) => edit({ content: { ...content, ...patch } });
  const wrong = shown.findings.filter(({ severity }) => severity !== "hint").length;
  return (
    <PageBody className="grid w-full items-start gap-5 xl:grid-cols-[1fr_26rem]">
      <div className="min-w-0 space-y-4">
        <Clash />
        <Card
          flush
          title={t("text")}
          description={t("text_detail")}
          actions={
            <>
              {sections.length > 1 && <Select className="w-40" label={t("sections")} placeholder={t("sections")} value="" onValueChange={(at) => setPlace({ at: Number(at) })} options={sections.map((one) => ({ value: String(one.at), label: `${"  ".repeat(one.level - 1)}${one.title}` }))} />}
              <Select className="w-32" label={t("language")} disabled={disabled} value={content.language} onValueChange={(language) => set({ language })} options={LANGUAGES.map((code) => ({ value: code, label: formats.languageName(code) }))} />
            </>
          }
        >
          <div className="border-t border-line">
            <Suspense
              fallback={
                <div className="min-h-96 p-4">
                  <SkeletonText lines={10} />
                </div>
              }
            >
              <PromptEditorBox value={content.text} taken={taken} onChange={(text) => text !== content.text && set({ text })} label={t("text")} hint={t("text_hint")} readOnly={disabled} marks={marks} words={words} onSave={() => void flush()} goTo={place} />
            </Suspense>
          </div>
          <div className="sticky bottom-0 z-10 flex flex-wrap items-center justify-between gap-3 rounded-b-l border-t border-line bg-surface px-4 py-2">
            <Size look={shown} characters={content.text.length} />
            {!disabled && <WrittenStatus />}
          </div>
        </Card>
      </div>
      <section aria-label={t("beside")} className="min-w-0 space-y-4 xl:sticky xl:top-4 xl:max-h-[calc(100vh-2rem)] xl:overflow-y-auto">
        <Segmented className="flex w-full [&>*]:flex-auto [&>*]:justify-center max-sm:[&>*]:px-1.5" label={t("beside")} value={side} onValueChange={setSide} choices={(["problems", "variables", "preview", "details"] as const).map((value) => ({ value, label: value === "problems" && wrong > 0 ? t("sides.problems_count", { count: wrong }) : t(`sides.${value}`) }))} />
        {side === "problems" && (
          <Card title={t("sides.problems")} description={t("problems_detail")}>
            {shown.findings.length === 0 ? <p className="text-sm text-good">{t("no_problems")}</p> : <FindingList findings={shown.findings} onGo={(at) => setPlace({ at })} />}
          </Card>
        )}
        {side === "variables" && (
          <Card title={t("sides.variables")}>
            <VariableList content={content} given={words.isGiven} inherited={shown.variables as Variable[]} disabled={disabled} onChange={(variables) => set({ variables })} />
          </Card>
        )}
        {side === "preview" && (
          <Card title={t("preview.title")} description={t("preview.detail")}>
            <PreviewPanel name={prompt.name} content={content} />
          </Card>
        )}
        {side === "details" && (
          <Card title={t("sides.details")}>
            <div className="space-y-4">
              <Field label={t("name")}>
                <Input value={value.title} maxLength={120} readOnly={disabled} onChange={(event) => edit({ title: event.target.value })} onBlur={() => !value.title.trim() && edit({ title: prompt.title })} />
              </Field>
              <Tags value={value.tags} disabled={disabled} onChange={(tags) => edit({ tags })} />
              <Field label={t("short_name")} help={t("include_help", { include: `{{> ${prompt.name}}}` })}>
                <Input className="font-mono text-xs" readOnly value={prompt.name} />
              </Field>
            </div>
          </Card>
        )}
      </section>
    </PageBody>
  );
}

function Tags({ value, disabled, onChange }: { value: string[]; disabled: boolean; onChange: (tags: string[]) => void }) {
  const { t } = useTranslation("prompts");
  const known = useQuery(tagsQuery).data ?? [];
  return (
    <Field label={t("columns.tags")}>
      <Combobox multiple label={t("columns.tags")} disabled={disabled} value={value} onValueChange={onChange} options={[...new Set([...known, ...value])].map((tag) => ({ value: tag, label: tag }))} onCreate={(tag) => value.length < 20 && onChange([...value, tag.slice(0, 40)])} />
    </Field>
  );
}

/** What can be completed, and which names every conversation fills. */
function useWords(prompt: Prompt, content: Content, inherited: Variable[]) {
  const { t } = useTranslation("prompts");
  const facts = useQuery(factsQuery).data;
  const others = useQuery(namesQuery).data;
  return useMemo(() => {
    const given = [...ALWAYS, ...(facts ?? []).map((name) => `business.${name}`)];
    const own = [...content.variables, ...inherited.filter(({ name }) => !content.variables.some((one) => one.name === name))];
    return {
      isGiven: (name: string) => given.includes(name) || /^(contact|visitor|page|business)\./.test(name),
      variables: [...own.map(({ name, sample, description }) => ({ name, detail: sample || description || t("own_variable") })), ...given.map((name) => ({ name, detail: t("given_variable") }))],
      prompts: (others ?? []).filter(({ id, last_number }) => id !== prompt.id && last_number !== null).map(({ name, title }) => ({ name, detail: title })),
    };
  }, [facts, others, content.variables, inherited, prompt.id, t]);
}
