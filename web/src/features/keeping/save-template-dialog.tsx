import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { z } from "@/lib/schema";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Form, FormError, FormField, useZodForm } from "@/ui/form";
import { Input, Textarea } from "@/ui/input";
import { Select } from "@/ui/select";
import { toast } from "@/ui/toast";
import { type Kept, savedTemplatesQuery, useSaveTemplate } from "./api";

const FORM_ID = "save-template";
const NEW = "new";
const schema = z.object({ into: z.string(), title: z.string().trim().min(1).max(120), summary: z.string().trim().max(500) });
type Values = z.input<typeof schema>;

/** Keeps a draft as a template, a new one or the next version of one that there is. */
export function SaveTemplateDialog({ kept, title, summary = "", onClose }: { kept: Kept; title: string; summary?: string; onClose: () => void }) {
  const { t } = useTranslation("templates");
  const saved = (useQuery(savedTemplatesQuery).data ?? []).filter(({ holds }) => holds === kept.holds);
  const save = useSaveTemplate(kept);
  const router = useRouter();
  const mayPublish = useSession().membership.permissions.includes("template:publish");
  const form = useZodForm(schema, { into: NEW, title: title.slice(0, 120), summary: summary.slice(0, 500) });
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
      title={t("keep.title")}
      description={t(`keep.detail.${kept.holds}`)}
      footer={
        <>
          <Button onClick={onClose}>{t("keep.cancel")}</Button>
          <Button variant="primary" type="submit" form={FORM_ID} loading={save.isPending}>
            {t("keep.save")}
          </Button>
        </>
      }
    >
      <Form
        id={FORM_ID}
        form={form}
        aria-label={t("keep.title")}
        onSubmit={async ({ into, ...told }) => {
          const kept = await save.mutateAsync({ id: into === NEW ? undefined : into, ...told });
          const publish = { label: t("saved.publish"), run: () => void router.navigate({ to: "/templates/$templateId/publish", params: { templateId: kept.id } }) };
          toast(t("keep.done", { title: told.title }), mayPublish ? { action: publish, duration: 10_000 } : {});
          onClose();
        }}
      >
        {saved.length > 0 && (
          <FormField<Values, "into"> name="into" label={t("keep.into")}>
            {(field) => <Select label={t("keep.into")} value={field.value} onValueChange={choose} onBlur={field.onBlur} options={[{ value: NEW, label: t("keep.new") }, ...saved.map((one) => ({ value: one.id, label: one.title }))]} />}
          </FormField>
        )}
        <FormField<Values, "title"> name="title" label={t("keep.name")}>
          {(field) => <Input {...field} autoFocus autoComplete="off" />}
        </FormField>
        <FormField<Values, "summary"> name="summary" label={t("keep.summary")} help={t("keep.summary_help")}>
          {(field) => <Textarea {...field} />}
        </FormField>
        <FormError />
      </Form>
    </Dialog>
  );
}
