import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { buttonClass } from "@/ui/button";
import { Card } from "@/ui/card";
import { PageBody } from "@/ui/page-header";
import { agentQuery, useMayInAgent } from "../api";
import { EditorProvider } from "./editor";
import { SourcesChoice } from "./general-panel";
import { UndoButtons } from "./undo-buttons";

/** What this agent may answer from. */
export function KnowledgeTab() {
  const { t } = useTranslation("agents");
  const { agentId } = useParams({ from: "/app/agents/$agentId" });
  const agent = useQuery(agentQuery(agentId)).data?.data;
  const mayEdit = useMayInAgent(agent, "agent:update");
  return (
    <EditorProvider kinds={[]} mayEdit={mayEdit}>
      <PageBody className="w-full max-w-2xl">
        <Card
          title={t("tab_empty.knowledge")}
          description={t("tab_empty.knowledge_detail")}
          actions={
            <span className="flex items-center gap-1">
              {mayEdit && <UndoButtons />}
              <Link to="/knowledge" className={buttonClass("secondary", "sm")}>
                {t("general.to_knowledge")}
              </Link>
            </span>
          }
        >
          <SourcesChoice />
        </Card>
      </PageBody>
    </EditorProvider>
  );
}
