import { useTranslation } from "react-i18next";
import { AgentPicker as AnyAgentPicker } from "@/features/agent-picker";
import { Field } from "@/ui/field";

const NOBODY = "";

/** In whose manner: any of the organization's agents, found by typing, or nobody's. */
export function AgentPicker({ value, onValueChange }: { value: string; onValueChange: (agent: string) => void }) {
  const { t } = useTranslation("prompts");
  return (
    <Field label={t("preview.agent")}>
      <AnyAgentPicker label={t("preview.agent")} value={value} placeholder={t("preview.no_agent")} onValueChange={onValueChange} nobody={{ value: NOBODY, label: t("preview.no_agent") }} />
    </Field>
  );
}
