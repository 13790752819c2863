import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { FlaskConical, Play } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, buttonClass } from "@/ui/button";
import { Card } from "@/ui/card";
import { Combobox } from "@/ui/combobox";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { PageBody } from "@/ui/page-header";
import { Select } from "@/ui/select";
import { SkeletonText } from "@/ui/skeleton";
import { useToastError } from "@/ui/use-toast-error";
import { AgentPicker } from "./agent-picker";
import { casesQuery, isGoing, modelsQuery, type Prompt, promptQuery, trialsQuery, useStartTrial, type Variable } from "./api";
import { Cases } from "./cases";
import { TrialCard } from "./trial";

const MOST_MODELS = 4;
const MOST_STATES = 20;
const NONE = "none";

/** Cases put to several models, their answers side by side. */
export function PromptTests() {
  const { promptId } = useParams({ from: "/app/prompts/$promptId" });
  const prompt = useQuery(promptQuery(promptId)).data?.data;
  return prompt ? <Tests key={prompt.id} prompt={prompt} /> : null;
}

function Tests({ prompt }: { prompt: Prompt }) {
  const { t } = useTranslation("prompts");
  const mayManage = prompt.can.includes("prompt:manage");
  const trials = useQuery(trialsQuery(prompt.id));
  return (
    <PageBody className="grid w-full items-start gap-5 xl:grid-cols-[24rem_1fr]">
      <div className="min-w-0 space-y-5">
        <Cases prompt={prompt} variables={prompt.look.variables as Variable[]} disabled={!mayManage} />
        {mayManage && <Start prompt={prompt} going={trials.data?.some(isGoing) ?? false} />}
      </div>
      <section aria-label={t("trials.title")} className="min-w-0 space-y-4">
        {trials.isPending && <SkeletonText lines={8} />}
        {trials.isError && !trials.data && <ErrorState error={trials.error} onRetry={() => void trials.refetch()} />}
        {trials.data?.length === 0 && <EmptyState icon={<FlaskConical aria-hidden />} title={t("trials.empty")} description={t("trials.empty_detail")} />}
        {trials.data?.map((trial, index) => (
          <TrialCard key={trial.id} prompt={prompt} trial={trial} first={index === 0} />
        ))}
      </section>
    </PageBody>
  );
}

/** Which state, which models, in whose manner. */
function Start({ prompt, going }: { prompt: Prompt; going: boolean }) {
  const { t } = useTranslation("prompts");
  const showError = useToastError();
  const start = useStartTrial(prompt.id);
  const found = useQuery(modelsQuery);
  const cases = useQuery(casesQuery(prompt.id)).data ?? [];
  const accounts = found.data ?? [];
  const [chosen, setChosen] = useState<string[]>();
  const [state, setState] = useState("draft");
  const [beside, setBeside] = useState(NONE);
  const [agent, setAgent] = useState("");
  const models = chosen ?? accounts.slice(0, 2).map((one) => choiceOf(one.account_id, one.default_model));
  if (found.isPending) return <SkeletonText lines={4} />;
  if (accounts.length === 0)
    return (
      <Card title={t("trials.start")}>
        <p className="mb-3 text-sm text-ink-2">{t("trials.no_models")}</p>
        <Link to="/settings/providers" className={buttonClass("secondary", "sm")}>
          {t("trials.connect")}
        </Link>
      </Card>
    );
  const options = [...new Map([...accounts.flatMap((one) => one.models.map((model) => [choiceOf(one.account_id, model), `${model} · ${one.account}`] as const)), ...models.map((one) => [one, readChoice(one).model] as const)].reverse())].reverse().map(([value, label]) => ({ value, label }));
  const states = Array.from({ length: Math.min(prompt.last_number ?? 0, MOST_STATES) }, (_, index) => (prompt.last_number ?? 0) - index);
  const versions = states.map((number) => ({ value: String(number), label: [t("version", { number }), ...prompt.labels.filter((one) => one.number === number).map(({ label }) => label)].join(" · ") }));
  const other = beside !== NONE && beside !== state;
  const run = () =>
    start.mutate(
      { version: state === "draft" ? null : Number(state), beside: other ? Number(beside) : null, agent_id: agent || null, models: models.map(readChoice), case_ids: [] },
      { onError: showError },
    );
  return (
    <Card title={t("trials.start")} description={t("trials.start_detail")}>
      <div className="space-y-4">
        <Field label={t("trials.models")} help={t("trials.models_help", { count: MOST_MODELS })}>
          <Combobox multiple label={t("trials.models")} value={models} options={options} onValueChange={(next) => setChosen(next.slice(0, MOST_MODELS))} {...(accounts[0] ? { onCreate: (typed: string) => setChosen([...models, choiceOf(accounts[0]?.account_id ?? "", typed)].slice(0, MOST_MODELS)) } : {})} />
        </Field>
        <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-1">
          <Field label={t("trials.state")}>
            <Select label={t("trials.state")} value={state} onValueChange={setState} options={[{ value: "draft", label: t("versions.draft") }, ...versions]} />
          </Field>
          {versions.length > 0 && (
            <Field label={t("trials.beside")}>
              <Select label={t("trials.beside")} value={beside} onValueChange={setBeside} options={[{ value: NONE, label: t("trials.beside_none") }, ...versions.filter(({ value }) => value !== state)]} />
            </Field>
          )}
          <AgentPicker value={agent} onValueChange={setAgent} />
        </div>
        <Button variant="primary" disabled={cases.length === 0 || models.length === 0} loading={start.isPending} onClick={run}>
          <Play aria-hidden />
          {t("trials.run", { count: cases.length * models.length * (other ? 2 : 1) })}
        </Button>
        {going && (
          <p role="status" className="text-xs text-ink-2">
            {t("trials.going")}
          </p>
        )}
      </div>
    </Card>
  );
}

const choiceOf = (account: string, model: string): string => `${account} ${model}`;
const readChoice = (choice: string): { account_id: string; model: string } => {
  const [account_id = "", ...model] = choice.split(" ");
  return { account_id, model: model.join("") };
};
