import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { matchScore } from "@/lib/text-match";
import { Button } from "@/ui/button";
import { Sheet } from "@/ui/dialog";
import { useErrorText } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import { type Content, contentOf, industriesQuery, type Language, LANGUAGES, type Template, templatesQuery, useCreatePrompt } from "./api";
import { promptName } from "./names";
import { TemplateList } from "./template-list";

/** A title is enough; a text to begin from can be taken over. */
export function NewPrompt({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation("prompts");
  const navigate = useNavigate();
  const formats = useFormats();
  const textOf = useErrorText();
  const create = useCreatePrompt();
  const [title, setTitle] = useState("");
  const [typed, setTyped] = useState<string>();
  const [language, setLanguage] = useState<Language>(LANGUAGES.find((known) => known === i18n.language) ?? "es");
  const [chosen, setChosen] = useState<Template>();
  const [search, setSearch] = useState("");
  const templates = useQuery(templatesQuery(language)).data;
  const industries = useQuery(industriesQuery).data;
  const shown = useMemo(() => {
    const words = (one: Template) => [one.title, one.summary, industries?.find(({ key }) => key === one.industry)?.name[i18n.language] ?? "", t(`purposes.${one.purpose}`)].join(" ");
    return (templates ?? []).filter((one) => !search.trim() || matchScore(search, words(one)) > 0);
  }, [templates, industries, search, i18n.language, t]);
  const name = typed ?? promptName(title);
  const error = create.error ? textOf(create.error) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!title.trim() || !name) return;
    const content: Content = chosen ? contentOf(chosen) : { text: "", language, variables: [] };
    create.mutate({ title: title.trim(), name, tags: [], content }, { onSuccess: ({ id }) => void navigate({ to: "/prompts/$promptId", params: { promptId: id } }) });
  };
  const choose = (one: Template | undefined) => {
    setChosen(one);
    if (one && !title.trim()) setTitle(one.title);
  };
  return (
    <Sheet
      open
      width="lg"
      onOpenChange={(open) => !open && onClose()}
      title={t("new")}
      description={t("new_detail")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" type="submit" form="new-prompt" loading={create.isPending} disabled={!title.trim() || !name}>
            {t("create")}
          </Button>
        </>
      }
    >
      <form id="new-prompt" onSubmit={submit} className="space-y-4">
        <Field label={t("name")} help={t("name_help")}>
          <Input autoFocus value={title} maxLength={120} autoComplete="off" onChange={(event) => setTitle(event.target.value)} />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("short_name")} help={t("short_name_help")} error={error && (error.detail ?? error.title)}>
            <Input className="font-mono text-xs" value={name} maxLength={64} autoComplete="off" spellCheck={false} onChange={(event) => setTyped(promptName(event.target.value))} />
          </Field>
          <Field label={t("language")}>
            <Select
              label={t("language")}
              value={language}
              onValueChange={(next) => {
                setLanguage(next);
                setChosen(undefined);
              }}
              options={LANGUAGES.map((code) => ({ value: code, label: formats.languageName(code) }))}
            />
          </Field>
        </div>
        <TemplateList templates={shown} industries={industries ?? []} chosen={chosen} onChoose={choose} search={search} onSearch={setSearch} />
      </form>
    </Sheet>
  );
}
