import { Check, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Pill } from "@/ui/pill";
import { Moment } from "@/ui/time-ago";
import { useToastError } from "@/ui/use-toast-error";
import { type Approval, useDecide } from "./api";

const TONE = { waiting: "warn", approved: "good", refused: "bad", expired: "neutral", dropped: "neutral" } as const;

/** What an agent wants done, with what, and the yes or no to it. */
export function Request({ one, context }: { one: Approval; context?: ReactNode }) {
  const { t } = useTranslation("approvals");
  return (
    <article aria-label={one.label} className="min-w-0 space-y-3">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
        <div className="min-w-40 flex-1">
          <h3 className="text-sm font-semibold">{one.label}</h3>
          <p className="text-xs text-ink-2">{one.description}</p>
        </div>
        <Pill tone={TONE[one.state]} dot={one.state === "waiting"}>
          {t(`states.${one.state}`)}
        </Pill>
      </div>
      <Arguments values={one.arguments} />
      <p className="text-xs text-ink-2">
        {t("asked", { agent: one.agent_name || t("an_agent") })} <Moment value={one.asked_at} />
        {one.state === "waiting" && (
          <>
            {" · "}
            {t("until")} <Moment value={one.expires_at} show="time" />
          </>
        )}
        {one.decided_at && one.decided_by && (
          <>
            {" · "}
            {t("decided", { name: one.decided_by })} <Moment value={one.decided_at} show="time" />
          </>
        )}
        {context}
      </p>
      {one.reason && <p className="text-sm">{t("because", { reason: one.reason })}</p>}
      {one.state === "waiting" && <Decision one={one} />}
    </article>
  );
}

function Arguments({ values }: { values: Record<string, unknown> }) {
  const { t } = useTranslation("approvals");
  const given = Object.entries(values);
  if (given.length === 0) return <p className="text-xs text-ink-3">{t("no_arguments")}</p>;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 rounded-m bg-sunken px-3 py-2 text-sm">
      {given.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="font-mono text-xs leading-5 text-ink-2">{name}</dt>
          <dd className="break-words whitespace-pre-line">{typeof value === "string" ? value : JSON.stringify(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Decision({ one }: { one: Approval }) {
  const { t } = useTranslation("approvals");
  const showError = useToastError();
  const decide = useDecide(one.id);
  const [reason, setReason] = useState("");
  const run = (approve: boolean) => decide.mutate({ approve, reason: reason.trim() }, { onError: showError });
  const busy = (approve: boolean) => decide.isPending && decide.variables.approve === approve;
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Field label={t("reason")} optional className="min-w-48 flex-1">
        <Input value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <div className="ml-auto flex gap-2">
        <Button variant="danger" loading={busy(false)} disabled={decide.isPending} onClick={() => run(false)}>
          <X aria-hidden />
          {t("refuse")}
        </Button>
        <Button variant="primary" loading={busy(true)} disabled={decide.isPending} onClick={() => run(true)}>
          <Check aria-hidden />
          {t("approve")}
        </Button>
      </div>
    </div>
  );
}
