import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Card } from "@/ui/card";
import { ErrorState } from "@/ui/error-state";
import { Section } from "@/ui/section-layout";
import { SkeletonText } from "@/ui/skeleton";
import { rulesQuery } from "./api";
import { FilesCard } from "./files-card";
import { LimitsCard } from "./limits-card";
import { ListCard } from "./list-card";
import { OptOutCard } from "./opt-out-card";
import { PacksCard } from "./packs-card";

/** Who may be called, when and how often: the organization's own limits, its lists, and the law's rules with their sources. */
export function ContactRulesPage() {
  const { t } = useTranslation("compliance");
  const found = useQuery(rulesQuery);
  const mayManage = found.data?.data.can.includes("compliance:manage") ?? false;
  return (
    <Section title={t("title")} description={t("about")}>
      {found.isPending && (
        <Card>
          <SkeletonText lines={10} />
        </Card>
      )}
      {found.isError && !found.data && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && (
        <>
          <LimitsCard key={found.data.data.revision} found={found.data} mayManage={mayManage} />
          <ListCard mayManage={mayManage} />
          <OptOutCard url={found.data.data.opt_out_url} />
          <FilesCard mayManage={mayManage} />
          <PacksCard mayManage={mayManage} mayConfirm={found.data.data.can.includes("owner:manage")} />
        </>
      )}
    </Section>
  );
}
