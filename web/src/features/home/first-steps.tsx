import { Link } from "@tanstack/react-router";
import { BookOpen, Bot, Building, ChevronRight, MessageSquareText } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/api/session";
import { Card } from "@/ui/card";

/** From nothing to an agent that answers: what a new organization does next. */
export function FirstSteps({ agentId }: { agentId: string | undefined }) {
  const { t } = useTranslation("home");
  const mayCreate = useMay("agent:create");
  const mayDescribe = useMay("business:update");
  const mayTeach = useMay("knowledge:update");
  // Somebody who only looks on has no step to take.
  if (!agentId && !mayCreate && !mayDescribe && !mayTeach) return null;
  return (
    <Card title={t("start.title")} description={t("start.description")} flush>
      <ul className="border-t border-line">
        {agentId ? (
          <Step icon={<MessageSquareText aria-hidden />} title={t("start.try")} detail={t("start.try_detail")}>
            {(props) => <Link to="/agents/$agentId" params={{ agentId }} {...props} />}
          </Step>
        ) : (
          mayCreate && (
            <Step icon={<Bot aria-hidden />} title={t("start.agent")} detail={t("start.agent_detail")}>
              {(props) => <Link to="/agents" search={{ new: true }} {...props} />}
            </Step>
          )
        )}
        {mayDescribe && (
          <Step icon={<Building aria-hidden />} title={t("start.business")} detail={t("start.business_detail")}>
            {(props) => <Link to="/settings/business" {...props} />}
          </Step>
        )}
        {mayTeach && (
          <Step icon={<BookOpen aria-hidden />} title={t("start.knowledge")} detail={t("start.knowledge_detail")}>
            {(props) => <Link to="/knowledge" {...props} />}
          </Step>
        )}
      </ul>
    </Card>
  );
}

interface StepProps {
  icon: ReactNode;
  title: string;
  detail: string;
  /** The link that it is. */
  children: (props: { className: string; children: ReactNode }) => ReactNode;
}

function Step({ icon, title, detail, children }: StepProps) {
  return (
    <li className="border-b border-line last:border-b-0">
      {children({
        className: "flex items-center gap-3 px-4 py-3 outline-offset-[-2px] transition-colors duration-100 last:rounded-b-l hover:bg-sunken",
        children: (
          <>
            <span className="grid size-8 shrink-0 place-items-center rounded-m border border-line bg-bg text-ink-2 [&_svg]:size-4">{icon}</span>
            <span className="min-w-0 flex-1">
              <span className="block font-medium">{title}</span>
              <span className="block text-xs text-ink-2">{detail}</span>
            </span>
            <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-3" />
          </>
        ),
      })}
    </li>
  );
}
