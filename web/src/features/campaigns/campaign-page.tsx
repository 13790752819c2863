import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ErrorState } from "@/ui/error-state";
import { PageBody, PageHeader } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { campaignQuery } from "./api";
import { CampaignActions } from "./campaign-actions";
import { Editor, PausedEditor } from "./editor";
import { Running } from "./running";
import { statusTone } from "./statuses";

/** One campaign: a draft to fill in, and from its start what it does. */
export function CampaignPage() {
  const { t } = useTranslation("campaigns");
  const { campaignId } = useParams({ from: "/app/campaigns/$campaignId" });
  const found = useQuery(campaignQuery(campaignId));
  const one = found.data?.data;
  return (
    <>
      <PageHeader
        title={one?.name ?? t("one")}
        parent={<Link to="/campaigns">{t("title")}</Link>}
        status={one && <Pill tone={statusTone(one.status)}>{t(`status.${one.status}`)}</Pill>}
        actions={
          one && (
            <>
              {one.status === "paused" && one.can.includes("campaign:write") && <PausedEditor key={one.id} campaign={one} />}
              <CampaignActions key={one.id} campaign={one} />
            </>
          )
        }
      />
      <PageBody className="mx-auto w-full max-w-6xl">
        {found.isPending && <SkeletonText lines={8} />}
        {found.isError && !one && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
        {one && (one.status === "draft" ? <Editor key={one.id} campaign={one} /> : <Running campaign={one} />)}
      </PageBody>
    </>
  );
}
