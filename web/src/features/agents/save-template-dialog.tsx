import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { z } from "@/lib/schema";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Form, FormError, FormField, useZodForm } from "@/ui/form";
import { Input, Textarea } from "@/ui/input";
import { Select } from "@/ui/select";
import { toast } from "@/ui/toast";
import { type AgentSummary, savedTemplatesQuery, useSaveTemplate } from "./api";

const FORM_ID = "save-template";
const NEW = "new";
const schema = z.object({ into: z.string(), title: z.string().trim().min(1).max(120), summary: z.string().trim().max(500) });
type Values = z.input<typeof schema>;

/** Keeps the agent's draft as a template, a new one or the next version of one that there is. */
export function SaveTemplateDialog({ agent, onClose }: { agent: AgentSummary; onClose: () => void }) {
  const { t } = useTranslation("agents");
  const saved = useQuery(savedTemplatesQuery).data ?? [];
  const save = useSaveTemplate();
  const form = useZodForm(schema, { into: NEW, title: agent.name, summary: agent.description });
  const choose = (into: string) => {
    form.setValue("into", into);
    const chosen = saved.find(({ id }) => id === into);
    if (!chosen) return;
    form.setValue("title", chosen.title);
    form.setValue("summary", chosen.summary);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("template.title")}
      description={t("template.detail")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" type="submit" form={FORM_ID} loading={save.isPending}>
            {t("template.save")}
          </Button>
        </>
      }
    >
      <Form
        id={FORM_ID}
        form={form}
        aria-label={t("template.title")}
        onSubmit={async ({ into, title, summary }) => {
          await save.mutateAsync({ agentId: agent.id, id: into === NEW ? undefined : into, title, summary });
          toast(t("template.done", { title }));
          onClose();
        }}
      >
        {saved.length > 0 && (
          <FormField<Values, "into"> name="into" label={t("template.into")}>
            {(field) => <Select label={t("template.into")} value={field.value} onValueChange={choose} onBlur={field.onBlur} options={[{ value: NEW, label: t("template.new") }, ...saved.map(({ id, title }) => ({ value: id, label: title }))]} />}
          </FormField>
        )}
        <FormField<Values, "title"> name="title" label={t("template.name")}>
          {(field) => <Input {...field} autoFocus autoComplete="off" />}
        </FormField>
        <FormField<Values, "summary"> name="summary" label={t("template.summary")} help={t("template.summary_help")}>
          {(field) => <Textarea {...field} />}
        </FormField>
        <FormError />
      </Form>
    </Dialog>
  );
}
