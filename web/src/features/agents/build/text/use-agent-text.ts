import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useContext, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/api/session";
import { type Content, type Look, type OwnPlace, ownLookQuery, useMarks, variablesIn, type Words } from "@/features/prompt-text";
import { SPOKEN } from "@/lib/spoken";
import { useDebounced } from "@/lib/use-debounced";
import { useToastError } from "@/ui/use-toast-error";
import { useEditor } from "../editor";
import { libraryQuery, promptTextQuery } from "../library";
import { factValuesQuery } from "../node-kinds";
import { type Part, StepPlace } from "./place";
import { type Filled, filledIn, sampled, usedIn } from "./words";

const NO_FACTS: Record<string, unknown> = {};
const NOTHING: Look = { findings: [], tokens: 0, variables: [], costs: [] };

/** What fills the agent's variables. */
export function useFilled(): Filled[] {
  const { blueprint, language } = useEditor();
  const facts = useQuery(factValuesQuery).data ?? NO_FACTS;
  return useMemo(() => filledIn(blueprint, facts, language), [blueprint, facts, language]);
}

const spokenOf = (language: string): Content["language"] => SPOKEN.find((one) => one === language) ?? SPOKEN.find((one) => one === language.split("-")[0]) ?? "en";

/** What is completed in the agent's texts; a prompt of the library is put in with its text. */
export function useWords(filled: Filled[]): Words {
  const { t } = useTranslation("agents");
  const client = useQueryClient();
  const showError = useToastError();
  const mayRead = useMay("prompt:read");
  const library = useQuery({ ...libraryQuery(""), enabled: mayRead }).data;
  return useMemo(
    () => ({
      variables: filled.map(({ name, kind, sample, description }) => ({ name, detail: [t(`text.kinds.${kind}`), sample.slice(0, 40) || description.slice(0, 40)].filter(Boolean).join(" · ") })),
      prompts: (library ?? []).map(({ id, name, title, last_number, labels }) => ({
        name,
        detail: title,
        take: async () => {
          const number = labels.find(({ label }) => label === "production")?.number ?? last_number ?? 1;
          try {
            return (await client.fetchQuery(promptTextQuery(id, number))).compiled;
          } catch (error) {
            showError(error);
            return undefined;
          }
        },
      })),
    }),
    [filled, library, client, showError, t],
  );
}

/** What the rules find in a text of the agent, about how long it is, and where it is seen as it is sent. */
export function useAgentText(text: string, part: Part, looked: boolean) {
  const { agentId } = useParams({ from: "/app/agents/$agentId" });
  const { language } = useEditor();
  const mayRead = useMay("prompt:read");
  const step = useContext(StepPlace);
  const filled = useFilled();
  const words = useWords(filled);
  const settled = useDebounced(text, 400);
  const own = useMemo((): Content => ({ text: settled, language: spokenOf(language), variables: usedIn(variablesIn(settled), filled) }), [settled, language, filled]);
  const asked = mayRead && looked && settled.trim() !== "";
  const found = useQuery({ ...ownLookQuery(own), enabled: asked }).data;
  const look = asked ? found : undefined;
  const fresh = settled === text ? look : undefined;
  const marks = useMarks((fresh ?? NOTHING).findings);
  const whole = useMemo((): Content => ({ ...own, variables: sampled(filled) }), [own, filled]);
  const place: OwnPlace | undefined = part === "said" || !mayRead ? undefined : { agent_id: agentId, part, flow_id: step?.flow ?? "", node_id: step?.node ?? "" };
  return { words, look, marks, whole, place };
}
