import { useQuery } from "@tanstack/react-query";
import { Play, Scale } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { Pill } from "@/ui/pill";
import { TimeAgo } from "@/ui/time-ago";
import { useToastError } from "@/ui/use-toast-error";
import { useDraft } from "../draft-context";
import { isGoing, paritiesQuery, type Parity, useProve } from "./api";
import { ParitySheet } from "./parity-sheet";

/** Whether the agent does the same in every language: its scenarios, held in each. */
export function ParityCard({ agentId, languages, mayEdit }: { agentId: string; languages: string[]; mayEdit: boolean }) {
  const { t } = useTranslation("languages");
  const formats = useFormats();
  const draft = useDraft();
  const runs = useQuery(paritiesQuery(agentId)).data ?? [];
  const prove = useProve(agentId);
  const showError = useToastError();
  const [showing, setShowing] = useState<string>();
  const start = async () => {
    try {
      await draft.flush();
      setShowing((await prove.mutateAsync(languages)).id);
    } catch (error) {
      showError(error);
    }
  };
  const button = mayEdit && (
    <Button size="sm" loading={prove.isPending} onClick={() => void start()}>
      <Play aria-hidden />
      {t("parity.start")}
    </Button>
  );
  return (
    <>
      <Card flush title={t("parity.title")} description={t("parity.detail")} actions={runs.length > 0 && button}>
        {runs.length === 0 ? (
          <EmptyState compact icon={<Scale aria-hidden />} title={t("parity.empty")} description={t("parity.empty_detail")} action={button} />
        ) : (
          <ul className="border-t border-line">
            {runs.map((run) => (
              <li key={run.id} className="border-b border-line last:border-b-0">
                <button type="button" className="flex w-full flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-left hover:bg-hover" onClick={() => setShowing(run.id)}>
                  <span className="min-w-40 flex-1">
                    <span className="font-medium">{formats.list(run.languages.map(formats.languageName))}</span>
                    <span className="block text-xs text-ink-2">
                      {run.started_by} · <TimeAgo value={run.created_at} />
                    </span>
                  </span>
                  <ParityState run={run} />
                </button>
              </li>
            ))}
          </ul>
        )}
      </Card>
      {showing && <ParitySheet id={showing} onClose={() => setShowing(undefined)} />}
    </>
  );
}

export function ParityState({ run }: { run: Parity }) {
  const { t } = useTranslation("languages");
  if (isGoing(run)) return <Pill tone="info">{t("parity.going", { done: run.same + run.different, total: run.total })}</Pill>;
  if (run.state === "failed") return <Pill tone="bad">{t("parity.failed")}</Pill>;
  if (run.state === "cancelled") return <Pill>{t("parity.cancelled")}</Pill>;
  return (
    <Pill tone={run.different === 0 ? "good" : "warn"} dot>
      {t("parity.same_of", { same: run.same, total: run.total })}
    </Pill>
  );
}
