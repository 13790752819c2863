import { useTranslation } from "react-i18next";
import type { ProblemOut } from "@/api/generated/schema";
import { Card } from "@/ui/card";
import { Pill } from "@/ui/pill";
import type { ImportedFlow, ImportedTool } from "./api";

/** Each flow with its steps in the order in which they are drawn. */
export function Flows({ flows }: { flows: ImportedFlow[] }) {
  const { t } = useTranslation("imports");
  return (
    <Card title={t("flows")} flush>
      <ul className="divide-y divide-line border-t border-line">
        {flows.map((flow) => (
          <li key={flow.id}>
            <details open={flow.entry} className="group">
              <summary className="flex cursor-pointer flex-wrap items-center gap-2 px-4 py-3 text-sm font-medium">
                <span className="wrap-anywhere">{flow.name}</span>
                {flow.entry && <Pill tone="info">{t("entry")}</Pill>}
                <span className="text-xs font-normal text-ink-3">{t("steps", { count: flow.steps.length })}</span>
              </summary>
              <ol className="border-t border-line bg-sunken/40 px-4 py-2">
                {flow.steps.map((step) => (
                  <li key={step.id} className="flex gap-3 py-1.5 text-sm">
                    <span className="w-28 shrink-0 text-xs leading-5 text-ink-3">{t(`kind.${step.kind as "say"}`)}</span>
                    <span className="min-w-0 flex-1">
                      <span className="font-medium wrap-anywhere">{step.name || step.id}</span>
                      {step.text && <span className="line-clamp-2 text-xs text-ink-2 wrap-anywhere">{step.text}</span>}
                    </span>
                  </li>
                ))}
              </ol>
            </details>
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function Tools({ tools }: { tools: ImportedTool[] }) {
  const { t } = useTranslation("imports");
  if (tools.length === 0) return null;
  return (
    <Card title={t("tools")} description={t("tools_detail")} flush>
      <ul className="divide-y divide-line border-t border-line">
        {tools.map((tool) => (
          <li key={tool.name} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-sm">
            <span className="min-w-40 flex-1">
              <span className="font-medium wrap-anywhere">{tool.label}</span>
              <code className="block font-mono text-2xs text-ink-3 wrap-anywhere">
                {tool.method} {tool.address || t("no_address")}
              </code>
            </span>
            {tool.problem && <Pill tone="warn">{t("tool_problem")}</Pill>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function Variables({ names }: { names: string[] }) {
  const { t } = useTranslation("imports");
  if (names.length === 0) return null;
  return (
    <Card title={t("variables")}>
      <ul className="flex flex-wrap gap-1.5">
        {names.map((name) => (
          <li key={name} className="rounded-s bg-sunken px-1.5 py-0.5 font-mono text-xs wrap-anywhere">
            {name}
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function Scenarios({ names }: { names: string[] }) {
  const { t } = useTranslation("imports");
  if (names.length === 0) return null;
  return (
    <Card title={t("scenarios")} description={t("scenarios_detail")}>
      <ul className="list-disc space-y-1 pl-5 text-sm">
        {names.map((name) => (
          <li key={name} className="wrap-anywhere">
            {name}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What the checks of a flow say of it as it came: nothing of it keeps it from being made. */
export function Problems({ problems, made }: { problems: ProblemOut[]; made: boolean }) {
  const { t } = useTranslation("imports");
  if (problems.length === 0) return null;
  return (
    <Card title={t("problems.title", { count: problems.length })} description={t(made ? "problems.then" : "problems.detail")} flush>
      <ul className="divide-y divide-line border-t border-line">
        {problems.map((problem, index) => (
          <li key={index} className="flex flex-wrap items-start gap-x-3 gap-y-1 px-4 py-2 text-sm">
            <Pill tone={problem.severity === "error" ? "bad" : "warn"}>{t(`problems.${problem.severity}`)}</Pill>
            <p className="min-w-48 flex-1 text-ink-2 wrap-anywhere">{problem.message}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
