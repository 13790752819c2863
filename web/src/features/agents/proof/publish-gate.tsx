import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Field } from "@/ui/field";
import { Textarea } from "@/ui/input";
import { Meter } from "@/ui/meter";
import { useToastError } from "@/ui/use-toast-error";
import { isGoing as isComparing, parityQuery, useProve } from "../languages/api";
import { isGoing as isRunGoing, runQuery, useStartRun } from "../scenarios/api";
import { type Gate, isGoing, replayQuery, sizeFor, useStartReplay } from "./api";

/** The runs that were begun to prove it, by their ids. */
interface Begun {
  run?: string;
  replay?: string;
  parity?: string;
}

/** What the agent's rule says of the draft before it is published: met, not met and how to prove it, or why all the same. */
export function PublishGate({ agentId, gate, because, onBecause }: { agentId: string; gate: Gate; because: string; onBecause: (because: string) => void }) {
  const { t } = useTranslation("proof");
  const [proving, setProving] = useState<Begun>({});
  if (!gate.rule.scenarios && !gate.rule.replay && !gate.rule.languages) return null;
  if (gate.obstacles.length === 0) {
    return (
      <Callout tone="good" title={t("gate.met")}>
        <Met gate={gate} />
      </Callout>
    );
  }
  return (
    <section className="space-y-3" aria-label={t("gate.title")}>
      <Callout tone="bad" title={t("gate.blocked")}>
        <ul className="mt-1 list-disc space-y-1 pl-4">
          {gate.obstacles.map((obstacle) => (
            <li key={obstacle.code}>{obstacle.sentence}</li>
          ))}
        </ul>
      </Callout>
      <Proving agentId={agentId} gate={gate} proving={proving} onProving={setProving} />
      {gate.can.includes("agent:gate") && (
        <Field label={t("gate.because")} help={t("gate.because_help")} optional>
          <Textarea rows={2} maxLength={500} value={because} onChange={({ target }) => onBecause(target.value)} />
        </Field>
      )}
    </section>
  );
}

function Met({ gate }: { gate: Gate }) {
  const { t } = useTranslation("proof");
  const formats = useFormats();
  return (
    <>
      {gate.rule.scenarios && <p>{t("gate.scenarios_met", { count: gate.scenarios.passed })}</p>}
      {gate.languages.length > 0 && <p>{t("gate.languages_met", { languages: formats.list(gate.languages.map(({ code }) => formats.languageName(code))) })}</p>}
      {gate.rule.replay && gate.replay && (
        <p>{t("gate.replay_met", { worse: gate.replay.worse.count, of: gate.replay.done - gate.replay.undecided, high: formats.percent(gate.replay.worse.high, 0) })}</p>
      )}
      {gate.rule.replay && gate.too_few && <p>{t("rule.not_enough", { there: gate.conversations, needed: gate.needed })}</p>}
    </>
  );
}

function Proving({ agentId, gate, proving, onProving }: { agentId: string; gate: Gate; proving: Begun; onProving: (proving: Begun) => void }) {
  const { t } = useTranslation("proof");
  const startRun = useStartRun(agentId);
  const startReplay = useStartReplay(agentId);
  const compare = useProve(agentId);
  const showError = useToastError();
  const run = useQuery({ ...runQuery(proving.run ?? ""), enabled: proving.run !== undefined }).data;
  const replay = useQuery({ ...replayQuery(proving.replay ?? ""), enabled: proving.replay !== undefined }).data;
  const parity = useQuery({ ...parityQuery(proving.parity ?? ""), enabled: proving.parity !== undefined }).data;
  const codes = gate.obstacles.map(({ code }) => code);
  const needsRun = codes.includes("scenarios_untried") || codes.includes("scenarios_failed");
  const needsReplay = codes.includes("replay_missing") || codes.includes("replay_worse");
  const languages = gate.languages.filter(({ untried, different }) => untried + different > 0).map(({ code }) => code);
  const needsComparing = languages.length > 0 && !codes.includes("languages_missing");
  const going = (run !== undefined && isRunGoing(run)) || (replay !== undefined && isGoing(replay)) || (parity !== undefined && isComparing(parity));
  const done = (run ? run.passed + run.failed : 0) + (replay?.done ?? 0) + (parity ? parity.same + parity.different : 0);
  const total = (run?.total ?? 0) + (replay?.total ?? 0) + (parity?.total ?? 0);
  const prove = async () => {
    try {
      const begun: Begun = {};
      if (needsRun) begun.run = (await startRun.mutateAsync({})).id;
      if (needsReplay) begun.replay = (await startReplay.mutateAsync(sizeFor(gate))).id;
      if (needsComparing) begun.parity = (await compare.mutateAsync(languages)).id;
      onProving(begun);
    } catch (error) {
      showError(error);
    }
  };
  if (going) return <Meter label={t("gate.proving")} value={done} max={total} text={t("replays.going", { done, total })} />;
  if (!needsRun && !needsReplay && !needsComparing) return null;
  return (
    <Button size="sm" loading={startRun.isPending || startReplay.isPending || compare.isPending} onClick={() => void prove()}>
      {t("gate.prove")}
    </Button>
  );
}
