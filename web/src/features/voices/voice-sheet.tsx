import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { Star } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { useFormats } from "@/lib/locale";
import { IconButton } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Textarea } from "@/ui/input";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { useToastError } from "@/ui/use-toast-error";
import { fetchSample, useLike, type Voice, voiceQuery } from "./api";
import { Parameters } from "./parameters";
import { canBeHeard, PlayButton, spokenLanguage, VoicePlayButton, whySilent } from "./play-button";

/** One voice beside the list. It has an address of its own. */
export function VoiceSheet() {
  const { t } = useTranslation("voices");
  const navigate = useNavigate();
  const { voiceId } = useParams({ from: "/app/voices/$voiceId" });
  const found = useQuery(voiceQuery(voiceId));
  const voice = found.data;
  return (
    <Sheet
      open
      beside
      onOpenChange={(open) => !open && void navigate({ to: "/voices", search: true })}
      title={voice ? voice.name : t("one")}
      description={voice && `${voice.account.label}${voice.maker ? ` · ${voice.maker}` : ""}`}
      actions={voice && <LikeButton voice={voice} />}
    >
      {found.isPending && <SkeletonText lines={8} />}
      {found.isError && !voice && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
      {voice && <Inside key={voice.id} voice={voice} />}
    </Sheet>
  );
}

function Inside({ voice }: { voice: Voice }) {
  const { t } = useTranslation("voices");
  const formats = useFormats();
  const facts = [
    [t("filters.language"), formats.list(voice.languages.map(formats.languageName))],
    [t("filters.gender"), voice.gender && t(`genders.${voice.gender}`)],
    [t("filters.accent"), voice.accent],
    [t("columns.age"), voice.age],
    [t("columns.id"), voice.remote_id],
  ].filter(([, value]) => value);
  return (
    <div className="space-y-6">
      {voice.removed_at && <Callout tone="warn">{t("removed", { when: formats.date(voice.removed_at) })}</Callout>}
      {!voice.usable && (
        <Callout tone="info" title={t("premium.title")}>
          {t("premium.detail")}
        </Callout>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <VoicePlayButton voice={voice} />
        <span className="text-sm text-ink-2">{t(voice.preview ? "play.preview" : canBeHeard(voice) ? "play.sentence" : whySilent(voice))}</span>
        <span className="ml-auto flex gap-1">
          <TierPill voice={voice} />
          {voice.cloned && <Pill tone="info">{t("filters.cloned")}</Pill>}
        </span>
      </div>
      {voice.description && <p className="text-sm text-ink-2">{voice.description}</p>}
      <Sentence voice={voice} />
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-2">{name}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
      <Parameters platform={voice.account.platform} />
    </div>
  );
}

/** Any sentence in this voice. */
function Sentence({ voice }: { voice: Voice }) {
  const { t, i18n } = useTranslation("voices");
  const [text, setText] = useState(() => t("sentence"));
  const [instead, setInstead] = useState(false);
  if (!voice.speaks || !voice.usable) return null;
  const load = async () => {
    const { blob, spoken } = await fetchSample(voice.id, text.trim(), spokenLanguage(voice, i18n.language));
    setInstead(!spoken);
    return blob;
  };
  return (
    <div className="space-y-2">
      <Field label={t("say.label")} help={t("say.help")}>
        <Textarea value={text} rows={2} maxLength={300} onChange={(event) => setText(event.target.value)} />
      </Field>
      <PlayButton id={`${voice.id}:say`} name={voice.name} load={load} disabled={text.trim() === ""} text={t("say.hear")} />
      {instead && <Callout tone="neutral">{t("say.instead")}</Callout>}
    </div>
  );
}

export function TierPill({ voice }: { voice: Voice }) {
  const { t } = useTranslation("voices");
  return <Pill tone={voice.usable ? "neutral" : "warn"}>{t(`tiers.${voice.tier}`)}</Pill>;
}

export function LikeButton({ voice }: { voice: Voice }) {
  const { t } = useTranslation("voices");
  const like = useLike();
  const showError = useToastError();
  const liked = like.isPending ? like.variables.liked : voice.favourite;
  return (
    <IconButton size="icon-sm" aria-pressed={liked} label={t("like", { name: voice.name })} onClick={() => like.mutate({ id: voice.id, liked: !liked }, { onError: showError })}>
      <Star aria-hidden className={cn(liked && "fill-current text-warn")} />
    </IconButton>
  );
}
