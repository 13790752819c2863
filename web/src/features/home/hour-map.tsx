import { Grid3x3, Table2 } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { IconButton } from "@/ui/button";
import { Card } from "@/ui/card";

const CELL = 20;
const GAP = 3;
/** 1 January 2024 was a Monday. */
const weekday = (language: string, day: number, style: "long" | "narrow") => new Intl.DateTimeFormat(language, { weekday: style, timeZone: "UTC" }).format(Date.UTC(2024, 0, 1 + day));

/** When conversations begin: darker is busier. Hours in which nothing ever happens at the edges are left out. */
export default function HourMap({ hours }: { hours: number[][] }) {
  const { t, i18n } = useTranslation("home");
  const formats = useFormats();
  const [asTable, setAsTable] = useState(false);
  const { first, last, most, peak } = useMemo(() => survey(hours), [hours]);
  const columns = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const name = (day: number) => weekday(i18n.language, day, "long");
  const sentence = peak ? t("hours.peak", { day: name(peak.day), from: peak.hour, to: peak.hour + 1, count: peak.count }) : t("hours.none");
  return (
    <Card
      title={t("hours.title")}
      actions={
        <IconButton size="icon-sm" label={asTable ? t("as_chart") : t("as_table")} onClick={() => setAsTable(!asTable)}>
          {asTable ? <Grid3x3 aria-hidden /> : <Table2 aria-hidden />}
        </IconButton>
      }
    >
      {asTable ? (
        <div className="max-h-60 overflow-auto">
          <table aria-label={t("hours.title")} className="w-full text-xs">
            <thead>
              <tr>
                <th scope="col" className="sticky left-0 bg-surface py-1 text-left font-medium text-ink-3">
                  {t("hours.hour")}
                </th>
                {hours.map((_, day) => (
                  <th key={day} scope="col" className="px-1 py-1 text-right font-medium text-ink-3" abbr={name(day)}>
                    <span aria-hidden>{weekday(i18n.language, day, "narrow")}</span>
                    <span className="sr-only">{name(day)}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {columns.map((hour) => (
                <tr key={hour} className="border-t border-line">
                  <th scope="row" className="sticky left-0 bg-surface py-0.5 text-left font-normal">
                    {t("hours.at", { hour })}
                  </th>
                  {hours.map((row, day) => (
                    <td key={day} className="px-1 py-0.5 text-right">
                      {formats.number(row[hour] ?? 0)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <>
          <svg role="img" aria-label={`${t("hours.title")}. ${sentence}`} viewBox={`-22 0 ${columns.length * (CELL + GAP) + 22} ${7 * (CELL + GAP)}`} className="mx-auto w-full max-w-md text-accent">
            {hours.map((row, day) => (
              <g key={day}>
                <text x={-20} y={day * (CELL + GAP) + CELL * 0.7} className="fill-ink-3 text-xs">
                  {weekday(i18n.language, day, "narrow")}
                </text>
                {columns.map((hour, index) => {
                  const count = row[hour] ?? 0;
                  return (
                    <rect key={hour} x={index * (CELL + GAP)} y={day * (CELL + GAP)} width={CELL} height={CELL} rx={4} fill="currentColor" fillOpacity={count === 0 ? 0.06 : 0.2 + 0.8 * (count / most)}>
                      <title>{`${name(day)}, ${t("hours.at", { hour })}: ${formats.number(count)}`}</title>
                    </rect>
                  );
                })}
              </g>
            ))}
          </svg>
          <p aria-hidden className="mt-1 flex justify-between text-xs text-ink-2">
            <span>{t("hours.at", { hour: first })}</span>
            <span>{t("hours.at", { hour: last + 1 })}</span>
          </p>
          <p className="mt-3 border-t border-line pt-3 text-xs text-ink-2">{sentence}</p>
        </>
      )}
    </Card>
  );
}

interface Survey {
  first: number;
  last: number;
  most: number;
  peak: { day: number; hour: number; count: number } | undefined;
}

function survey(hours: number[][]): Survey {
  const found: Survey = { first: 8, last: 19, most: 1, peak: undefined };
  hours.forEach((row, day) =>
    row.forEach((count, hour) => {
      if (count === 0) return;
      found.first = Math.min(found.first, hour);
      found.last = Math.max(found.last, hour);
      if (!found.peak || count > found.peak.count) found.peak = { day, hour, count };
      found.most = Math.max(found.most, count);
    }),
  );
  return found;
}
