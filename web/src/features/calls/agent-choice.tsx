import { Bot, Volume2 } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { EmptyState } from "@/ui/empty-state";
import { IconButton } from "@/ui/button";
import { Pill } from "@/ui/pill";
import { Link } from "@tanstack/react-router";
import type { Option } from "./api";
import { useCallWords } from "./words";

/** The agents that can call now, each with its voice; those that cannot say why. */
export function AgentChoice({ options, chosen, anyTime, onChoose }: { options: Option[]; chosen: string; anyTime: boolean; onChoose: (id: string) => void }) {
  const { t } = useTranslation("calls");
  const words = useCallWords();
  const audio = useRef<HTMLAudioElement>(null);
  if (options.length === 0) {
    return (
      <EmptyState
        compact
        icon={<Bot aria-hidden />}
        title={t("agents.none")}
        description={t("agents.none_detail")}
        action={
          <Link to="/agents" search={{}} className="text-sm font-medium text-accent underline underline-offset-2">
            {t("agents.see")}
          </Link>
        }
      />
    );
  }
  return (
    <fieldset className="space-y-2">
      <legend className="mb-1 text-xs font-medium text-ink-2">{t("agents.title")}</legend>
      {options.map((one) => {
        const able = one.free || anyTime;
        return (
          <div key={`${one.id}-${one.account.id}`} className={cn("flex items-start gap-3 rounded-m border border-line-strong p-3", chosen === one.id && "border-accent bg-accent-soft", !able && "opacity-60")}>
            <input type="radio" id={`agent-${one.id}`} name="agent" className="mt-1 accent-accent" checked={chosen === one.id} disabled={!able} onChange={() => onChoose(one.id)} />
            <label htmlFor={`agent-${one.id}`} className="min-w-0 flex-1">
              <span className="flex flex-wrap items-center gap-2 text-sm font-medium">
                {one.name}
                <Pill tone={one.free ? "good" : "neutral"} dot={one.free}>
                  {one.why_not ? t(`agents.why_not.${one.why_not}`) : t("agents.free")}
                </Pill>
              </span>
              <span className="block truncate text-xs text-ink-2">{[one.description, one.voice?.name, words.platform(one.account.platform), one.account.label].filter(Boolean).join(" · ")}</span>
            </label>
            {one.voice?.preview_url && (
              <IconButton
                size="icon-sm"
                label={t("agents.hear", { voice: one.voice.name })}
                onClick={() => {
                  if (!audio.current || !one.voice) return;
                  audio.current.src = one.voice.preview_url;
                  void audio.current.play().catch(() => undefined);
                }}
              >
                <Volume2 aria-hidden />
              </IconButton>
            )}
          </div>
        );
      })}
      {/* eslint-disable-next-line jsx-a11y/media-has-caption -- a sample of a voice; its name and language stand beside it */}
      <audio ref={audio} hidden />
    </fieldset>
  );
}
