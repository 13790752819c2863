import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Sheet } from "@/ui/dialog";
import { useToastError } from "@/ui/use-toast-error";
import { type Judged, useMark } from "./api";
import { Said } from "./said";

/** One conversation after the other to judge, without being told first what the model said. */
export function JudgeSheet({ drawn, onClose }: { drawn: readonly Judged[]; onClose: () => void }) {
  const { t } = useTranslation("scenarios");
  // What was drawn when it was opened: marking must not pull the next one from under the reader.
  const [queue] = useState(drawn);
  const [at, setAt] = useState(0);
  const mark = useMark();
  const showError = useToastError();
  const judged = queue[at];
  const said = mark.data;
  const own = mark.variables?.passed;
  const say = (passed: boolean) => judged && mark.mutate({ judged, passed }, { onError: showError });
  const next = () => {
    mark.reset();
    if (at + 1 < queue.length) setAt(at + 1);
    else onClose();
  };
  return (
    <Sheet
      open
      width="lg"
      onOpenChange={(open) => !open && onClose()}
      title={t("judge.sheet")}
      description={t("judge.place", { at: at + 1, total: queue.length })}
      footer={
        said ? (
          <Button variant="primary" onClick={next}>
            {t(at + 1 < queue.length ? "judge.next" : "judge.done")}
          </Button>
        ) : (
          <>
            <Button loading={mark.isPending && own === false} disabled={mark.isPending} onClick={() => say(false)}>
              {t("judge.fails")}
            </Button>
            <Button variant="primary" loading={mark.isPending && own === true} disabled={mark.isPending} onClick={() => say(true)}>
              {t("judge.passes")}
            </Button>
          </>
        )
      }
    >
      {judged && (
        <div className="space-y-4">
          <div>
            <p className="text-xs text-ink-2">{judged.name}</p>
            <p className="text-md font-semibold break-words">{judged.rubric}</p>
          </div>
          {said && (
            <Callout tone={said.judge_passed === own ? "good" : "warn"} live title={t(said.judge_passed ? "judge.it_passed" : "judge.it_failed")}>
              {said.why}
            </Callout>
          )}
          <Said result={judged} />
        </div>
      )}
    </Sheet>
  );
}
