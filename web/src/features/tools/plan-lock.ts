import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { pluginsQuery } from "./api";

export type Ability = "mcp" | "oauth2" | "plugin";

/** What the plan does not have: a word beside the choice, and the sentence that says what to do. */
export function usePlanLock() {
  const { t } = useTranslation("tools");
  const found = useQuery(pluginsQuery).data;
  const lackOf = (ability: Ability) => found?.without.find((one) => one.ability === ability);
  const named = (plan: string) => t(`plan.names.${plan}`, { defaultValue: plan });
  return {
    locked: (ability: Ability): string | undefined => {
      const lack = lackOf(ability);
      return lack && t("plan.locked", { needed: named(lack.needed) });
    },
    told: (ability: Ability): string | undefined => {
      const lack = lackOf(ability);
      return lack && t(`plan.${ability}`, { plan: named(found?.plan ?? ""), needed: named(lack.needed) });
    },
  };
}
