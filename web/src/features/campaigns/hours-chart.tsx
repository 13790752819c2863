import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";

interface Hour {
  at: string;
  dialled: number;
  answered: number;
  booked: number;
}

/** Bars of calls by hour, the answered part filled; the same as a table for whoever wants the numbers. */
export function HoursChart({ hours }: { hours: Hour[] }) {
  const { t } = useTranslation("campaigns");
  const formats = useFormats();
  const most = Math.max(...hours.map(({ dialled }) => dialled), 1);
  return (
    <div>
      <div aria-hidden className="flex h-28 items-end gap-1 overflow-hidden">
        {hours.slice(-48).map((hour) => (
          <div key={hour.at} title={`${formats.dateTime(hour.at)} · ${formats.number(hour.dialled)}`} className="flex max-w-8 min-w-1 flex-1 flex-col justify-end rounded-t-xs bg-hover" style={{ height: `${Math.max(4, (hour.dialled / most) * 100)}%` }}>
            <div className="rounded-t-xs bg-accent" style={{ height: `${(hour.answered / Math.max(1, hour.dialled)) * 100}%` }} />
          </div>
        ))}
      </div>
      <p aria-hidden className="mt-2 flex gap-4 text-xs text-ink-2">
        <span className="flex items-center gap-1.5">
          <span className="size-2.5 rounded-xs bg-accent" />
          {t("counters.answered")}
        </span>
        <span className="flex items-center gap-1.5">
          <span className="size-2.5 rounded-xs bg-hover" />
          {t("counters.dialled")}
        </span>
      </p>
      <details className="mt-3 text-sm">
        <summary className="cursor-pointer text-xs text-ink-2">{t("hours.table")}</summary>
        <table className="mt-2 w-full">
          <caption className="sr-only">{t("hours.title")}</caption>
          <thead>
            <tr className="text-left text-xs text-ink-2">
              {[t("hours.hour"), t("counters.dialled"), t("counters.answered"), t("counters.booked")].map((name) => (
                <th key={name} scope="col" className="py-1 pr-4 font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {hours.map((hour) => (
              <tr key={hour.at} className="border-t border-line tabular-nums">
                <td className="py-1 pr-4">{formats.dateTime(hour.at)}</td>
                <td className="py-1 pr-4">{formats.number(hour.dialled)}</td>
                <td className="py-1 pr-4">{formats.number(hour.answered)}</td>
                <td className="py-1 pr-4">{formats.number(hour.booked)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
}
