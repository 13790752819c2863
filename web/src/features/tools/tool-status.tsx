import { useTranslation } from "react-i18next";
import { Pill } from "@/ui/pill";
import type { ToolSummary } from "./api";

/** Whether agents can be granted it, and whether it has moved on since. */
export function ToolStatus({ tool }: { tool: ToolSummary }) {
  const { t } = useTranslation("tools");
  if (tool.live_number === null && !tool.host && tool.method !== "EMAIL") return <Pill tone="warn">{t("status.not_connected")}</Pill>;
  if (tool.live_number === null) return <Pill>{t("status.draft")}</Pill>;
  return <Pill tone={tool.has_changes ? "warn" : "good"}>{t(tool.has_changes ? "status.changed" : "status.live", { number: tool.live_number })}</Pill>;
}
