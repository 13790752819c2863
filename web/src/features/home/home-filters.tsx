import { useTranslation } from "react-i18next";
import { AgentPicker } from "@/features/agent-picker";
import { RANGES, type Range } from "@/features/figures";
import { Select } from "@/ui/select";

const ALL = "all";
type Change = { range?: Range | undefined; agent?: string | undefined };

/** Which days and which agent the figures are about. */
export default function HomeFilters({ range, agent, onChange }: { range: Range; agent: string | undefined; onChange: (change: Change) => void }) {
  const { t } = useTranslation("home");
  return (
    <>
      <Select<Range>
        className="w-40"
        label={t("range.label")}
        value={range}
        onValueChange={(value) => onChange({ range: value === "7d" ? undefined : value })}
        options={RANGES.map((value) => ({ value, label: t(`range.${value}`) }))}
      />
      <AgentPicker className="w-44" label={t("agents.title")} value={agent ?? ALL} onValueChange={(value) => onChange({ agent: value === ALL ? undefined : value })} nobody={{ value: ALL, label: t("agents.every") }} />
    </>
  );
}
