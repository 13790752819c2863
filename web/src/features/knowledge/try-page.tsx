import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { SearchX, TextSearch } from "lucide-react";
import { type FormEvent, Fragment, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { AgentPicker } from "@/features/agent-picker";
import { draftQuery } from "@/features/agents";
import { cn } from "@/lib/class-names";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { SearchInput } from "@/ui/input";
import { PageBody } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { Select } from "@/ui/select";
import { Skeleton } from "@/ui/skeleton";
import { type Hit, searchKnowledge, sourcesQuery } from "./api";
import { ContradictionNote } from "./contradiction-note";

const EVERYONE = "all";

/** What an agent would find for a question, before anybody asks it. */
export function TryPage() {
  const { t } = useTranslation("knowledge");
  const formats = useFormats();
  const navigate = useNavigate();
  const { agent = EVERYONE } = useSearch({ from: "/app/knowledge/try" });
  const [question, setQuestion] = useState("");
  const search = useMutation({ mutationFn: searchKnowledge });
  const seen = useAgentSight(agent);
  const [language, setLanguage] = useState("");
  // As in a conversation: in the language that is spoken, which is the agent's main one at first.
  const spoken = seen.languages.includes(language) ? language : (seen.languages[0] ?? "");
  const ask = (event?: FormEvent) => {
    event?.preventDefault();
    if (question.trim() && seen.ready) search.mutate({ question: question.trim(), sources: seen.sources, ...readIn(spoken) });
  };
  const found = search.data;
  return (
    <PageBody className="max-w-3xl">
      <form role="search" aria-label={t("tabs.try")} className="mb-5 flex flex-wrap gap-2" onSubmit={ask}>
        <AgentChoice value={agent} onValueChange={(next) => {
            search.reset();
            void navigate({ to: "/knowledge/try", search: next === EVERYONE ? {} : { agent: next }, replace: true });
          }} />
        {seen.languages.length > 1 && <Select className="w-32" label={t("try.language")} value={spoken} onValueChange={setLanguage} options={seen.languages.map((code) => ({ value: code, label: formats.languageName(code) }))} />}
        <SearchInput label={t("try.question")} placeholder={t("try.example")} value={question} onValueChange={setQuestion} maxLength={500} className="min-w-0 flex-1 basis-52" autoFocus />
        <Button type="submit" variant="primary" loading={search.isPending} disabled={!question.trim() || !seen.ready}>
          {t("try.submit")}
        </Button>
      </form>
      <div aria-live="polite" aria-busy={search.isPending}>
        {seen.none && <Callout tone="warn">{t("try.no_sources")}</Callout>}
        {search.isIdle && !seen.none && <EmptyState icon={<TextSearch aria-hidden />} title={t("try.empty")} description={t("try.empty_detail")} />}
        {search.isPending && (
          <div className="space-y-2">
            {Array.from({ length: 3 }, (_, index) => (
              <Skeleton key={index} className="h-28 rounded-m" />
            ))}
          </div>
        )}
        {search.isError && <ErrorState error={search.error} onRetry={() => ask()} />}
        {found?.meaning_error && (
          <Callout tone="warn" className="mb-3" title={t("try.words_alone")}>
            {found.meaning_error.title}. {found.meaning_error.detail}
          </Callout>
        )}
        {found?.items.length === 0 && <EmptyState icon={<SearchX aria-hidden />} title={t("try.nothing")} description={t("try.nothing_detail")} />}
        {found && found.items.length > 0 && (
          <>
            <p className="mb-2 flex flex-wrap items-center gap-2 text-xs text-ink-3">
              {t("try.found", { count: found.items.length, time: formats.milliseconds(found.milliseconds) })}
              {found.concepts.map((concept) => (
                <Pill key={concept} title={concept}>
                  {shortly(concept)}
                </Pill>
              ))}
            </p>
            <ol className="space-y-2">
              {found.items.map((hit, index) => (
                <Fragment key={hit.passage_id}>
                  {index === found.for_agent && (
                    <li className="flex items-center gap-3 py-1 text-xs text-ink-2 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
                      <span className="max-w-prose text-center">{t("try.line", { count: found.for_agent })}</span>
                    </li>
                  )}
                  <HitCard hit={hit} place={index + 1} given={index < found.for_agent} />
                </Fragment>
              ))}
            </ol>
          </>
        )}
      </div>
    </PageBody>
  );
}

/** A word and those that count as it are many: the first of them stand for all. */
const shortly = (concept: string): string => {
  const words = concept.split(" ");
  return words.length > 3 ? `${words.slice(0, 3).join(" ")} …` : concept;
};

/** Knowledge is told apart by the languages that documents are read in. */
function readIn(spoken: string): { language?: "es" | "en" | "pt" } {
  const language = spoken.split("-")[0];
  return language === "es" || language === "en" || language === "pt" ? { language } : {};
}

interface Sight {
  ready: boolean;
  /** All of them where there are none. */
  sources: string[];
  /** The main one first; none for any agent. */
  languages: string[];
  none: boolean;
}

/** What an agent's draft may look into, and in which languages; for any agent everything. An agent without sources finds nothing. */
function useAgentSight(agent: string): Sight {
  const draft = useQuery({ ...draftQuery(agent), enabled: agent !== EVERYONE });
  if (agent === EVERYONE) return { ready: true, sources: [], languages: [], none: false };
  const blueprint = draft.data?.data.blueprint as { knowledge?: { id: string }[]; languages?: string[]; default_language?: string | null } | undefined;
  const sources = (blueprint?.knowledge ?? []).map(({ id }) => id);
  const main = blueprint?.default_language;
  const languages = [...new Set([...(main ? [main] : []), ...(blueprint?.languages ?? [])])];
  return { ready: draft.isSuccess && sources.length > 0, sources, languages, none: draft.isSuccess && sources.length === 0 };
}

function AgentChoice({ value, onValueChange }: { value: string; onValueChange: (value: string) => void }) {
  const { t } = useTranslation("knowledge");
  const maySee = useSession().membership.permissions.includes("agent:read");
  if (!maySee) return null;
  return <AgentPicker className="w-48 max-sm:w-full" label={t("try.agent")} value={value} onValueChange={onValueChange} nobody={{ value: EVERYONE, label: t("try.everyone") }} />;
}

const WHERE = { heading: "good", text: "info", above: "neutral", title: "neutral" } as const;

/** One passage with why it was found: which words it has and where, and what it is counted from. */
function HitCard({ hit, place, given }: { hit: Hit; place: number; given: boolean }) {
  const { t } = useTranslation("knowledge");
  const formats = useFormats();
  const source = useQuery(sourcesQuery).data?.find(({ id }) => id === hit.source_id);
  const percent = (share: number) => formats.number(Math.round(share * 100));
  return (
    <li className={cn("rounded-m border border-line px-4 py-3", given ? "bg-surface shadow-card" : "border-dashed")}>
      <p className="mb-1 flex flex-wrap items-baseline gap-x-2 text-xs">
        <span className="font-mono text-ink-3">{t("try.rank", { place })}</span>
        <Link to="/knowledge" search={{ document: hit.document_id, passage: hit.passage_id }} className="font-medium text-accent underline-offset-2 hover:underline">
          {hit.title}
        </Link>
        {hit.place && <span className="text-ink-3">{hit.place}</span>}
        {source && <span className="text-ink-3">{t("in_source", { name: source.name })}</span>}
        <span className="ml-auto text-ink-3 tabular-nums">{t("try.score", { score: formats.number(hit.score, 2) })}</span>
      </p>
      <p className="text-sm break-words whitespace-pre-line">{hit.text}</p>
      {hit.contradicts.map((found) => (
        <ContradictionNote key={`${found.kind}-${found.said}`} found={found} />
      ))}
      <div className="mt-2 flex flex-wrap items-center gap-1.5 border-t border-line pt-2 text-xs text-ink-3">
        {hit.words.map(({ word, where }) => (
          <Pill key={word} tone={WHERE[where]}>
            {t(`try.where.${where}`, { word })}
          </Pill>
        ))}
        {hit.missing.map((word) => (
          <Pill key={word} className="line-through">
            {word}
          </Pill>
        ))}
        {hit.similarity !== null && <Pill tone="accent">{t("try.meaning", { similarity: percent(hit.similarity) })}</Pill>}
        <span className="ml-auto">{hit.words.length === 0 && hit.similarity !== null ? t("try.meaning_alone") : t("try.why", { share: percent(hit.share), closeness: percent(hit.closeness) })}</span>
      </div>
    </li>
  );
}
