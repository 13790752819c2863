import { MoreHorizontal, Pause, Pencil, PhoneCall, Play, RefreshCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Card } from "@/ui/card";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "@/ui/dropdown-menu";
import { Pill, type Tone } from "@/ui/pill";
import { TimeAgo } from "@/ui/time-ago";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { type Account, type Deployment, type Step, useForget, useStep } from "./api";

const TONES: Record<Deployment["state"], Tone> = { pending: "info", deploying: "info", live: "good", failed: "bad", drifted: "warn", withdrawing: "info", withdrawn: "neutral", pausing: "info", paused: "neutral" };
const PLATFORMS: Record<Account["kind"], string> = { retell: "Retell AI", elevenlabs: "ElevenLabs", sandbox: "Sandbox" };

interface CardProps {
  account: Account;
  deployment: Deployment | undefined;
  published: boolean;
  mayDeploy: boolean;
  onDeploy: () => void;
  onDrift: () => void;
  /** Only where the platform can be talked with from this page. */
  onTalk: (() => void) | undefined;
}

/** An account, and how the agent stands there. */
export function AccountCard({ account, deployment, published, mayDeploy, onDeploy, onDrift, onTalk }: CardProps) {
  const { t } = useTranslation("deployments");
  const there = deployment !== undefined && (deployment.goal !== "withdrawn" || deployment.state !== "withdrawn");
  return (
    <Card
      title={account.label}
      description={PLATFORMS[account.kind]}
      actions={
        there ? (
          <>
            <span role="status">
              <Pill dot tone={TONES[deployment.state]}>
                {t(`states.${deployment.state}`)}
              </Pill>
            </span>
            {onTalk && deployment.goal === "live" && deployment.live_number !== null && (
              <Button size="sm" onClick={onTalk}>
                <PhoneCall aria-hidden />
                {t("talk")}
              </Button>
            )}
            <Actions deployment={deployment} mayDeploy={mayDeploy} onDeploy={onDeploy} />
          </>
        ) : (
          mayDeploy && (
            <Button size="sm" disabled={!published} onClick={onDeploy}>
              {t("deploy_here")}
            </Button>
          )
        )
      }
    >
      {there ? <Standing deployment={deployment} onDrift={onDrift} /> : <p className="text-xs text-ink-2">{t(published ? "not_here" : "publish_first")}</p>}
    </Card>
  );
}

function Standing({ deployment, onDrift }: { deployment: Deployment; onDrift: () => void }) {
  const { t } = useTranslation("deployments");
  const step = useStep(deployment.id);
  const showError = useToastError();
  const behind = deployment.wanted_number !== null && deployment.live_number !== null && deployment.wanted_number !== deployment.live_number;
  return (
    <div className="space-y-3">
      {deployment.error_sentence && (
        <Callout
          tone="bad"
          live
          action={
            deployment.can.includes("agent:publish") && (
              <Button size="sm" loading={step.isPending} onClick={() => step.mutate("retry", { onError: showError })}>
                {t("retry")}
              </Button>
            )
          }
        >
          {deployment.error_sentence}
        </Callout>
      )}
      {deployment.state === "drifted" && (
        <Callout
          tone="warn"
          action={
            <Button size="sm" onClick={onDrift}>
              {t("drift.look")}
            </Button>
          }
        >
          {t("drift.found")}
        </Callout>
      )}
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-xs">
        <dt className="text-ink-2">{t("version")}</dt>
        <dd>
          {deployment.live_number === null ? t("version_none") : t("version_number", { number: deployment.live_number })}
          {behind && ` · ${t("version_next", { number: deployment.wanted_number })}`}
          {deployment.deployed_at && (
            <>
              {" · "}
              <TimeAgo value={deployment.deployed_at} />
            </>
          )}
        </dd>
        <dt className="text-ink-2">{t("mode")}</dt>
        <dd>{t(`modes.${deployment.mode}`)}</dd>
        {deployment.voice.id && (
          <>
            <dt className="text-ink-2">{t("voice")}</dt>
            <dd className="wrap-anywhere">{deployment.voice.name || deployment.voice.id}</dd>
          </>
        )}
        <dt className="text-ink-2">{t("minutes")}</dt>
        <dd>{t("minutes_at_most", { count: deployment.max_minutes })}</dd>
        {deployment.provider_agent_id && (
          <>
            <dt className="text-ink-2">{t("remote")}</dt>
            <dd>
              <code className="font-mono wrap-anywhere">{deployment.provider_agent_id}</code>
              {deployment.adopted && ` · ${t("adopted")}`}
            </dd>
          </>
        )}
      </dl>
    </div>
  );
}

function Actions({ deployment, mayDeploy, onDeploy }: { deployment: Deployment; mayDeploy: boolean; onDeploy: () => void }) {
  const { t } = useTranslation("deployments");
  const step = useStep(deployment.id);
  const forget = useForget(deployment.id);
  const showError = useToastError();
  const [asking, setAsking] = useState<"withdraw" | "forget">();
  const run = (what: Step, done: string) => step.mutate(what, { onSuccess: (now) => toast(what === "check" && now.state === "drifted" ? t("drift.found") : done), onError: showError });
  if (!mayDeploy) return null;
  const leaving = deployment.goal === "withdrawn";
  return (
    <>
      {!leaving && (
        <Button size="sm" onClick={onDeploy}>
          <Pencil aria-hidden />
          {t("change")}
        </Button>
      )}
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton size="icon-sm" label={t("actions_for", { name: deployment.account.label })}>
            <MoreHorizontal aria-hidden />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {(deployment.state === "live" || deployment.state === "drifted") && (
            <DropdownMenuItem icon={<RefreshCw aria-hidden />} onSelect={() => run("check", t("checked"))}>
              {t("check")}
            </DropdownMenuItem>
          )}
          {deployment.goal === "live" && (
            <DropdownMenuItem icon={<Pause aria-hidden />} onSelect={() => run("pause", t("pausing"))}>
              {t("pause")}
            </DropdownMenuItem>
          )}
          {deployment.goal === "paused" && (
            <DropdownMenuItem icon={<Play aria-hidden />} onSelect={() => run("resume", t("resuming"))}>
              {t("resume")}
            </DropdownMenuItem>
          )}
          <DropdownMenuItem destructive icon={<Trash2 aria-hidden />} onSelect={() => setAsking(leaving ? "forget" : "withdraw")}>
            {t(leaving ? "forget" : "withdraw")}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <ConfirmDialog
        open={asking !== undefined}
        onOpenChange={(open) => !open && setAsking(undefined)}
        destructive
        title={t(asking === "forget" ? "forget_title" : "withdraw_title", { account: deployment.account.label })}
        action={t(asking === "forget" ? "forget" : "withdraw")}
        onConfirm={async () => {
          try {
            if (asking === "forget") await forget.mutateAsync();
            else await step.mutateAsync("withdraw");
          } catch (error) {
            showError(error);
            throw error;
          }
        }}
      >
        {t(asking === "forget" ? "forget_detail" : deployment.adopted ? "withdraw_adopted" : "withdraw_detail")}
      </ConfirmDialog>
    </>
  );
}
