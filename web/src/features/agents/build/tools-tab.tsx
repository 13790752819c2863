import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ToolTitle } from "@/features/trace";
import { Button, buttonClass } from "@/ui/button";
import { Card } from "@/ui/card";
import { Checkbox } from "@/ui/checkbox";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { PageBody } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { agentQuery, useMayInAgent } from "../api";
import type { GrantedTool } from "../blueprint";
import { EditorProvider, useEditor } from "./editor";
import { grantsQuery } from "./node-kinds";
import { UndoButtons } from "./undo-buttons";

/** What this agent may do. A step then names the tools that it may use. */
export function ToolsTab() {
  const { t } = useTranslation("agents");
  const { agentId } = useParams({ from: "/app/agents/$agentId" });
  const agent = useQuery(agentQuery(agentId)).data?.data;
  const mayEdit = useMayInAgent(agent, "agent:update");
  return (
    <EditorProvider kinds={[]} mayEdit={mayEdit}>
      <PageBody className="w-full max-w-2xl">
        <Card
          title={t("tools.title")}
          description={t("tools.detail")}
          actions={
            <span className="flex items-center gap-1">
              {mayEdit && <UndoButtons />}
              <Link to="/tools" className={buttonClass("secondary", "sm")}>
                {t("tools.to_tools")}
              </Link>
            </span>
          }
        >
          <Grants />
        </Card>
      </PageBody>
    </EditorProvider>
  );
}

function Grants() {
  const { t, i18n } = useTranslation("agents");
  const { blueprint, edit, mayEdit } = useEditor();
  const found = useQuery(grantsQuery);
  if (found.isPending) return <SkeletonText lines={4} />;
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  const same = (one: GrantedTool, other: GrantedTool) => (one.id ? one.id === other.id : !other.id && one.name === other.name);
  const told = ({ id, name, description }: GrantedTool) => (!id && i18n.exists(`agents:tools.own.${name}`) ? t(`tools.own.${name}`) : description);
  const gone = blueprint.tools.filter((tool) => !found.data.items.some((offer) => same(offer, tool)));
  const grant = (offer: GrantedTool) => edit((one) => ({ ...one, tools: one.tools.some((tool) => same(tool, offer)) ? one.tools.map((tool) => (same(tool, offer) ? offer : tool)) : [...one.tools, offer] }));
  const take = (offer: GrantedTool) => edit((one) => ({ ...one, tools: one.tools.filter((tool) => !same(tool, offer)) }));
  if (found.data.items.length + gone.length === 0) return <EmptyState compact title={t("form.no_tools")} />;
  return (
    <ul className="space-y-3">
      {[...found.data.items, ...gone].map((offer) => {
        const granted = blueprint.tools.find((tool) => same(tool, offer));
        const waits = granted?.id && granted.version === 0 && offer.version === 0;
        const newer = granted?.id && offer.version > granted.version;
        return (
          <li key={offer.id || offer.name} className="flex flex-wrap items-start gap-x-3 gap-y-1">
            <Checkbox className="min-w-48 flex-1" label={<ToolTitle code={offer.name} title={offer.id ? found.data.labels[offer.name] : undefined} />} description={told(offer)} checked={granted !== undefined} disabled={!mayEdit} onCheckedChange={(on) => (on === true ? grant(offer) : take(offer))} />
            {waits && (
              <>
                <Pill tone="warn">{t("tools.not_connected")}</Pill>
                <Link to="/tools/$toolId" params={{ toolId: granted.id }} className={buttonClass("secondary", "sm")} aria-label={`${t("tools.connect")}: ${offer.name}`}>
                  {t("tools.connect")}
                </Link>
              </>
            )}
            {granted?.id && !waits && <Pill tone={newer ? "warn" : "neutral"}>{t("tools.version", { number: granted.version })}</Pill>}
            {newer && mayEdit && (
              <Button size="sm" onClick={() => grant(offer)}>
                {t("tools.take_newer", { number: offer.version })}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
