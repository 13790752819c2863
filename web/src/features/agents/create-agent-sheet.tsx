import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { MessageCircle, MessagesSquare, Phone } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { agentLanguage } from "@/lib/agent-language";
import { useFormats } from "@/lib/locale";
import { SPOKEN } from "@/lib/spoken";
import { z } from "@/lib/schema";
import { Button } from "@/ui/button";
import { ChoiceCards } from "@/ui/choice-cards";
import { Combobox } from "@/ui/combobox";
import { Sheet } from "@/ui/dialog";
import { Form, FormError, FormField, useZodForm } from "@/ui/form";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import { type AgentKind, type AgentPurpose, startsQuery, useCreateAgent } from "./api";

const PURPOSES: AgentPurpose[] = ["inbound", "support", "appointment_follow_up", "outbound_marketing", "custom"];
const FORM_ID = "new-agent";
const EMPTY = "empty";

const schema = z.object({
  template: z.string(),
  name: z.string().trim().min(1).max(120),
  kind: z.enum(["chat", "voice", "both"]),
  purpose: z.enum(["inbound", "support", "appointment_follow_up", "outbound_marketing", "custom"]),
  languages: z.array(z.string()).min(1),
});
type Values = z.input<typeof schema>;

export function CreateAgentSheet({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation("agents");
  const formats = useFormats();
  const router = useRouter();
  const { organization } = useSession();
  const create = useCreateAgent();
  const starts = useQuery({ ...startsQuery, enabled: open }).data ?? [];
  const form = useZodForm(schema, { template: EMPTY, name: "", kind: "chat", purpose: "inbound", languages: [agentLanguage(organization.language)] });
  useEffect(() => {
    if (!open) form.reset();
  }, [open, form]);

  // What is chosen here only proposes: whatever was typed stays, and all of it can still be changed.
  const begin = (key: string) => {
    const chosen = starts.find((one) => one.key === key);
    const proposed = starts.find((one) => one.key === form.getValues("template"))?.agent_name ?? "";
    form.setValue("template", key);
    if (!chosen) return;
    if (["", proposed].includes(form.getValues("name"))) form.setValue("name", chosen.agent_name);
    form.setValue("purpose", chosen.purpose as AgentPurpose);
    form.setValue("kind", chosen.kind as AgentKind);
  };

  const kinds = [
    { value: "chat", label: t("kind.chat"), description: t("create.chat_detail"), icon: <MessageCircle aria-hidden /> },
    { value: "voice", label: t("kind.voice"), description: t("create.voice_detail"), icon: <Phone aria-hidden /> },
    { value: "both", label: t("kind.both"), description: t("create.both_detail"), icon: <MessagesSquare aria-hidden /> },
  ] satisfies { value: AgentKind; label: string; description: string; icon: React.ReactNode }[];
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title={t("create.title")}
      description={t("create.description")}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{t("cancel")}</Button>
          <Button variant="primary" type="submit" form={FORM_ID} loading={create.isPending}>
            {t("create.submit")}
          </Button>
        </>
      }
    >
      <Form
        id={FORM_ID}
        form={form}
        aria-label={t("create.title")}
        onSubmit={async ({ template, ...values }) => {
          const agent = await create.mutateAsync(template === EMPTY ? values : { ...values, template });
          await router.navigate({ to: "/agents/$agentId", params: { agentId: agent.id } });
        }}
      >
        <FormField<Values, "template"> name="template" label={t("create.template")} help={t("create.template_help")}>
          {(field) => <Combobox label={t("create.template")} value={field.value} onValueChange={begin} onBlur={field.onBlur} options={[{ value: EMPTY, label: t("create.empty") }, ...starts.map(({ key, title }) => ({ value: key, label: title }))]} />}
        </FormField>
        <FormField<Values, "name"> name="name" label={t("columns.name")} help={t("create.name_help")}>
          {(field) => <Input {...field} autoFocus autoComplete="off" />}
        </FormField>
        <FormField<Values, "kind"> name="kind" label={t("columns.kind")}>
          {(field) => <ChoiceCards label={t("columns.kind")} value={field.value} onValueChange={field.onChange} choices={kinds} />}
        </FormField>
        <FormField<Values, "purpose"> name="purpose" label={t("columns.purpose")}>
          {(field) => <Select label={t("columns.purpose")} value={field.value} onValueChange={field.onChange} onBlur={field.onBlur} options={PURPOSES.map((value) => ({ value, label: t(`purpose.${value}`), description: t(`purpose_detail.${value}`)}))} />}
        </FormField>
        <FormField<Values, "languages"> name="languages" label={t("columns.languages")} help={t("create.languages_help")}>
          {(field) => <Combobox multiple label={t("columns.languages")} value={field.value} onValueChange={field.onChange} onBlur={field.onBlur} options={SPOKEN.map((value) => ({ value, label: formats.languageName(value) }))} />}
        </FormField>
        <FormError />
      </Form>
    </Sheet>
  );
}
