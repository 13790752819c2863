import { useQuery } from "@tanstack/react-query";
import { Gauge, Sparkles } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Card } from "@/ui/card";
import { Checkbox } from "@/ui/checkbox";
import { ErrorState } from "@/ui/error-state";
import { SearchInput } from "@/ui/input";
import { Select } from "@/ui/select";
import { SkeletonText } from "@/ui/skeleton";
import { useToastError } from "@/ui/use-toast-error";
import { useDraft } from "../draft-context";
import { isGoing, type Order, runsQuery, textsQuery, translatorsQuery, useTranslate } from "./api";
import { countOf, type Filter, FILTERS, shownTexts } from "./choosing";
import { RunNotice } from "./run-notice";
import { TextRow } from "./text-row";

const MODEL = "model";
/** More than a screen of rows at first: an agent may have thousands. */
const STEP = 60;

/** Every text of the main language beside its translation. */
export function TextsCard({ agentId, language, main, mayEdit }: { agentId: string; language: string; main: string; mayEdit: boolean }) {
  const { t } = useTranslation("languages");
  const formats = useFormats();
  const draft = useDraft();
  const found = useQuery(textsQuery(agentId, language));
  const runs = useQuery(runsQuery(agentId)).data ?? [];
  const translators = useQuery(translatorsQuery).data;
  const translate = useTranslate(agentId);
  const showError = useToastError();
  const [filter, setFilter] = useState<Filter>("all");
  const [search, setSearch] = useState("");
  const [most, setMost] = useState(STEP);
  const [overwrite, setOverwrite] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const texts = found.data?.items ?? [];
  const shown = shownTexts(texts, filter, search);
  const last = runs.find((run) => run.language === language);
  const going = last !== undefined && isGoing(last);
  const options = [...(translators?.model ? [{ value: MODEL, label: t("translator.model") }] : []), ...(translators?.items.map(({ id, label }) => ({ value: id, label })) ?? [])];
  const translator = chosen ?? options[0]?.value ?? "";
  const ready = mayEdit && options.length > 0 && !going;

  const start = async (order: Omit<Order, "language" | "translator_id">) => {
    try {
      // What was typed a moment ago is translated too.
      await draft.flush();
      await translate.mutateAsync({ ...order, language, ...(translator === MODEL ? {} : { translator_id: translator }) });
    } catch (error) {
      showError(error);
    }
  };
  return (
    <Card flush title={t("texts.title", { name: formats.languageName(language) })} description={t("texts.detail", { name: formats.languageName(main) })}>
      <div className="flex flex-col gap-3 border-t border-line px-4 py-3">
        {mayEdit && (
          <div className="flex flex-wrap items-center gap-2">
            {options.length > 0 ? (
              <>
                <Select className="w-52" label={t("translator.label")} value={translator} onValueChange={setChosen} options={options} />
                <Button variant="primary" disabled={!ready} loading={translate.isPending} onClick={() => void start({ purpose: "translate", overwrite })}>
                  <Sparkles aria-hidden />
                  {t("translate")}
                </Button>
                <Button disabled={!ready} loading={translate.isPending} onClick={() => void start({ purpose: "score" })}>
                  <Gauge aria-hidden />
                  {t("score")}
                </Button>
                <Checkbox checked={overwrite} onCheckedChange={setOverwrite} label={t("overwrite")} />
              </>
            ) : (
              translators && <Callout tone="neutral">{t("translator.none")}</Callout>
            )}
          </div>
        )}
        {last && <RunNotice run={last} texts={texts} />}
        <div className="flex flex-wrap items-center gap-2">
          <SearchInput className="max-w-64 min-w-40 flex-1" label={t("search")} placeholder={t("search")} value={search} onValueChange={setSearch} />
          <Select
            className="w-56"
            label={t("filter.label")}
            value={filter}
            onValueChange={setFilter}
            options={FILTERS.map((value) => ({ value, label: t("filter.counted", { name: t(`filter.${value}`), count: countOf(texts, value) }) }))}
          />
        </div>
      </div>
      {found.isPending && <SkeletonText lines={8} className="px-4 pb-4" />}
      {found.isError && !found.data && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && shown.length === 0 && <p className="border-t border-line px-4 py-8 text-center text-sm text-ink-2">{t(texts.length === 0 ? "texts.none" : "texts.none_such")}</p>}
      <ul aria-label={t("texts.title", { name: formats.languageName(language) })}>
        {shown.slice(0, most).map((text) => (
          <TextRow key={text.key} agentId={agentId} language={language} main={main} text={text} mayEdit={mayEdit} onTranslate={ready ? () => start({ purpose: "translate", keys: [text.key], overwrite: true }) : undefined} />
        ))}
      </ul>
      {shown.length > most && (
        <div className="border-t border-line px-4 py-3">
          <Button size="sm" onClick={() => setMost(most + STEP)}>
            {t("texts.more", { count: shown.length - most })}
          </Button>
        </div>
      )}
    </Card>
  );
}
