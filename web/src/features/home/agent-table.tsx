import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay } from "@/api/session";
import { useFormats } from "@/lib/locale";
import { Card } from "@/ui/card";
import type { AgentFigures } from "./api";

/** The agents of the period, the busiest first. */
export default function AgentTable({ agents }: { agents: AgentFigures[] }) {
  const { t } = useTranslation("home");
  const formats = useFormats();
  const mayOpen = useMay("agent:read");
  return (
    <Card
      title={t("agents.title")}
      flush
      actions={
        mayOpen && (
          <Link to="/agents" className="text-ink-2 hover:text-ink">
            {t("agents.all")}
          </Link>
        )
      }
    >
      {agents.length === 0 ? (
        <p className="px-4 pb-5 text-sm text-ink-2">{t("agents.empty")}</p>
      ) : (
        <div className="overflow-x-auto px-2 pb-2">
          <table aria-label={t("agents.title")} className="w-full border-collapse text-sm">
            <thead>
              <tr className="border-b border-line text-xs text-ink-3 [&_th]:px-2 [&_th]:py-2 [&_th]:font-medium">
                <th scope="col" className="text-left">
                  {t("agents.name")}
                </th>
                <th scope="col" className="text-right">
                  {t("stats.conversations")}
                </th>
                <th scope="col" className="text-right">
                  {t("stats.conversion")}
                </th>
                <th scope="col" className="text-right max-sm:hidden">
                  {t("stats.response")}
                </th>
              </tr>
            </thead>
            <tbody>
              {agents.map((agent) => (
                <tr key={agent.agent_id} className="relative h-11 border-b border-line last:border-b-0 hover:bg-sunken [&_td]:px-2">
                  <td className="w-full max-w-0">
                    {mayOpen ? (
                      <Link to="/agents/$agentId" params={{ agentId: agent.agent_id }} className="block truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent">
                        {agent.name}
                      </Link>
                    ) : (
                      <span className="block truncate font-medium">{agent.name}</span>
                    )}
                  </td>
                  <td className="text-right">{formats.number(agent.conversations)}</td>
                  <td className="text-right">{agent.conversion === null ? "—" : formats.percent(agent.conversion)}</td>
                  <td className="text-right whitespace-nowrap max-sm:hidden">{agent.response_ms === null ? "—" : formats.milliseconds(agent.response_ms)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}
