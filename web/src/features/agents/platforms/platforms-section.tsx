import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Phone } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { buttonClass } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { SkeletonText } from "@/ui/skeleton";
import { LINES } from "../web-call/lines";
import { AccountCard } from "./account-card";
import { accountsQuery, deploymentsQuery } from "./api";
import { DeploySheet } from "./deploy-sheet";
import { DriftSheet } from "./drift-sheet";

const WebCallSheet = lazy(() => import("../web-call"));

/** The phone: every connected account, and how this agent stands there. */
export function PlatformsSection({ agentId, published }: { agentId: string; published: boolean }) {
  const { t } = useTranslation("deployments");
  const { membership } = useSession();
  const accounts = useQuery(accountsQuery);
  const deployments = useQuery(deploymentsQuery(agentId));
  const [opened, setOpened] = useState<{ account: string; drift: boolean }>();
  const [talking, setTalking] = useState<string>();
  const mayCall = membership.permissions.includes("call:place");
  const talkedWith = accounts.data?.find(({ id }) => id === talking);
  const account = accounts.data?.find(({ id }) => id === opened?.account);
  const of = (id: string) => deployments.data?.find((one) => one.account.id === id);
  const known = account && of(account.id);
  const failed = accounts.isError ? accounts : deployments;
  return (
    <section aria-labelledby="phone" className="mb-8 space-y-4">
      <div>
        <h2 id="phone" className="text-base font-semibold">
          {t("title")}
        </h2>
        <p className="text-xs text-ink-2">{t("detail")}</p>
      </div>
      {(accounts.isPending || deployments.isPending) && <SkeletonText lines={4} />}
      {failed.isError && <ErrorState compact error={failed.error} onRetry={() => void failed.refetch()} />}
      {accounts.data?.length === 0 && (
        <EmptyState
          compact
          icon={<Phone aria-hidden />}
          title={t("empty")}
          description={t("empty_detail")}
          action={
            membership.permissions.includes("voice_account:manage") && (
              <Link to="/settings/providers" className={buttonClass()}>
                {t("connect")}
              </Link>
            )
          }
        />
      )}
      {deployments.data &&
        accounts.data?.map((one) => (
          <AccountCard key={one.id} account={one} deployment={of(one.id)} published={published} mayDeploy={membership.permissions.includes("agent:publish")} onDeploy={() => setOpened({ account: one.id, drift: false })} onDrift={() => setOpened({ account: one.id, drift: true })} onTalk={mayCall && one.kind in LINES ? () => setTalking(one.id) : undefined} />
        ))}
      {account && opened && !opened.drift && <DeploySheet key={account.id} agentId={agentId} account={account} known={known} onClose={() => setOpened(undefined)} />}
      {talkedWith && (
        <Suspense>
          <WebCallSheet agentId={agentId} account={{ id: talkedWith.id, label: talkedWith.label, platform: talkedWith.kind }} onClose={() => setTalking(undefined)} />
        </Suspense>
      )}
      {known && opened?.drift && <DriftSheet deployment={known} onClose={() => setOpened(undefined)} />}
    </section>
  );
}
