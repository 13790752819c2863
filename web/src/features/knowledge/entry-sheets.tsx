import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { z } from "@/lib/schema";
import { Button } from "@/ui/button";
import { Sheet } from "@/ui/dialog";
import { Form, FormError, FormField, useZodForm } from "@/ui/form";
import { Input, Textarea } from "@/ui/input";
import { Select } from "@/ui/select";
import { toast } from "@/ui/toast";
import { type DocumentLanguage, type Entry, type Gap, type Source, useAnswerGap, useImportEntries, useKeepEntry } from "./api";
import { LONGEST_TAGS, tagsIn } from "./tags";

const AUTOMATIC = "auto";
const entrySchema = z.object({ question: z.string().trim().min(1).max(300), answer: z.string().trim().min(1).max(4000), language: z.enum([AUTOMATIC, "es", "en", "pt"]), tags: z.string().max(LONGEST_TAGS), source_id: z.string() });
type EntryValues = z.input<typeof entrySchema>;

interface Into {
  /** The collections of questions there are, and the one that is looked into. */
  sources: Source[];
  into: string | undefined;
  onClose: () => void;
}
const first = ({ sources, into }: Into) => sources.find(({ id }) => id === into)?.id ?? sources[0]?.id ?? "";

export function EntrySheet({ entry, ...into }: Into & { entry: Entry | undefined }) {
  const { t } = useTranslation("knowledge");
  const keep = useKeepEntry();
  const readOnly = entry !== undefined && !entry.can.includes("knowledge:update");
  return <QuestionSheet {...into} title={t(entry ? "faq.edit" : "faq.new")} begin={entry ?? NOTHING} placed={entry !== undefined} readOnly={readOnly} keep={(values) => keep.mutateAsync({ known: entry, ...values })} />;
}

/** The answer to a question that nothing answered; with it the question is among the frequent ones. */
export function GapSheet({ gap, ...into }: Into & { gap: Gap }) {
  const { t } = useTranslation("knowledge");
  const answer = useAnswerGap();
  const language = gap.language === "es" || gap.language === "en" || gap.language === "pt" ? gap.language : "";
  return <QuestionSheet {...into} title={t("gaps.answer_title")} begin={{ question: gap.question, answer: "", language, tags: [] }} placed={false} readOnly={false} keep={(values) => answer.mutateAsync({ id: gap.id, ...values })} />;
}

const NOTHING = { question: "", answer: "", language: "" as DocumentLanguage, tags: [] as string[] };
interface Kept {
  question: string;
  answer: string;
  language: DocumentLanguage;
  tags: string[];
  source_id: string | undefined;
}

function QuestionSheet({ title, begin, placed, readOnly, keep, ...into }: Into & { title: string; begin: typeof NOTHING; placed: boolean; readOnly: boolean; keep: (values: Kept) => Promise<unknown> }) {
  const { sources, onClose } = into;
  const { t } = useTranslation("knowledge");
  const formats = useFormats();
  const form = useZodForm(entrySchema, { question: begin.question, answer: begin.answer, language: (begin.language || AUTOMATIC) as EntryValues["language"], tags: begin.tags.join(", "), source_id: first(into) });
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={t("faq.about")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          {!readOnly && (
            <Button variant="primary" type="submit" form="faq-entry" loading={form.formState.isSubmitting}>
              {t("save")}
            </Button>
          )}
        </>
      }
    >
      <Form
        id="faq-entry"
        form={form}
        aria-label={title}
        onSubmit={async ({ language, tags, source_id, ...values }) => {
          await keep({ ...values, tags: tagsIn(tags), source_id: source_id || undefined, language: (language === AUTOMATIC ? "" : language) as DocumentLanguage });
          toast(t("faq.saved"));
          onClose();
        }}
      >
        <FormField<EntryValues, "question"> name="question" label={t("faq.question")} help={t("faq.question_help")}>
          {(field) => <Input {...field} autoFocus={!begin.question} readOnly={readOnly} />}
        </FormField>
        <FormField<EntryValues, "answer"> name="answer" label={t("faq.answer")} help={t("faq.answer_help")}>
          {(field) => <Textarea {...field} rows={6} autoFocus={begin.question !== "" && begin.answer === ""} readOnly={readOnly} />}
        </FormField>
        <FormField<EntryValues, "language"> name="language" label={t("columns.language")}>
          {(field) => (
            <Select
              label={t("columns.language")}
              value={field.value}
              onValueChange={field.onChange}
              onBlur={field.onBlur}
              disabled={readOnly}
              options={[{ value: AUTOMATIC, label: t("language_automatic") }, ...(["es", "en", "pt"] as const).map((value) => ({ value, label: formats.languageName(value) }))]}
            />
          )}
        </FormField>
        <TagsField readOnly={readOnly} />
        {!placed && sources.length > 1 && (
          <FormField<EntryValues, "source_id"> name="source_id" label={t("columns.source")}>
            {(field) => <Select label={t("columns.source")} value={field.value} onValueChange={field.onChange} onBlur={field.onBlur} options={sources.map(({ id, name }) => ({ value: id, label: name }))} />}
          </FormField>
        )}
        <FormError />
      </Form>
    </Sheet>
  );
}

/** Words of the team's own, to find what belongs together. */
function TagsField({ readOnly }: { readOnly: boolean }) {
  const { t } = useTranslation("knowledge");
  return (
    <FormField<{ tags: string }, "tags"> name="tags" label={t("tags")} help={t("tags_help")}>
      {(field) => <Input {...field} autoComplete="off" readOnly={readOnly} />}
    </FormField>
  );
}

const pasteSchema = z.object({ text: z.string().trim().min(1).max(100_000), tags: z.string().max(LONGEST_TAGS), source_id: z.string() });
type PasteValues = z.input<typeof pasteSchema>;

/** Many at once, out of a page or a document that is there already. */
export function PasteSheet(into: Into) {
  const { sources, onClose } = into;
  const { t } = useTranslation("knowledge");
  const add = useImportEntries();
  const form = useZodForm(pasteSchema, { text: "", tags: "", source_id: first(into) });
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      width="lg"
      title={t("faq.paste_title")}
      description={t("faq.paste_detail")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" type="submit" form="faq-paste" loading={add.isPending}>
            {t("faq.paste_submit")}
          </Button>
        </>
      }
    >
      <Form
        id="faq-paste"
        form={form}
        aria-label={t("faq.paste_title")}
        onSubmit={async ({ text, tags, source_id }) => {
          const made = await add.mutateAsync({ text, tags: tagsIn(tags), source_id: source_id || undefined });
          toast(t("faq.pasted", { count: made.items.length }));
          onClose();
        }}
      >
        <FormField<PasteValues, "text"> name="text" label={t("faq.text")}>
          {(field) => <Textarea {...field} rows={14} autoFocus placeholder={t("faq.text_example")} />}
        </FormField>
        <TagsField readOnly={false} />
        {sources.length > 1 && (
          <FormField<PasteValues, "source_id"> name="source_id" label={t("columns.source")}>
            {(field) => <Select label={t("columns.source")} value={field.value} onValueChange={field.onChange} onBlur={field.onBlur} options={sources.map(({ id, name }) => ({ value: id, label: name }))} />}
          </FormField>
        )}
        <FormError />
      </Form>
    </Sheet>
  );
}
