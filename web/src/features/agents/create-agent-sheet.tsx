import { useQuery } from "@tanstack/react-query";
import { Link, useRouter } from "@tanstack/react-router";
import { Copy, FileInput, LayoutTemplate, MessageCircle, MessagesSquare, Phone, SquareDashed } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { AgentPicker, useAgentChoices } from "@/features/agent-picker";
import { profileQuery } from "@/features/business";
import { agentLanguage } from "@/lib/agent-language";
import { useFormats } from "@/lib/locale";
import { SPOKEN } from "@/lib/spoken";
import { z } from "@/lib/schema";
import { Button, buttonClass } from "@/ui/button";
import { ChoiceCards } from "@/ui/choice-cards";
import { Combobox } from "@/ui/combobox";
import { Sheet } from "@/ui/dialog";
import { Field } from "@/ui/field";
import { Form, FormError, FormField, useZodForm } from "@/ui/form";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import { useToastError } from "@/ui/use-toast-error";
import { type AgentKind, type AgentPurpose, startsQuery, useCreateAgent, useDuplicateAgent } from "./api";
import { inOrder, type Start } from "./starts";

const PURPOSES: AgentPurpose[] = ["inbound", "support", "appointment_follow_up", "outbound_marketing", "custom"];
const FORM_ID = "new-agent";
const EMPTY = "empty";

/** What an agent can begin with. */
type Way = "template" | "copy" | "file" | "empty";

const schema = z.object({
  template: z.string(),
  name: z.string().trim().min(1).max(120),
  kind: z.enum(["chat", "voice", "both"]),
  purpose: z.enum(["inbound", "support", "appointment_follow_up", "outbound_marketing", "custom"]),
  languages: z.array(z.string()).min(1),
});
type Values = z.input<typeof schema>;

/** A new agent, by what it begins with: each way says what it brings before anything is made. */
export function CreateAgentSheet({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation("agents");
  const router = useRouter();
  const create = useCreateAgent();
  const duplicate = useDuplicateAgent();
  const showError = useToastError();
  const [chosen, setWay] = useState<Way>();
  const [source, setSource] = useState("");
  const starts = useStarts(open);
  const { none } = useAgentChoices([], { enabled: open });
  // Where nothing ships, there is nothing to choose from.
  const way = chosen ?? (starts?.length === 0 ? "empty" : "template");
  useEffect(() => {
    if (open) return;
    setWay(undefined);
    setSource("");
  }, [open]);
  const copy = async () => {
    try {
      const agent = await duplicate.mutateAsync(source);
      await router.navigate({ to: "/agents/$agentId", params: { agentId: agent.id } });
    } catch (error) {
      showError(error);
    }
  };
  const ways = [
    { value: "template", label: t("create.ways.template"), description: t("create.ways.template_detail"), icon: <LayoutTemplate aria-hidden />, disabled: starts?.length === 0 },
    { value: "copy", label: t("create.ways.copy"), description: none ? t("create.ways.copy_none") : t("create.ways.copy_detail"), icon: <Copy aria-hidden />, disabled: none },
    { value: "file", label: t("create.ways.file"), description: t("create.ways.file_detail"), icon: <FileInput aria-hidden /> },
    { value: "empty", label: t("create.ways.empty"), description: t("create.ways.empty_detail"), icon: <SquareDashed aria-hidden /> },
  ] satisfies { value: Way; label: string; description: string; icon: ReactNode; disabled?: boolean }[];
  const make = (
    <Button variant="primary" type="submit" form={FORM_ID} loading={create.isPending}>
      {t("create.submit")}
    </Button>
  );
  const action = {
    template: make,
    empty: make,
    copy: (
      <Button variant="primary" disabled={!source} loading={duplicate.isPending} onClick={() => void copy()}>
        {t("create.ways.copy_submit")}
      </Button>
    ),
    file: (
      <Link to="/agents/import" className={buttonClass("primary")}>
        {t("create.ways.file_submit")}
      </Link>
    ),
  }[way];
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title={t("create.title")}
      description={t("create.description")}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{t("cancel")}</Button>
          {action}
        </>
      }
    >
      <div className="space-y-5">
        <ChoiceCards label={t("create.template")} value={way} onValueChange={setWay} choices={ways} />
        {way === "copy" && (
          <Field label={t("create.ways.source")}>
            <AgentPicker label={t("create.ways.source")} value={source} onValueChange={setSource} />
          </Field>
        )}
        {(way === "template" || way === "empty") && <AgentForm create={create} starts={way === "template" ? (starts ?? []) : []} />}
      </div>
    </Sheet>
  );
}


/** What ships to begin from, those of the business's own line first. Undefined until it is known. */
function useStarts(open: boolean): Start[] | undefined {
  const starts = useQuery({ ...startsQuery, enabled: open }).data;
  const profile = useQuery({ ...profileQuery, enabled: open });
  const industry = profile.data?.data.industry;
  return useMemo(() => {
    if (!starts || profile.isPending) return undefined;
    return inOrder(starts, industry);
  }, [starts, industry, profile.isPending]);
}

/** What an agent is called and is for. With `starts`, one of them is begun from, the first unless another is chosen. */
function AgentForm({ create, starts }: { create: ReturnType<typeof useCreateAgent>; starts: readonly Start[] }) {
  const { t } = useTranslation("agents");
  const formats = useFormats();
  const router = useRouter();
  const { organization } = useSession();
  const form = useZodForm(schema, { template: EMPTY, name: "", kind: "chat", purpose: "inbound", languages: [agentLanguage(organization.language)] });
  const key = form.watch("template");
  const chosen = starts.find((one) => one.key === key);

  // What is chosen here only proposes: whatever was typed stays, and all of it can still be changed.
  const [proposed, setProposed] = useState("");
  const begin = (wanted: string) => {
    const start = starts.find((one) => one.key === wanted);
    form.setValue("template", wanted);
    if (["", proposed].includes(form.getValues("name"))) form.setValue("name", start?.agent_name ?? "");
    setProposed(start?.agent_name ?? "");
    if (!start) return;
    form.setValue("purpose", start.purpose as AgentPurpose);
    form.setValue("kind", start.kind as AgentKind);
  };
  const first = starts[0]?.key ?? EMPTY;
  // Once it is known what stands first, and not whenever something is typed.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  useEffect(() => begin(first), [first]);

  const kinds = [
    { value: "chat", label: t("kind.chat"), description: t("create.chat_detail"), icon: <MessageCircle aria-hidden /> },
    { value: "voice", label: t("kind.voice"), description: t("create.voice_detail"), icon: <Phone aria-hidden /> },
    { value: "both", label: t("kind.both"), description: t("create.both_detail"), icon: <MessagesSquare aria-hidden /> },
  ] satisfies { value: AgentKind; label: string; description: string; icon: React.ReactNode }[];
  return (
      <Form
        id={FORM_ID}
        form={form}
        aria-label={t("create.title")}
        onSubmit={async ({ template, ...values }) => {
          const agent = await create.mutateAsync(template === EMPTY ? values : { ...values, template });
          await router.navigate({ to: "/agents/$agentId", params: { agentId: agent.id } });
        }}
      >
        {starts.length > 0 && (
          <FormField<Values, "template"> name="template" label={t("create.ways.template")} help={chosen?.summary}>
            {(field) => (
              <Combobox
                label={t("create.ways.template")}
                value={field.value === EMPTY ? "" : field.value}
                onValueChange={begin}
                onBlur={field.onBlur}
                options={starts.map(({ key: value, title, recommended, summary }) => ({ value, label: title, description: recommended ? `${t("create.recommended")} · ${summary}` : summary }))}
              />
            )}
          </FormField>
        )}
        {starts.length > 0 && (
          <Link to="/templates" className="-mt-2 block w-fit text-sm text-accent underline-offset-2 hover:underline">
            {t("create.all_templates")}
          </Link>
        )}
        <FormField<Values, "name"> name="name" label={t("columns.name")} help={t("create.name_help")}>
          {(field) => <Input {...field} autoComplete="off" />}
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
  );
}
