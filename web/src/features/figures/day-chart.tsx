import { ChartLine, Table2 } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { useFormats } from "@/lib/locale";
import { IconButton } from "@/ui/button";
import { Card } from "@/ui/card";
import type { DayFigures } from "./api";

const SERIES = ["conversations", "succeeded"] as const;
type Series = (typeof SERIES)[number];
const LOOKS = { conversations: ["text-c1", "bg-c1"], succeeded: ["text-c2", "bg-c2"] } as const;
const WIDTH = 1000;
const HEIGHT = 200;

/** A round number at or above the highest, divisible by four. */
function ceiling(highest: number): number {
  const step = 10 ** Math.floor(Math.log10(Math.max(4, highest)));
  const fitting = [1, 2, 4, 6, 8, 10].map((times) => times * step).find((top) => top >= highest) ?? highest;
  return Math.max(4, Math.ceil(fitting / 4) * 4);
}

/** Conversations per day, and those that did what the business wanted; as lines or as a table. */
export default function DayChart({ days }: { days: DayFigures[] }) {
  const { t } = useTranslation("home");
  const formats = useFormats();
  const [hidden, setHidden] = useState<readonly Series[]>([]);
  const [asTable, setAsTable] = useState(false);
  const dayName = (day: string) => formats.date(`${day}T12:00:00Z`);
  const toggle = (series: Series) => setHidden(hidden.includes(series) ? hidden.filter((one) => one !== series) : [...hidden, series]);
  return (
    <Card
      title={t("per_day.title")}
      actions={
        <>
          {SERIES.map((series) => (
            <button key={series} type="button" aria-pressed={!hidden.includes(series)} onClick={() => toggle(series)} className={cn("inline-flex min-h-7 items-center gap-1.5 rounded-xs px-1 text-ink-2 hover:text-ink", hidden.includes(series) && "line-through opacity-60")}>
              <span aria-hidden className={cn("size-2.5 rounded-xs", LOOKS[series][1])} />
              {t(`per_day.${series}`)}
            </button>
          ))}
          <IconButton size="icon-sm" label={asTable ? t("as_chart") : t("as_table")} onClick={() => setAsTable(!asTable)}>
            {asTable ? <ChartLine aria-hidden /> : <Table2 aria-hidden />}
          </IconButton>
        </>
      }
    >
      {asTable ? (
        <div className="h-60 overflow-y-auto">
          <table aria-label={t("per_day.title")} className="w-full text-sm">
            <thead className="sticky top-0 bg-surface text-xs text-ink-3">
              <tr>
                <th scope="col" className="py-1 text-left font-medium">
                  {t("per_day.day")}
                </th>
                {SERIES.map((series) => (
                  <th key={series} scope="col" className="py-1 text-right font-medium">
                    {t(`per_day.${series}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {[...days].reverse().map((one) => (
                <tr key={one.day} className="border-t border-line">
                  <th scope="row" className="py-1 text-left font-normal">
                    {dayName(one.day)}
                  </th>
                  {SERIES.map((series) => (
                    <td key={series} className="py-1 text-right">
                      {formats.number(one[series])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <Lines days={days} shown={SERIES.filter((series) => !hidden.includes(series))} dayName={dayName} />
      )}
    </Card>
  );
}

function Lines({ days, shown, dayName }: { days: DayFigures[]; shown: Series[]; dayName: (day: string) => string }) {
  const { t } = useTranslation("home");
  const formats = useFormats();
  const [at, setAt] = useState<number>();
  const id = useId();
  const top = ceiling(Math.max(0, ...days.flatMap((one) => shown.map((series) => one[series]))));
  const last = Math.max(1, days.length - 1);
  const x = (index: number) => (index / last) * WIDTH;
  const y = (value: number) => HEIGHT - (value / top) * HEIGHT;
  const line = (series: Series) => days.map((one, index) => `${index === 0 ? "M" : "L"}${x(index).toFixed(1)} ${y(one[series]).toFixed(1)}`).join("");
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setAt(Math.max(0, Math.min(days.length - 1, Math.round(((event.clientX - box.left) / box.width) * last))));
  };
  const move = (event: KeyboardEvent) => {
    const here = at ?? days.length - 1;
    const keys: Record<string, number> = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: days.length - 1 };
    const next = keys[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setAt(Math.max(0, Math.min(days.length - 1, next)));
  };
  const chosen = at === undefined ? undefined : days[at];
  const says = (one: DayFigures) => `${dayName(one.day)}: ${shown.map((series) => `${formats.number(one[series])} ${t(`per_day.${series}`).toLocaleLowerCase()}`).join(", ")}`;
  const current = chosen ?? days[days.length - 1];
  return (
    <div className="grid h-60 grid-cols-[auto_minmax(0,1fr)] grid-rows-[minmax(0,1fr)_auto] gap-x-2">
      <div aria-hidden className="flex flex-col justify-between text-right text-2xs text-ink-3">
        {[4, 3, 2, 1, 0].map((part) => (
          <span key={part} className="-my-2">
            {formats.number((top / 4) * part)}
          </span>
        ))}
      </div>
      <div
        role="slider"
        tabIndex={0}
        aria-label={t("per_day.title")}
        aria-valuemin={0}
        aria-valuemax={days.length - 1}
        aria-valuenow={at ?? days.length - 1}
        aria-valuetext={current ? says(current) : ""}
        className="relative rounded-xs"
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => setAt(undefined)}
        onBlur={() => setAt(undefined)}
        onKeyDown={move}
      >
        <svg aria-hidden viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" className="size-full overflow-visible">
          {[0, 1, 2, 3, 4].map((part) => (
            <line key={part} x1={0} x2={WIDTH} y1={(HEIGHT / 4) * part} y2={(HEIGHT / 4) * part} vectorEffect="non-scaling-stroke" className="stroke-line" />
          ))}
          <g clipPath={`url(#${id})`}>
            {shown.map((series) => (
              <g key={series} className={LOOKS[series][0]}>
                {series === "conversations" && <path d={`${line(series)}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}Z`} fill="currentColor" fillOpacity={0.12} />}
                <path d={line(series)} fill="none" stroke="currentColor" strokeWidth={2} strokeLinejoin="round" strokeDasharray={series === "succeeded" ? "5 3" : undefined} vectorEffect="non-scaling-stroke" />
              </g>
            ))}
          </g>
          <clipPath id={id}>
            <rect x={0} y={-2} width={WIDTH} height={HEIGHT + 4} />
          </clipPath>
          {at !== undefined && <line x1={x(at)} x2={x(at)} y1={0} y2={HEIGHT} vectorEffect="non-scaling-stroke" className="stroke-ink-3" />}
        </svg>
        {chosen && at !== undefined && (
          <div aria-hidden style={{ left: `${(at / last) * 100}%` }} className={cn("pointer-events-none absolute top-0 z-10 rounded-s border border-line bg-surface px-2 py-1 text-xs whitespace-nowrap shadow-pop", at > last / 2 ? "-translate-x-full" : "")}>
            <p className="font-medium">{dayName(chosen.day)}</p>
            {shown.map((series) => (
              <p key={series} className="flex items-center gap-1.5 text-ink-2">
                <span className={cn("size-2 rounded-xs", LOOKS[series][1])} />
                {t(`per_day.${series}`)}
                <span className="ml-auto pl-3 font-medium text-ink">{formats.number(chosen[series])}</span>
              </p>
            ))}
          </div>
        )}
      </div>
      <div aria-hidden className="col-start-2 flex justify-between pt-2 text-2xs text-ink-3">
        <span>{days[0] && dayName(days[0].day)}</span>
        <span>{days.length > 1 && dayName(days[days.length - 1]?.day ?? "")}</span>
      </div>
    </div>
  );
}
