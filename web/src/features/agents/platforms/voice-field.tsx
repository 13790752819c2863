import { useQuery } from "@tanstack/react-query";
import { Play, Square } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Combobox } from "@/ui/combobox";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Skeleton } from "@/ui/skeleton";
import type { Account, Voice } from "./api";
import { voicesQuery } from "./api";

type Knob = "speed" | "stability" | "similarity" | "temperature" | "volume";
const KNOBS: Record<Account["kind"], { name: Knob; from: number; to: number; usual: number }[]> = {
  retell: [
    { name: "speed", from: 0.5, to: 2, usual: 1 },
    { name: "temperature", from: 0, to: 2, usual: 1 },
    { name: "volume", from: 0, to: 2, usual: 1 },
  ],
  elevenlabs: [
    { name: "speed", from: 0.7, to: 1.2, usual: 1 },
    { name: "stability", from: 0, to: 1, usual: 0.5 },
    { name: "similarity", from: 0, to: 1, usual: 0.8 },
  ],
  sandbox: [],
};

/** Who speaks, heard before it is chosen, and how. */
export function VoiceField({ account, value, onChange }: { account: Account; value: Voice; onChange: (voice: Voice) => void }) {
  const { t } = useTranslation("deployments");
  const formats = useFormats();
  const voices = useQuery(voicesQuery(account.id));
  const chosen = voices.data?.find((voice) => voice.id === value.id);
  if (voices.isPending) return <Skeleton className="h-14 w-full" />;
  if (voices.isError) return <ErrorState compact error={voices.error} onRetry={() => void voices.refetch()} />;
  const options = voices.data.map((voice) => ({
    value: voice.id,
    label: voice.name,
    description: [...voice.languages.map((code) => formats.languageName(code)), voice.accent, voice.gender && t(`genders.${voice.gender as "female"}`)].filter(Boolean).join(" · "),
  }));
  if (value.id && !chosen) options.unshift({ value: value.id, label: value.name || value.id, description: t("voice_not_listed") });
  return (
    <div className="space-y-4">
      <Field label={t("voice")} help={t("voice_help")}>
        <div className="flex gap-2">
          <Combobox className="min-w-0 flex-1" label={t("voice")} placeholder={t("voice_choose")} options={options} value={value.id ?? ""} onValueChange={(id) => onChange({ ...value, id, name: voices.data.find((voice) => voice.id === id)?.name ?? "" })} />
          {chosen?.preview_url && <Preview key={chosen.id} address={chosen.preview_url} name={chosen.name} />}
        </div>
      </Field>
      {KNOBS[account.kind].length > 0 && (
        <fieldset className="grid gap-3 sm:grid-cols-3">
          <legend className="mb-2 text-xs font-medium text-ink-2">{t("knobs.title")}</legend>
          {KNOBS[account.kind].map(({ name, from, to, usual }) => (
            <div key={name} className="text-xs text-ink-2">
              <span className="flex justify-between gap-2">
                <span>{t(`knobs.${name}`)}</span>
                <span className="tabular-nums text-ink">{formats.number(value[name] ?? usual, 2)}</span>
              </span>
              <input type="range" aria-label={t(`knobs.${name}`)} className="mt-1 w-full accent-accent" min={from} max={to} step={0.05} value={value[name] ?? usual} onChange={(event) => onChange({ ...value, [name]: Number(event.target.value) })} />
            </div>
          ))}
        </fieldset>
      )}
    </div>
  );
}

function Preview({ address, name }: { address: string; name: string }) {
  const { t } = useTranslation("deployments");
  const audio = useRef<HTMLAudioElement>(undefined);
  const [playing, setPlaying] = useState(false);
  useEffect(() => () => audio.current?.pause(), []);
  const toggle = () => {
    if (playing) {
      audio.current?.pause();
      setPlaying(false);
      return;
    }
    audio.current ??= new Audio(address);
    audio.current.onended = () => setPlaying(false);
    setPlaying(true);
    audio.current.play().catch(() => setPlaying(false));
  };
  return (
    <Button onClick={toggle} aria-label={t(playing ? "stop_voice" : "play_voice", { name })}>
      {playing ? <Square aria-hidden /> : <Play aria-hidden />}
      {t(playing ? "stop" : "play")}
    </Button>
  );
}
