import { useQuery } from "@tanstack/react-query";
import { Pause, Play } from "lucide-react";
import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { useFormats } from "@/lib/locale";
import { Button, IconButton } from "@/ui/button";
import { ErrorState } from "@/ui/error-state";
import { Skeleton } from "@/ui/skeleton";
import { recordingQuery } from "./api";
import { readWaveform, type Waveform } from "./waveform";

const SPEEDS = [1, 1.5, 2] as const;

export interface Playback {
  audio: RefObject<HTMLAudioElement | null>;
  /** Seconds from the beginning. */
  at: number;
  seek: (seconds: number) => void;
}

/** What the player and the transcript share: where the recording stands, and going elsewhere. */
export function usePlayback(): Playback & { onTime: (seconds: number) => void } {
  const audio = useRef<HTMLAudioElement>(null);
  const [at, setAt] = useState(0);
  return useMemo(
    () => ({
      audio,
      at,
      onTime: setAt,
      seek: (seconds: number) => {
        if (!audio.current) return;
        audio.current.currentTime = seconds;
        setAt(seconds);
        void audio.current.play();
      },
    }),
    [at],
  );
}

/** The recording of a call: its waveform, speed, and silences left out. */
export function Player({ id, playback }: { id: string; playback: ReturnType<typeof usePlayback> }) {
  const { t } = useTranslation("calls");
  const file = useQuery(recordingQuery(id));
  const address = useAddress(file.data);
  const wave = useQuery({ queryKey: ["call-recordings", id, "waveform"], enabled: file.data !== undefined, retry: false, staleTime: Infinity, queryFn: () => readWaveform(file.data as Blob) });
  if (file.isPending) return <Skeleton className="mx-5 my-3 h-16" />;
  if (file.isError) return <ErrorState compact error={file.error} onRetry={() => void file.refetch()} />;
  return (
    <div className="shrink-0 border-b border-line px-5 py-3" role="group" aria-label={t("player.title")}>
      {address && <Controls address={address} wave={wave.data} playback={playback} />}
    </div>
  );
}

function Controls({ address, wave, playback }: { address: string; wave: Waveform | undefined; playback: ReturnType<typeof usePlayback> }) {
  const { t } = useTranslation("calls");
  const formats = useFormats();
  const { audio, at, onTime } = playback;
  const [playing, setPlaying] = useState(false);
  const [known, setKnown] = useState(0);
  const [speed, setSpeed] = useState<(typeof SPEEDS)[number]>(1);
  const [skips, setSkips] = useState(false);
  const seconds = wave?.seconds || known;
  const silent = skips && playing ? wave?.silences.find(({ from, to }) => at > from + 0.3 && at < to - 0.3) : undefined;
  useEffect(() => {
    if (silent && audio.current) audio.current.currentTime = silent.to - 0.2;
  }, [silent, audio]);
  useEffect(() => {
    if (audio.current) audio.current.playbackRate = speed;
  }, [speed, audio]);
  return (
    <>
      {/* eslint-disable-next-line jsx-a11y/media-has-caption -- what is heard stands as words below */}
      <audio
        ref={audio}
        src={address}
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onTimeUpdate={({ currentTarget }) => onTime(currentTarget.currentTime)}
        onLoadedMetadata={({ currentTarget }) => Number.isFinite(currentTarget.duration) && setKnown(currentTarget.duration)}
      />
      <div className="flex items-center gap-3">
        <IconButton variant="secondary" label={t(playing ? "player.pause" : "player.play")} onClick={() => (playing ? audio.current?.pause() : void audio.current?.play())}>
          {playing ? <Pause aria-hidden /> : <Play aria-hidden />}
        </IconButton>
        <div className="relative h-9 min-w-0 flex-1">
          <Bars bars={wave?.bars ?? []} ratio={seconds ? at / seconds : 0} />
          <input
            type="range"
            min={0}
            max={Math.max(1, seconds)}
            step={0.1}
            value={Math.min(at, seconds)}
            aria-label={t("player.position")}
            aria-valuetext={`${formats.clock(at)} / ${formats.clock(seconds)}`}
            className="absolute inset-0 h-full w-full cursor-pointer appearance-none rounded-xs bg-transparent accent-accent [&::-webkit-slider-thumb]:h-9 [&::-webkit-slider-thumb]:w-0.5 [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:bg-ink"
            onChange={({ target }) => {
              if (audio.current) audio.current.currentTime = target.valueAsNumber;
              onTime(target.valueAsNumber);
            }}
          />
        </div>
      </div>
      <div className="mt-1.5 flex flex-wrap items-center gap-2 text-xs text-ink-2">
        <span className="tabular-nums">
          {formats.clock(at)} / {formats.clock(seconds)}
        </span>
        <span className="flex-1" />
        <Button size="sm" variant="ghost" aria-label={t("player.speed", { speed })} onClick={() => setSpeed(SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1)}>
          {speed}×
        </Button>
        <Button size="sm" variant={skips ? "secondary" : "ghost"} aria-pressed={skips} disabled={!wave} onClick={() => setSkips(!skips)}>
          {t("player.skip")}
        </Button>
        <Button size="sm" variant="ghost" asChild>
          <a href={address} download>
            {t("player.download")}
          </a>
        </Button>
      </div>
    </>
  );
}

function Bars({ bars, ratio }: { bars: number[]; ratio: number }) {
  return (
    <svg aria-hidden viewBox={`0 0 ${Math.max(1, bars.length) * 3} 36`} preserveAspectRatio="none" className="h-full w-full">
      {bars.map((loud, index) => {
        const height = Math.max(2, loud * 34);
        return <rect key={index} x={index * 3} y={(36 - height) / 2} width={1.8} height={height} rx={0.9} className={cn(index / bars.length < ratio ? "fill-accent" : "fill-line-strong")} />;
      })}
    </svg>
  );
}

/** An address for bytes, given back when nobody needs it. */
function useAddress(file: Blob | undefined): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!file) return;
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return address;
}
