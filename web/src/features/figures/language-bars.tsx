import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Card } from "@/ui/card";
import { Meter } from "@/ui/meter";
import type { LanguageFigures } from "./api";
import { spokenOf } from "./spoken";

const MOST = 6;

/** In which languages people talk with the agents: nothing is shown before somebody has. */
export default function LanguageBars({ languages }: { languages: LanguageFigures[] }) {
  const { t } = useTranslation("home");
  const formats = useFormats();
  if (languages.length === 0) return null;
  return (
    <Card title={t("languages.title")} description={t("languages.detail")}>
      <ul aria-label={t("languages.title")} className="grid grid-cols-[auto_minmax(3rem,1fr)_auto_auto] items-center gap-x-3 gap-y-2 text-sm">
        {spokenOf(languages, MOST).map(({ code, conversations, share, others }) => {
          const name = code ? formats.languageName(code) : t("languages.others", { count: others });
          const part = formats.percent(share, 0);
          return (
            <li key={code ?? ""} className="contents">
              <span className="max-w-48 truncate">{name}</span>
              <Meter label={name} value={share} max={1} text={t("languages.of", { count: conversations, number: formats.number(conversations), share: part })} />
              <span className="text-right tabular-nums">{formats.number(conversations)}</span>
              <span className="text-right text-ink-2 tabular-nums">{part}</span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
