import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import type { Platform } from "./api";

interface Parameter {
  id: "speed" | "temperature" | "volume" | "stability" | "similarity";
  from: number;
  to: number;
  usual: number;
}

/** What each platform lets an agent change of a voice, and how far. */
const PARAMETERS: Record<Platform, Parameter[]> = {
  retell: [
    { id: "speed", from: 0.5, to: 2, usual: 1 },
    { id: "temperature", from: 0, to: 2, usual: 1 },
    { id: "volume", from: 0, to: 2, usual: 1 },
  ],
  elevenlabs: [
    { id: "speed", from: 0.7, to: 1.2, usual: 1 },
    { id: "stability", from: 0, to: 1, usual: 0.5 },
    { id: "similarity", from: 0, to: 1, usual: 0.8 },
  ],
  sandbox: [{ id: "speed", from: 0.5, to: 2, usual: 1 }],
};

/** Explains what can be set where an agent is given this voice. */
export function Parameters({ platform }: { platform: Platform }) {
  const { t } = useTranslation("voices");
  const { number } = useFormats();
  return (
    <section aria-labelledby="voice-parameters">
      <h3 id="voice-parameters" className="text-sm font-semibold">
        {t("parameters.title")}
      </h3>
      <p className="mt-0.5 mb-2 text-xs text-ink-2">{t("parameters.about")}</p>
      <dl className="divide-y divide-line rounded-m border border-line">
        {PARAMETERS[platform].map(({ id, from, to, usual }) => (
          <div key={id} className="px-3 py-2">
            <dt className="flex flex-wrap items-baseline justify-between gap-x-3 text-sm font-medium">
              {t(`parameters.${id}.name`)}
              <span className="text-xs font-normal text-ink-2 tabular-nums">{t("parameters.range", { from: number(from, 1), to: number(to, 1), usual: number(usual, 1) })}</span>
            </dt>
            <dd className="mt-0.5 text-xs text-ink-2">{t(`parameters.${id}.detail`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
