import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button, buttonClass } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Stat } from "@/ui/card";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { ErrorState } from "@/ui/error-state";
import { PageBody, PageHeader } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { TimeAgo } from "@/ui/time-ago";
import { type AgentImport, importQuery, useDiscard } from "./api";
import { Losses } from "./losses";
import { MakeForm } from "./make-form";
import { Flows, Problems, Scenarios, Tools, Variables } from "./preview";

type Format = "typebot";

/** One file: what would be made of it and what is lost; afterwards, the report about it. */
export function ReportPage() {
  const { t } = useTranslation("imports");
  const { importId } = useParams({ from: "/app/agents/import/$importId" });
  const found = useQuery(importQuery(importId));
  const one = found.data;
  return (
    <>
      <PageHeader
        title={(one?.upload ? one.name : one?.file_name) ?? t("one")}
        parent={<Link to="/agents/import">{t("title")}</Link>}
        status={one && <Pill tone={one.agent ? "good" : "neutral"}>{one.agent ? t("made") : t("waiting")}</Pill>}
        actions={one && <Discard one={one} />}
      />
      <PageBody className="w-full max-w-4xl space-y-6">
        {found.isPending && <SkeletonText lines={8} />}
        {found.isError && !one && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
        {one && <Report one={one} />}
      </PageBody>
    </>
  );
}

function Report({ one }: { one: AgentImport }) {
  const { t } = useTranslation("imports");
  const formats = useFormats();
  const steps = one.flows.reduce((total, flow) => total + flow.steps.length, 0);
  const format = `${t(`format.${one.format as Format}`)}${one.format_version ? ` ${one.format_version}` : ""}`;
  return (
    <>
      <p className="text-sm text-ink-2">
        {t("told", { format, author: one.author })} · <TimeAgo value={one.created_at} />
      </p>
      {one.upload && (
        <p className="text-sm">
          <Link to="/agents/import/several/$uploadId" params={{ uploadId: one.upload }} className="text-accent underline">
            {t("several.back")}
          </Link>
        </p>
      )}
      {one.agent && (
        <Callout
          tone="good"
          title={t("made_title", { name: one.agent.name })}
          action={
            <Link to="/agents/$agentId/build" params={{ agentId: one.agent.id }} className={buttonClass("primary")}>
              {t("open")}
            </Link>
          }
        >
          {t("made_detail")}
        </Callout>
      )}
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        <Stat label={t("counts.flows")} value={formats.number(one.flows.length)} />
        <Stat label={t("counts.steps")} value={formats.number(steps)} />
        <Stat label={t("counts.variables")} value={formats.number(one.variables.length)} />
        <Stat label={t("counts.tools")} value={formats.number(one.tools.length)} />
      </div>
      {one.secrets_removed > 0 && (
        <Callout tone="warn" title={t("secrets", { count: one.secrets_removed })}>
          {t("secrets_detail")}
        </Callout>
      )}
      {!one.agent && <MakeForm key={one.id} one={one} />}
      <Losses losses={one.losses} />
      <Problems problems={one.problems} made={one.agent !== null} />
      <Flows flows={one.flows} />
      <Tools tools={one.tools} />
      <Variables names={one.variables} />
      <Scenarios names={one.scenarios} />
    </>
  );
}

function Discard({ one }: { one: AgentImport }) {
  const { t } = useTranslation("imports");
  const navigate = useNavigate();
  const discard = useDiscard(one.id);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t(one.agent ? "forget_report" : "discard")}</Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("discard_title", { name: one.upload ? one.name : one.file_name })}
        action={t(one.agent ? "forget_report" : "discard")}
        destructive
        onConfirm={async () => {
          await discard.mutateAsync();
          await navigate(one.upload ? { to: "/agents/import/several/$uploadId", params: { uploadId: one.upload } } : { to: "/agents/import" });
        }}
      >
        {t(one.agent ? "forget_detail" : "discard_detail")}
      </ConfirmDialog>
    </>
  );
}
