import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type * as schema from "@/api/generated/schema";
import { useDebounced } from "@/lib/use-debounced";
import { z } from "@/lib/schema";
import { Combobox } from "@/ui/combobox";
import { Form, FormError, FormField, useZodForm } from "@/ui/form";
import { Input } from "@/ui/input";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { agentNamesQuery, type SavedTemplate, useFromSaved } from "./saved-api";

interface UseSavedProps {
  template: SavedTemplate;
  formId: string;
  onBusy: (busy: boolean) => void;
}
const named = z.object({ name: z.string().trim().min(1).max(120) });
const into = z.object({ agent: z.string().min(1) });

/** The name of what is to be made of a template: an agent, a prompt or a tool. */
export function MakeNamed({ template, formId, onBusy }: UseSavedProps) {
  const { t } = useTranslation("templates");
  const router = useRouter();
  const make = useFromSaved(template.id);
  const form = useZodForm(named, { name: template.title });
  return (
    <Form
      id={formId}
      form={form}
      aria-label={t("use")}
      onSubmit={async ({ name }) => {
        onBusy(true);
        try {
          if (template.holds === "prompt") {
            const { id } = await make.mutateAsync<schema.MadePromptOut>({ what: "prompts", body: { title: name } });
            await router.navigate({ to: "/prompts/$promptId", params: { promptId: id } });
          } else if (template.holds === "tool") {
            const made = await make.mutateAsync<schema.MadeToolOut>({ what: "tools", body: { title: name } });
            await router.navigate({ to: "/tools/$toolId", params: { toolId: made.id } });
            if (made.signs_in) toast(t("kept.signs_in"), { tone: "info", duration: 15_000 });
          } else {
            const { id } = await make.mutateAsync<schema.MadeAgentOut>({ what: "agents", body: { name } });
            await router.navigate({ to: "/agents/$agentId", params: { agentId: id } });
          }
        } finally {
          onBusy(false);
        }
      }}
    >
      <FormField<z.input<typeof named>, "name"> name="name" label={template.holds === "agent" ? t("saved.name") : t("kept.title")}>
        {(field) => <Input {...field} autoComplete="off" />}
      </FormField>
      <FormError />
    </Form>
  );
}

/** The agent whose draft gets the flow; it can be taken back until somebody goes on with the draft. */
export function PutFlow({ template, formId, onBusy }: UseSavedProps) {
  const { t } = useTranslation("templates");
  const router = useRouter();
  const client = useQueryClient();
  const showError = useToastError();
  const make = useFromSaved(template.id);
  const form = useZodForm(into, { agent: "" });
  const [typed, setTyped] = useState("");
  const found = useQuery({ ...agentNamesQuery(useDebounced(typed.trim())), placeholderData: keepPreviousData }).data ?? [];
  const [chosen, setChosen] = useState<{ id: string; name: string }>();
  const shown = chosen && !found.some(({ id }) => id === chosen.id) ? [chosen, ...found] : found;
  const undo = async (agent: string, blueprint: unknown, revision: number) => {
    try {
      await api.putTagged(`/agents/${agent}/draft`, { blueprint }, { ifMatch: `"${revision}"` });
      await client.invalidateQueries({ queryKey: ["agents", agent] });
      toast(t("kept.undone"));
    } catch (error) {
      showError(error);
    }
  };
  return (
    <Form
      id={formId}
      form={form}
      aria-label={t("kept.use")}
      onSubmit={async ({ agent }) => {
        onBusy(true);
        try {
          const before = await api.get<schema.DraftOut>(`/agents/${agent}/draft`);
          const made = await make.mutateAsync<schema.MadeFlowOut>({ what: "flows", body: { agent_id: agent } });
          await router.navigate({ to: "/agents/$agentId/build", params: { agentId: agent }, search: { flow: made.flow_id } });
          toast(t("kept.flow_done"), { duration: 15_000, action: { label: t("kept.undo"), run: () => void undo(agent, before.blueprint, made.revision) } });
        } finally {
          onBusy(false);
        }
      }}
    >
      <FormField<z.input<typeof into>, "agent"> name="agent" label={t("kept.into")}>
        {(field) => (
          <Combobox
            label={t("kept.into")}
            value={field.value}
            placeholder={t("kept.pick")}
            onSearch={setTyped}
            onBlur={field.onBlur}
            onValueChange={(next) => {
              setChosen(shown.find(({ id }) => id === next));
              form.setValue("agent", next, { shouldValidate: true });
            }}
            options={shown.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </FormField>
      <FormError />
    </Form>
  );
}
