import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useMay } from "@/api/session";
import { sightsQuery } from "./api";

const ALL = "all";
const NAMED = 2;

interface Sighted {
  name: string;
  sources: string[];
}

/** The names of those that look into a source. */
export const lookingInto = (source: string, agents: readonly Sighted[]): string[] => agents.filter(({ sources }) => sources.includes(ALL) || sources.includes(source)).map(({ name }) => name);

/** "Ana, Bea and 3 more see it", for any source; nothing for whoever may not see agents. */
export function useSeenBy(): (source: string) => string | undefined {
  const { t } = useTranslation("knowledge");
  const enabled = useMay("agent:read");
  const agents = useQuery({ ...sightsQuery, enabled }).data;
  return (source) => {
    if (!agents) return undefined;
    const names = lookingInto(source, agents);
    const named = names.slice(0, NAMED).join(", ");
    const more = names.length - NAMED;
    return names.length === 0 ? t("seen.nobody") : more > 0 ? t("seen.more", { names: named, count: more }) : t("seen.by", { names: named });
  };
}
