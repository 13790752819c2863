import { Files, MessageCircleQuestion } from "lucide-react";
import { useTranslation } from "react-i18next";
import { z } from "@/lib/schema";
import { Button } from "@/ui/button";
import { ChoiceCards } from "@/ui/choice-cards";
import { Sheet } from "@/ui/dialog";
import { Form, FormError, FormField, useZodForm } from "@/ui/form";
import { Input } from "@/ui/input";
import { toast } from "@/ui/toast";
import { type Source, useKeepSource } from "./api";

const schema = z.object({ name: z.string().trim().min(1).max(120), kind: z.enum(["upload", "faq"]) });
type Values = z.input<typeof schema>;

/** A folder of documents or a collection of questions: its name, and what it holds unless that is given by where it is made. */
export function SourceSheet({ source, kind, onSaved, onClose }: { source: Source | undefined; kind?: "upload" | "faq"; onSaved?: (source: Source) => void; onClose: () => void }) {
  const { t } = useTranslation("knowledge");
  const keep = useKeepSource();
  const form = useZodForm(schema, { name: source?.name ?? "", kind: kind ?? (source?.kind === "faq" ? "faq" : "upload") });
  const title = source ? t("sources.rename", { name: source.name }) : t("sources.new");
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={t("sources.about")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" type="submit" form="source" loading={keep.isPending}>
            {t("save")}
          </Button>
        </>
      }
    >
      <Form
        id="source"
        form={form}
        aria-label={title}
        onSubmit={async (values) => {
          const saved = await keep.mutateAsync({ known: source, ...values });
          toast(t("sources.saved", { name: values.name }));
          onClose();
          onSaved?.(saved);
        }}
      >
        <FormField<Values, "name"> name="name" label={t("sources.name")} help={t("sources.name_help")}>
          {(field) => <Input {...field} autoFocus autoComplete="off" />}
        </FormField>
        {!source && !kind && (
          <FormField<Values, "kind"> name="kind" label={t("sources.kind")}>
            {(field) => (
              <ChoiceCards
                label={t("sources.kind")}
                value={field.value}
                onValueChange={field.onChange}
                choices={[
                  { value: "upload", label: t("sources.kinds.upload"), description: t("sources.upload_detail"), icon: <Files aria-hidden /> },
                  { value: "faq", label: t("sources.kinds.faq"), description: t("sources.faq_detail"), icon: <MessageCircleQuestion aria-hidden /> },
                ]}
              />
            )}
          </FormField>
        )}
        <FormError />
      </Form>
    </Sheet>
  );
}
