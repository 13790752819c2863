import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Bot } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Card } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { PageBody } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { promptQuery, type Use, usesQuery } from "./api";
import { LabelPill } from "./prompt-status";

/** Which steps take their task from here, what callers get of it, and which prompts include it. */
export function PromptUses() {
  const { t } = useTranslation("prompts");
  const { promptId } = useParams({ from: "/app/prompts/$promptId" });
  const prompt = useQuery(promptQuery(promptId)).data?.data;
  const found = useQuery(usesQuery(promptId));
  if (found.isPending)
    return (
      <PageBody>
        <SkeletonText lines={6} />
      </PageBody>
    );
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  const { items, prompts } = found.data;
  if (items.length + prompts.length === 0) return <EmptyState icon={<Bot aria-hidden />} title={t("uses.empty")} description={t("uses.empty_detail")} />;
  return (
    <PageBody className="w-full max-w-4xl space-y-5">
      {items.length > 0 && (
        <Card title={t("uses.agents")} description={t("uses.agents_detail")}>
          <ul className="divide-y divide-line">
            {items.map((use) => (
              <UseRow key={`${use.agent_id} ${use.flow_id} ${use.node_id}`} use={use} newest={prompt?.last_number ?? use.version} />
            ))}
          </ul>
        </Card>
      )}
      {prompts.length > 0 && (
        <Card title={t("uses.prompts")} description={t("uses.prompts_detail")}>
          <ul className="space-y-1.5">
            {prompts.map((one) => (
              <li key={one.id} className="flex items-center gap-3 text-sm">
                <Link to="/prompts/$promptId" params={{ promptId: one.id }} className="min-w-0 truncate text-accent underline">
                  {one.title}
                </Link>
                <Pill>{one.number === null ? t("uses.draft_only") : t("version", { number: one.number })}</Pill>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </PageBody>
  );
}

function UseRow({ use, newest }: { use: Use; newest: number }) {
  const { t } = useTranslation("prompts");
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5 text-sm">
      <span className="min-w-40 flex-1">
        <Link to="/agents/$agentId/build" params={{ agentId: use.agent_id }} search={{ flow: use.flow_id, node: use.node_id }} className="text-accent underline">
          {use.agent}
        </Link>{" "}
        <span className="text-ink-2">· {use.node}</span>
      </span>
      {use.label ? <LabelPill label={use.label} number={use.version} /> : <Pill>{t("uses.stays", { number: use.version })}</Pill>}
      {!use.label && use.version < newest && <Pill tone="warn">{t("uses.newer", { number: newest })}</Pill>}
      <span className="w-full text-xs text-ink-2 sm:w-auto">
        {use.live_version === null ? t("uses.not_live") : use.live_version === use.version ? t("uses.live_same", { number: use.live_version }) : t("uses.live_older", { number: use.live_version })}
      </span>
    </li>
  );
}
