import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { BookLock, Languages as LanguagesIcon, Plus, Trash2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { useFormats } from "@/lib/locale";
import { Button, IconButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { Combobox } from "@/ui/combobox";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { Meter } from "@/ui/meter";
import { PageBody } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { useToastError } from "@/ui/use-toast-error";
import { agentQuery, useMayInAgent } from "../api";
import { useDraft } from "../draft-context";
import { isGoing, type Language, type Languages, languagesQuery, runsQuery, useAddLanguage, useRemoveLanguage } from "./api";
import { behaviourOf } from "./behaviour";
import { GlossarySheet } from "./glossary-sheet";
import { ParityCard } from "./parity-card";
import { TextsCard } from "./texts-card";

/** The languages of an agent: how far each is, its texts side by side, and whether it does the same in all of them. */
export function LanguagesTab() {
  const { t } = useTranslation("languages");
  const { agentId } = useParams({ from: "/app/agents/$agentId" });
  const agent = useQuery(agentQuery(agentId)).data?.data;
  const found = useQuery(languagesQuery(agentId));
  const mayEdit = useMayInAgent(agent, "agent:update");
  const chosen = useSearch({ from: "/app/agents/$agentId/languages" }).language;
  const navigate = useNavigate();
  const [glossary, setGlossary] = useState(false);
  const languages = found.data;
  const shown = languages?.items.find(({ code }) => code === chosen) ?? languages?.items[0];
  useFollowedDraft(agentId);
  const choose = (language: string) => void navigate({ to: "/agents/$agentId/languages", params: { agentId }, search: { language }, replace: true });
  return (
    <>
      {found.isPending && (
        <PageBody>
          <SkeletonText lines={8} />
        </PageBody>
      )}
      {found.isError && !languages && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {languages && (
        <PageBody className="flex flex-col gap-4">
          <Card
            flush
            title={t("title")}
            description={t("detail")}
            actions={
              <Button size="sm" onClick={() => setGlossary(true)}>
                <BookLock aria-hidden />
                {t("glossary.title")}
              </Button>
            }
          >
            <LanguageList agentId={agentId} languages={languages} shown={shown?.code} mayEdit={mayEdit} onChoose={choose} />
          </Card>
          {shown ? (
            <>
              <TextsCard key={shown.code} agentId={agentId} language={shown.code} main={languages.main} mayEdit={mayEdit} />
              <ParityCard agentId={agentId} languages={languages.items.map(({ code }) => code)} mayEdit={mayEdit} />
            </>
          ) : (
            <EmptyState icon={<LanguagesIcon aria-hidden />} title={t("empty.title")} description={t("empty.detail")} />
          )}
        </PageBody>
      )}
      {glossary && <GlossarySheet languages={languages ? [languages.main, ...languages.items.map(({ code }) => code)] : []} mayEdit={mayEdit} onClose={() => setGlossary(false)} />}
    </>
  );
}

/** What a translator wrote into the draft is taken over by the page, unless something typed here is still on its way. */
function useFollowedDraft(agentId: string) {
  const draft = useDraft();
  const going = useQuery(runsQuery(agentId)).data?.some(isGoing) ?? false;
  const was = useRef(false);
  useEffect(() => {
    if (was.current && !going) void draft.follow();
    was.current = going;
  }, [going, draft]);
}

function LanguageList({ agentId, languages, shown, mayEdit, onChoose }: { agentId: string; languages: Languages; shown: string | undefined; mayEdit: boolean; onChoose: (code: string) => void }) {
  const { t } = useTranslation("languages");
  const formats = useFormats();
  const draft = useDraft();
  const add = useAddLanguage(agentId);
  const showError = useToastError();
  const room = languages.items.length + 1 < languages.most;
  const take = async (code: string) => {
    try {
      await draft.flush();
      await add.mutateAsync(code);
      await draft.follow();
      onChoose(code);
    } catch (error) {
      showError(error);
    }
  };
  return (
    <ul className="border-t border-line">
      <li className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-2.5">
        <span className="min-w-40 flex-1 font-medium">{formats.languageName(languages.main)}</span>
        <span className="text-xs text-ink-2">{t("main")}</span>
      </li>
      {languages.items.map((language) => (
        <LanguageRow key={language.code} agentId={agentId} language={language} shown={language.code === shown} mayEdit={mayEdit} onChoose={onChoose} />
      ))}
      {mayEdit && room && (
        <li className="flex items-center gap-2 px-4 py-2.5">
          <Plus aria-hidden className="size-4 shrink-0 text-ink-3" />
          <Combobox
            className="max-w-72"
            label={t("add")}
            placeholder={t("add")}
            disabled={add.isPending}
            value=""
            onValueChange={(code) => void take(code)}
            options={languages.offered.map((code) => ({ value: code, label: formats.languageName(code) }))}
          />
        </li>
      )}
    </ul>
  );
}

function LanguageRow({ agentId, language, shown, mayEdit, onChoose }: { agentId: string; language: Language; shown: boolean; mayEdit: boolean; onChoose: (code: string) => void }) {
  const { t } = useTranslation("languages");
  const formats = useFormats();
  const draft = useDraft();
  const remove = useRemoveLanguage(agentId);
  const showError = useToastError();
  const [asking, setAsking] = useState(false);
  const name = formats.languageName(language.code);
  const open = language.missing + language.outdated;
  const done = language.total - open;
  const told = t("progress", { done: formats.number(done), total: formats.number(language.total) });
  return (
    <li className={cn("flex flex-wrap items-center gap-3 border-b border-line px-4 py-2.5 last:border-b-0", shown && "bg-accent-soft")}>
      <button type="button" aria-pressed={shown} className="min-w-32 flex-1 text-left font-medium underline-offset-2 hover:underline" onClick={() => onChoose(language.code)}>
        {name}
      </button>
      <span className="w-28 max-sm:hidden">
        <Meter label={t("progress_of", { name })} value={done} max={language.total} text={told} />
      </span>
      <span className="text-xs text-ink-2 tabular-nums">{told}</span>
      {language.parity && <Behaviour parity={language.parity} />}
      {language.score !== null && <span className="text-xs text-ink-2 tabular-nums">{t("score_mean", { score: formats.percent(language.score, 0) })}</span>}
      {mayEdit && (
        <IconButton size="icon-sm" label={t("remove.of", { name })} onClick={() => setAsking(true)}>
          <Trash2 aria-hidden />
        </IconButton>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("remove.title", { name })}
        action={t("remove.action")}
        destructive
        onConfirm={async () => {
          try {
            await draft.flush();
            await remove.mutateAsync(language.code);
            await draft.follow();
          } catch (error) {
            showError(error);
            throw error;
          }
        }}
      >
        {t("remove.detail")}
      </ConfirmDialog>
    </li>
  );
}

/** In how many scenarios it does the same as in the main language. */
function Behaviour({ parity }: { parity: NonNullable<Language["parity"]> }) {
  const { t } = useTranslation("languages");
  const { key, tone, counts } = behaviourOf(parity);
  return (
    <Pill tone={tone} dot={tone !== "neutral"}>
      {t(`behaviour.${key}`, counts)}
    </Pill>
  );
}
