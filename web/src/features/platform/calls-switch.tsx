import { CirclePlay, PhoneOff } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Field } from "@/ui/field";
import { Textarea } from "@/ui/input";
import type { CallsStopped } from "./api";

/** The switch above every other: nobody is called from the answer on. `whom` says whose calls they are. */
export function CallsSwitch({ stopped, whom, busy, onStop, onResume }: { stopped: CallsStopped | null; whom: string; busy: boolean; onStop: (reason: string) => Promise<unknown>; onResume: () => Promise<unknown> }) {
  const { t } = useTranslation("platform");
  const formats = useFormats();
  const [reason, setReason] = useState("");
  const [asking, setAsking] = useState(false);
  const quietly = (work: Promise<unknown>) => void work.catch(() => undefined);
  const stop = async () => {
    await onStop(reason.trim());
    setReason("");
    setAsking(false);
  };
  if (stopped)
    return (
      <div className="space-y-3 text-sm">
        <p className="font-medium text-bad">{t("calls.stopped_since", { date: formats.dateTime(stopped.since), name: stopped.by })}</p>
        <p className="break-words">{stopped.reason}</p>
        <Button variant="primary" loading={busy} onClick={() => quietly(onResume())}>
          <CirclePlay aria-hidden />
          {t("calls.resume")}
        </Button>
      </div>
    );
  return (
    <div className="space-y-3">
      <Field label={t("calls.reason")} help={t("calls.reason_help")}>
        <Textarea rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      {/* Asked here, in its place: never a dialog over another. */}
      {asking ? (
        <div role="alertdialog" aria-label={t("calls.ask", { whom })} className="space-y-3 rounded-m bg-bad-soft p-3 text-sm">
          <p className="font-medium text-bad">{t("calls.ask", { whom })}</p>
          <p>{t("calls.goes")}</p>
          <div className="flex flex-wrap gap-2">
            <Button variant="danger-solid" autoFocus loading={busy} disabled={!reason.trim()} onClick={() => quietly(stop())}>
              {t("calls.do")}
            </Button>
            <Button disabled={busy} onClick={() => setAsking(false)}>
              {t("cancel")}
            </Button>
          </div>
        </div>
      ) : (
        <Button variant="danger" disabled={!reason.trim()} onClick={() => setAsking(true)}>
          <PhoneOff aria-hidden />
          {t("calls.stop")}
        </Button>
      )}
    </div>
  );
}
