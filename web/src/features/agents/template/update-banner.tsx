import { useQuery } from "@tanstack/react-query";
import { Link, useRouterState } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Callout } from "@/ui/callout";
import { originQuery } from "./api";

/** On an agent's page: the template that it was made of has a newer version. */
export function UpdateBanner({ agentId }: { agentId: string }) {
  const { t } = useTranslation("gallery");
  const copy = useQuery(originQuery(agentId)).data;
  const here = useRouterState({ select: ({ location }) => location.pathname.endsWith("/template") });
  if (!copy?.waiting || here) return null;
  return (
    <Callout
      tone="info"
      className="rounded-none"
      action={
        <Link to="/agents/$agentId/template" params={{ agentId }} className="shrink-0 font-medium underline">
          {t("update.see")}
        </Link>
      }
    >
      {t("update.banner", { title: copy.title, number: copy.newest })}
    </Callout>
  );
}
