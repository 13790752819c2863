import { Play, Square } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { Button, IconButton } from "@/ui/button";
import { Spinner } from "@/ui/spinner";
import { useToastError } from "@/ui/use-toast-error";
import { fetchPreview, fetchSample, type Voice } from "./api";
import { play, stop, usePlaying } from "./playing";

/** Lets a voice be heard, and stops it again. `load` brings something else than its usual sample. */
export function PlayButton({ id, name, load, disabled, text, className }: { id: string; name: string; load: () => Promise<Blob>; disabled?: boolean; text?: string; className?: string }) {
  const { t } = useTranslation("voices");
  const showError = useToastError();
  const state = usePlaying(id);
  const label = t(state ? "play.stop" : "play.start", { name });
  const toggle = () => (state ? stop() : void play(id, load).catch(showError));
  const icon = state === "loading" ? <Spinner /> : state ? <Square aria-hidden className="fill-current" /> : <Play aria-hidden className="fill-current" />;
  if (text) {
    return (
      <Button className={className} disabled={disabled} aria-label={label} onClick={toggle}>
        {icon}
        {state ? t("play.stop_short") : text}
      </Button>
    );
  }
  return (
    <IconButton size="icon-sm" variant="secondary" label={label} disabled={disabled} className={cn("rounded-full", className)} onClick={toggle}>
      {icon}
    </IconButton>
  );
}

/** The language in which a voice is asked to speak: the reader's where it knows it, else its own first. */
export const spokenLanguage = (voice: Voice, reader: string): string => voice.languages.find((tag) => tag.split("-")[0] === reader) ?? voice.languages[0] ?? reader;

/** Why a voice cannot be heard. The sandbox's voices are spoken here, where the program for it is installed. */
export const whySilent = (voice: Voice) => (!voice.usable && voice.speaks ? "premium.title" : voice.account.platform === "sandbox" ? "play.sandbox" : "play.nothing");

export const canBeHeard = (voice: Voice): boolean => voice.preview || (voice.speaks && voice.usable);

/** A voice as its platform presents it; where there is no such sample it says a short sentence. */
export function VoicePlayButton({ voice, className }: { voice: Voice; className?: string }) {
  const { t, i18n } = useTranslation("voices");
  const load = async () => (voice.preview ? await fetchPreview(voice.id) : await fetchSample(voice.id, t("sentence"), spokenLanguage(voice, i18n.language))).blob;
  return <PlayButton id={voice.id} name={voice.name} load={load} disabled={!canBeHeard(voice)} {...(className ? { className } : {})} />;
}
