import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDebounced } from "@/lib/use-debounced";
import { Combobox } from "@/ui/combobox";
import { Field } from "@/ui/field";
import { agentsQuery } from "./api";

const NOBODY = "";

/** In whose manner: any of the organization's agents, found by typing, or nobody's. */
export function AgentPicker({ value, onValueChange }: { value: string; onValueChange: (agent: string) => void }) {
  const { t } = useTranslation("prompts");
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<{ id: string; name: string }>();
  const found = useQuery({ ...agentsQuery(useDebounced(typed.trim())), placeholderData: keepPreviousData }).data ?? [];
  // The chosen one stays named while others are looked for.
  const shown = chosen && value === chosen.id && !found.some(({ id }) => id === value) ? [chosen, ...found] : found;
  return (
    <Field label={t("preview.agent")}>
      <Combobox
        label={t("preview.agent")}
        value={value}
        placeholder={t("preview.no_agent")}
        onSearch={setTyped}
        onValueChange={(next) => {
          setChosen(found.find(({ id }) => id === next));
          onValueChange(next);
        }}
        options={[...(typed.trim() ? [] : [{ value: NOBODY, label: t("preview.no_agent") }]), ...shown.map(({ id, name }) => ({ value: id, label: name }))]}
      />
    </Field>
  );
}
