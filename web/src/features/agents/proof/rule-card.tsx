import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Card } from "@/ui/card";
import { Checkbox } from "@/ui/checkbox";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import { SkeletonText } from "@/ui/skeleton";
import { toast } from "@/ui/toast";
import { type Gate, gateQuery, type Rule, useSetRule } from "./api";

const CONFIDENCES = ["80", "90", "95", "99"] as const;

/** What the draft must meet before it may go live. */
export function RuleCard({ agentId }: { agentId: string }) {
  const { t } = useTranslation("proof");
  const found = useQuery(gateQuery(agentId));
  return (
    <Card title={t("rule.title")} description={t("rule.detail")}>
      {found.isPending && <SkeletonText lines={3} />}
      {found.isError && !found.data && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && <RuleForm agentId={agentId} gate={found.data} />}
    </Card>
  );
}

function RuleForm({ agentId, gate }: { agentId: string; gate: Gate }) {
  const { t } = useTranslation("proof");
  const save = useSetRule(agentId);
  const [rule, setRule] = useState<Rule>(gate.rule);
  const [most, setMost] = useState(String(gate.rule.most_worse));
  const [lost, setLost] = useState(gate.rule.lost.join(", "));
  const may = gate.can.includes("agent:gate");
  const wanted: Rule = { ...rule, most_worse: Math.min(100, Math.max(1, Math.round(Number(most)) || 10)), lost: namesIn(lost) };
  const changed = (["scenarios", "replay", "languages", "most_worse", "confidence"] as const).some((name) => wanted[name] !== gate.rule[name]) || wanted.lost.join() !== [...gate.rule.lost].sort().join();
  return (
    <form
      aria-label={t("rule.title")}
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ ...wanted, revision: gate.rule.revision }, { onSuccess: () => toast(t("rule.saved")) });
      }}
    >
      <Checkbox label={t("rule.scenarios")} disabled={!may} checked={rule.scenarios} onCheckedChange={(next) => setRule({ ...rule, scenarios: next === true })} />
      <Checkbox label={t("rule.languages")} disabled={!may} checked={rule.languages} onCheckedChange={(next) => setRule({ ...rule, languages: next === true })} />
      <Checkbox label={t("rule.replay")} disabled={!may} checked={rule.replay} onCheckedChange={(next) => setRule({ ...rule, replay: next === true })} />
      {rule.replay && (
        <div className="grid gap-4 pl-6 sm:grid-cols-2">
          <Field label={t("rule.most_worse")} help={t("rule.most_worse_help")}>
            <Input type="number" min={1} max={100} disabled={!may} value={most} onChange={({ target }) => setMost(target.value)} />
          </Field>
          <Field label={t("rule.confidence")}>
            <Select
              label={t("rule.confidence")}
              disabled={!may}
              value={String(rule.confidence) as (typeof CONFIDENCES)[number]}
              onValueChange={(next) => setRule({ ...rule, confidence: Number(next) as Rule["confidence"] })}
              options={CONFIDENCES.map((value) => ({ value, label: `${value} %` }))}
            />
          </Field>
          <Field label={t("rule.lost")} help={t("rule.lost_help")} className="sm:col-span-2">
            <Input disabled={!may} maxLength={1600} value={lost} onChange={({ target }) => setLost(target.value)} />
          </Field>
          {gate.rule.replay && gate.too_few && <Callout className="sm:col-span-2">{t("rule.not_enough", { there: gate.conversations, needed: gate.needed })}</Callout>}
        </div>
      )}
      {!may && <p className="text-xs text-ink-2">{t("rule.owner")}</p>}
      {save.isError && <ErrorState compact error={save.error} />}
      {may && (
        <div className="flex justify-end">
          <Button type="submit" loading={save.isPending} disabled={!changed}>
            {t("rule.save")}
          </Button>
        </div>
      )}
    </form>
  );
}

/** Outcomes as one types them: with commas between, in small letters, spaces as underscores. */
function namesIn(text: string): string[] {
  const names = text.split(",").map((name) => name.trim().toLowerCase().replaceAll(/\s+/g, "_"));
  return [...new Set(names.filter(Boolean))].sort();
}
