import { useTranslation } from "react-i18next";
import { Pill, type Tone } from "@/ui/pill";
import type { AgentStatus, AgentSummary } from "./api";

const TONES: Record<AgentStatus, Tone> = { draft: "neutral", active: "good", paused: "warn", archived: "neutral" };

/** "v14 live", "Paused", "Draft": what callers meet right now. */
export function AgentStatusPill({ agent, short }: { agent: Pick<AgentSummary, "status" | "live_number">; short?: boolean }) {
  const { t } = useTranslation("agents");
  const text = agent.status === "active" && agent.live_number && !short ? t("live_version", { number: agent.live_number }) : t(`status.${agent.status}`);
  return (
    <Pill tone={TONES[agent.status]} dot={agent.status === "active" || agent.status === "paused"}>
      {text}
    </Pill>
  );
}
