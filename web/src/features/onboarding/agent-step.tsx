import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowRight, Bot, LayoutTemplate } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { profileQuery } from "@/features/business";
import { agentLanguage } from "@/lib/agent-language";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Checkbox } from "@/ui/checkbox";
import { ChoiceCards } from "@/ui/choice-cards";
import { ErrorState } from "@/ui/error-state";
import { Skeleton } from "@/ui/skeleton";
import { useToastError } from "@/ui/use-toast-error";
import { StepButtons, StepTitle } from "./step-marks";
import type { StepProps } from "./use-welcome";

interface TemplateChoice {
  key: string;
  industry: string;
  title: string;
  summary: string;
  agent_name: string;
  purpose: string;
  kind: string;
}
const SIMPLE = "simple";

export function AgentStep({ language, onSkip, onMade }: StepProps & { onMade: (agentId: string) => Promise<void> }) {
  const { t } = useTranslation("onboarding");
  const client = useQueryClient();
  const showError = useToastError();
  const industry = useQuery(profileQuery).data?.data.industry ?? "";
  const templates = useQuery({
    queryKey: ["templates", "list", { language }],
    queryFn: async ({ signal }) => (await api.get<{ items: TemplateChoice[] }>("/templates", { query: { language }, signal })).items,
  });
  const accounts = useQuery({ queryKey: ["providers", "any"], queryFn: ({ signal }) => api.get<{ items: unknown[] }>("/model-accounts", { query: { limit: 1 }, signal }) });
  const [picked, setPicked] = useState("");
  const [samples, setSamples] = useState(false);
  const [every, setEvery] = useState(false);
  // Those of one's own line first; of the others, what answers whoever calls, until all are asked for.
  const all = [...(templates.data ?? [])].sort((one, other) => Number(other.industry === industry) - Number(one.industry === industry));
  const own = all.filter((one) => one.industry === industry);
  const ordered = every ? all : own.length > 0 ? own : all.filter(({ purpose }) => purpose === "inbound");
  const fitting = own[0]?.key ?? SIMPLE;
  const chosen = picked || fitting;
  const template = ordered.find(({ key }) => key === chosen);

  const create = useMutation({
    mutationFn: async () => {
      if (template && samples) await api.post(`/templates/${template.key}/samples`, { language });
      return api.post<{ id: string }>("/agents", {
        name: template?.agent_name ?? t("agent.simple_name"),
        languages: [agentLanguage(language)],
        ...(template ? { template: template.key, purpose: template.purpose, kind: template.kind } : {}),
      });
    },
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ["agents"] });
      await onMade(id);
    },
    onError: showError,
  });

  return (
    <>
      <StepTitle title={t("agent.title")} detail={t("agent.detail")} />
      {templates.isPending && (
        <div className="grid gap-2">
          {Array.from({ length: 3 }, (_, index) => (
            <Skeleton key={index} className="h-16 rounded-m" />
          ))}
        </div>
      )}
      {templates.isError && <ErrorState error={templates.error} onRetry={() => void templates.refetch()} compact />}
      {templates.data && (
        <ChoiceCards
          label={t("agent.title")}
          value={chosen}
          onValueChange={setPicked}
          choices={[
            ...ordered.map(({ key, title, summary }) => ({ value: key, label: title, description: summary, icon: <LayoutTemplate aria-hidden /> })),
            { value: SIMPLE, label: t("agent.simple"), description: t("agent.simple_detail"), icon: <Bot aria-hidden /> },
          ]}
        />
      )}
      {ordered.length < all.length && (
        <Button variant="ghost" className="mt-2" onClick={() => setEvery(true)}>
          {t("agent.every")}
        </Button>
      )}
      {template && <Checkbox className="mt-4" checked={samples} onCheckedChange={setSamples} label={t("agent.samples")} description={t("agent.samples_detail")} />}
      {accounts.data?.items.length === 0 && (
        <Callout tone="neutral" className="mt-4">
          {t("agent.no_model")}
        </Callout>
      )}
      <StepButtons onSkip={onSkip}>
        <Button variant="primary" size="lg" disabled={templates.isPending} loading={create.isPending} onClick={() => create.mutate()}>
          {t("agent.submit")}
          <ArrowRight aria-hidden />
        </Button>
      </StepButtons>
    </>
  );
}
