import { useQueries } from "@tanstack/react-query";
import { Play, Square } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Textarea } from "@/ui/input";
import { Skeleton } from "@/ui/skeleton";
import { useToastError } from "@/ui/use-toast-error";
import { fetchPreview, fetchSample, type Sound, type Voice, voiceQuery } from "./api";
import { canBeHeard, PlayButton, spokenLanguage, whySilent } from "./play-button";
import { play, stop } from "./playing";
import { TierPill } from "./voice-sheet";

export const MOST_COMPARED = 4;

/** Two to four voices say the same sentence, one after the other or each when asked. */
export function Comparator({ ids, onClose }: { ids: string[]; onClose: () => void }) {
  const { t, i18n } = useTranslation("voices");
  const [text, setText] = useState(() => t("sentence"));
  const [walking, setWalking] = useState(false);
  const [instead, setInstead] = useState<Record<string, boolean>>({});
  const heard = useRef(new Map<string, Sound>());
  const walk = useRef(0);
  const showError = useToastError();
  const found = useQueries({ queries: ids.map(voiceQuery) });
  const voices = found.flatMap(({ data }) => data ?? []);
  const failed = found.find(({ isError }) => isError);
  useEffect(() => stop, []);

  const load = (voice: Voice) => async () => {
    const key = `${voice.id}\n${text.trim()}`;
    // What was said once is not paid for again.
    const known = heard.current.get(key) ?? (voice.speaks && voice.usable ? await fetchSample(voice.id, text.trim(), spokenLanguage(voice, i18n.language)) : await fetchPreview(voice.id));
    heard.current.set(key, known);
    setInstead((before) => ({ ...before, [voice.id]: !known.spoken }));
    return known.blob;
  };
  const halt = () => {
    walk.current += 1;
    setWalking(false);
    stop();
  };
  const all = async () => {
    const mine = ++walk.current;
    setWalking(true);
    for (const voice of voices.filter(canBeHeard)) {
      if (mine !== walk.current) return;
      try {
        await play(`${voice.id}:compare`, load(voice));
      } catch (error) {
        showError(error);
      }
    }
    if (mine === walk.current) setWalking(false);
  };
  return (
    <Sheet
      open
      width="lg"
      onOpenChange={(open) => {
        if (!open) {
          halt();
          onClose();
        }
      }}
      title={t("compare.title")}
      description={t("compare.about")}
    >
      <div className="space-y-4">
        <Field label={t("say.label")} help={t("say.help")}>
          <Textarea value={text} rows={2} maxLength={300} onChange={(event) => setText(event.target.value)} />
        </Field>
        <Button variant="primary" disabled={!voices.some(canBeHeard) || text.trim() === ""} onClick={() => (walking ? halt() : void all())}>
          {walking ? <Square aria-hidden className="fill-current" /> : <Play aria-hidden className="fill-current" />}
          {t(walking ? "play.stop_short" : "compare.all")}
        </Button>
        {failed && <ErrorState compact error={failed.error} onRetry={() => void failed.refetch()} />}
        <ul className="grid gap-3 sm:grid-cols-2">
          {found.map(({ data: voice, isPending }, index) =>
            voice ? <Compared key={voice.id} voice={voice} load={load(voice)} instead={instead[voice.id] === true} silent={text.trim() === ""} /> : isPending && <Skeleton key={index} className="h-40 rounded-l" />,
          )}
        </ul>
      </div>
    </Sheet>
  );
}

function Compared({ voice, load, instead, silent }: { voice: Voice; load: () => Promise<Blob>; instead: boolean; silent: boolean }) {
  const { t } = useTranslation("voices");
  const formats = useFormats();
  return (
    <li className="flex min-w-0 flex-col gap-2 rounded-l border border-line p-3">
      <div className="flex min-w-0 items-start gap-2">
        <div className="min-w-0 flex-1">
          <h3 className="truncate text-sm font-semibold">{voice.name}</h3>
          <p className="truncate text-xs text-ink-2">{voice.account.label}</p>
        </div>
        <TierPill voice={voice} />
      </div>
      <p className="flex-1 text-xs text-ink-2">{[formats.list(voice.languages.slice(0, 3).map(formats.languageName)), voice.gender && t(`genders.${voice.gender}`), voice.accent].filter(Boolean).join(" · ")}</p>
      <PlayButton id={`${voice.id}:compare`} name={voice.name} load={load} disabled={silent || !canBeHeard(voice)} text={t("say.hear")} />
      {instead && <p className="text-xs text-ink-2">{t("say.instead")}</p>}
      {!canBeHeard(voice) && <p className="text-xs text-ink-2">{t(whySilent(voice))}</p>}
    </li>
  );
}
