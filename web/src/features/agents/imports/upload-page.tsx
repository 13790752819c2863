import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { Button, buttonClass } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Card } from "@/ui/card";
import { Checkbox } from "@/ui/checkbox";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { ErrorState, useErrorText } from "@/ui/error-state";
import { PageBody, PageHeader } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { type AgentUpload, type FoundAgent, uploadQuery, useDiscardSeveral, useMakeSeveral } from "./api";
import { usual } from "./wish";

type Format = "typebot";

/** Several agents that came in at once: which of them become agents here. */
export function UploadPage() {
  const { t } = useTranslation("imports");
  const { uploadId } = useParams({ from: "/app/agents/import/several/$uploadId" });
  const found = useQuery(uploadQuery(uploadId));
  const waiting = found.data?.items.filter((one) => !one.agent) ?? [];
  return (
    <>
      <PageHeader title={t("several.title")} parent={<Link to="/agents/import">{t("title")}</Link>} actions={waiting.length > 0 && <Forget waiting={waiting} all={waiting.length === found.data?.items.length} />} />
      <PageBody className="w-full max-w-4xl space-y-6">
        {found.isPending && <SkeletonText lines={8} />}
        {found.isError && !found.data && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
        {found.data && <Choice key={uploadId} upload={found.data} />}
      </PageBody>
    </>
  );
}

function Choice({ upload }: { upload: AgentUpload }) {
  const { t } = useTranslation("imports");
  const { organization } = useSession();
  const make = useMakeSeveral();
  const errorText = useErrorText();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [failed, setFailed] = useState<ReadonlyMap<string, string>>(new Map());
  const [done, setDone] = useState(0);
  const waiting = upload.items.filter((one) => !one.agent);
  const chosen = waiting.filter((one) => !left.has(one.id));
  const toggle = (id: string, on: boolean) => setLeft((before) => new Set(on ? [...before].filter((one) => one !== id) : [...before, id]));
  const submit = () => {
    setFailed(new Map());
    setDone(0);
    make.mutate({
      chosen: chosen.map((one) => ({ id: one.id, wish: usual(one, organization.language) })),
      onStep: (count, problem) => {
        setDone(count);
        if (!problem) return;
        const { title, detail } = errorText(problem.error);
        setFailed((before) => new Map(before).set(problem.id, [title, detail].filter(Boolean).join(" ")));
      },
    });
  };
  return (
    <>
      <Card
        title={t("several.agents", { count: upload.items.length })}
        description={t("several.detail")}
        actions={
          waiting.length > 1 && (
            <Checkbox checked={chosen.length === 0 ? false : chosen.length === waiting.length || "indeterminate"} disabled={make.isPending} onCheckedChange={(on) => setLeft(new Set(on ? [] : waiting.map((one) => one.id)))} label={t("several.all")} />
          )
        }
        flush
        {...(waiting.length > 0 && {
          footer: (
            <>
              <p aria-live="polite" className="mr-auto text-xs text-ink-2">
                {make.isPending ? t("several.progress", { done: done + 1, count: chosen.length }) : failed.size > 0 ? t("several.failed", { count: failed.size }) : ""}
              </p>
              <Button variant="primary" disabled={chosen.length === 0} loading={make.isPending} onClick={submit}>
                {t("several.submit", { count: chosen.length })}
              </Button>
            </>
          ),
        })}
      >
        <ul className="divide-y divide-line border-t border-line">
          {upload.items.map((one) => (
            <Row key={one.id} one={one} chosen={!left.has(one.id)} busy={make.isPending} failed={failed.get(one.id)} onChoose={(on) => toggle(one.id, on)} />
          ))}
        </ul>
      </Card>
      {upload.left_out.length > 0 && (
        <Card title={t("several.left_out", { count: upload.left_out.length })} flush>
          <ul className="divide-y divide-line border-t border-line">
            {upload.left_out.map((one, index) => (
              <li key={index} className="px-4 py-2.5 text-sm wrap-anywhere">
                <b className="font-medium">{one.name}</b>
                <p className="text-ink-2">{one.message}</p>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}

function Row({ one, chosen, busy, failed, onChoose }: { one: FoundAgent; chosen: boolean; busy: boolean; failed: string | undefined; onChoose: (on: boolean) => void }) {
  const { t } = useTranslation("imports");
  const about = [
    `${t(`format.${one.format as Format}`)}${one.format_version ? ` ${one.format_version}` : ""}`,
    t("steps", { count: one.steps }),
    one.losses > 0 ? t("losses.title", { count: one.losses }) : t("losses.none"),
    ...(one.errors > 0 ? [t("several.errors", { count: one.errors })] : []),
    ...(one.secrets_removed > 0 ? [t("secrets", { count: one.secrets_removed })] : []),
  ];
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      {!one.agent && (
        <span className="pt-0.5">
          <Checkbox bare checked={chosen} disabled={busy} onCheckedChange={onChoose} label={t("several.choose", { name: one.name })} />
        </span>
      )}
      <div className="flex min-w-0 flex-1 flex-wrap items-start gap-x-3 gap-y-1">
        <div className="min-w-48 flex-1">
          <Link to="/agents/import/$importId" params={{ importId: one.id }} className="text-sm font-medium text-accent underline wrap-anywhere">
            {one.name}
          </Link>
          <p className="text-xs text-ink-2">{about.join(" · ")}</p>
          <p className="text-xs text-ink-3 wrap-anywhere">{one.file_name}</p>
          {failed && (
            <Callout tone="bad" className="mt-2">
              {failed}
            </Callout>
          )}
        </div>
        {one.agent ? (
          <Link to="/agents/$agentId/build" params={{ agentId: one.agent.id }} className={buttonClass("secondary")}>
            {t("open")}
          </Link>
        ) : (
          <Pill>{t("waiting")}</Pill>
        )}
      </div>
    </li>
  );
}

/** Those that nobody wants. */
function Forget({ waiting, all }: { waiting: FoundAgent[]; all: boolean }) {
  const { t } = useTranslation("imports");
  const navigate = useNavigate();
  const discard = useDiscardSeveral();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t(all ? "several.discard_all" : "several.discard")}</Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("several.discard_title", { count: waiting.length })}
        action={t("discard")}
        destructive
        onConfirm={async () => {
          await discard.mutateAsync(waiting.map((one) => one.id));
          if (all) await navigate({ to: "/agents/import" });
        }}
      >
        {t("discard_detail")}
      </ConfirmDialog>
    </>
  );
}
