import { useTranslation } from "react-i18next";
import { useToolName } from "@/features/trace";
import type { Check } from "./api";

/** A check as a sentence. */
export function useCheckWords(): (check: Check) => string {
  const { t } = useTranslation("scenarios");
  const toolName = useToolName();
  return (check) => {
    switch (check.kind) {
      case "said":
        return check.step === null || check.step === undefined ? t("check.said", { text: check.text }) : t("check.said_at", { text: check.text, step: check.step });
      case "not_said":
        return t("check.not_said", { text: check.text });
      case "tool_called":
        return t("check.tool_called", { tool: toolName(check.tool), arguments: Object.keys(check.arguments ?? {}).length ? JSON.stringify(check.arguments) : "" });
      case "tool_not_called":
        return t("check.tool_not_called", { tool: toolName(check.tool) });
      case "variable":
        return t("check.variable", { name: check.name, value: check.value });
      case "rubric":
        return t("check.rubric", { text: check.text });
      case "ends":
        return check.outcome ? t("check.ends_with", { how: t(`ending.${check.how}`), outcome: check.outcome }) : t("check.ends", { how: t(`ending.${check.how}`) });
      case "at_most":
        return t(`check.at_most.${check.what}`, { limit: check.what === "cost" ? check.limit / 1_000_000 : check.limit });
    }
  };
}
