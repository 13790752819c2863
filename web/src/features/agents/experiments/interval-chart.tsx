import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { useFormats } from "@/lib/locale";
import type { Point } from "./api";
import { useWords } from "./words";

const WIDTH = 1000;
const HEIGHT = 180;

/** How the difference went: the line is what was seen, the band is where it truly lies, at every moment alike. Within
 * `margin` it does not matter. */
export function IntervalChart({ points, share, margin }: { points: readonly Point[]; share: boolean; margin: number }) {
  const { t } = useTranslation("experiments");
  const formats = useFormats();
  const words = useWords();
  const [at, setAt] = useState<number>();
  if (points.length < 2) return <p className="text-sm text-ink-2">{t("chart.none")}</p>;
  const last = points.length - 1;
  // The band begins very wide: what is drawn is what is left after its first look, and never without zero.
  const reach = Math.max(...points.slice(Math.min(2, last)).flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]), 0.01, margin * 1.25);
  const times = points.map((point) => new Date(point.at).getTime());
  const [from = 0, to = 1] = [times[0], times[last]];
  const x = (index: number) => (((times[index] ?? from) - from) / Math.max(1, to - from)) * WIDTH;
  const y = (value: number) => HEIGHT / 2 - (Math.max(-reach, Math.min(reach, value)) / reach) * (HEIGHT / 2);
  const path = (of: (point: Point) => number, indexes: readonly number[] = [...points.keys()]) => indexes.map((index) => `${x(index).toFixed(1)} ${y(of(points[index] as Point)).toFixed(1)}`).join("L");
  const backwards = [...points.keys()].reverse();
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const wanted = from + ((event.clientX - box.left) / box.width) * (to - from);
    setAt(times.reduce((best, time, index) => (Math.abs(time - wanted) < Math.abs((times[best] ?? 0) - wanted) ? index : best), 0));
  };
  const move = (event: KeyboardEvent) => {
    const here = at ?? last;
    const keys: Record<string, number> = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: last };
    const next = keys[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setAt(Math.max(0, Math.min(last, next)));
  };
  const says = (one: Point) => t("chart.says", { when: formats.dateTime(one.at), estimate: words.amount(one.estimate, share), low: words.amount(one.low, share), high: words.amount(one.high, share), count: one.a + one.b });
  const chosen = points[at ?? last] as Point;
  return (
    <figure>
      <figcaption className="mb-2 text-xs text-ink-2">
        {t(share ? "chart.share" : "chart.rating")} {margin > 0 && t("chart.margin")}
      </figcaption>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
        <div aria-hidden className="flex h-45 flex-col justify-between text-right text-2xs text-ink-3">
          {[1, 0, -1].map((part) => (
            <span key={part} className="-my-2">
              {words.amount(reach * part, share)}
            </span>
          ))}
        </div>
        <div
          role="slider"
          tabIndex={0}
          aria-label={t("chart.title")}
          aria-valuemin={0}
          aria-valuemax={last}
          aria-valuenow={at ?? last}
          aria-valuetext={says(chosen)}
          className="relative h-45 rounded-xs"
          onPointerMove={point}
          onPointerDown={point}
          onPointerLeave={() => setAt(undefined)}
          onBlur={() => setAt(undefined)}
          onKeyDown={move}
        >
          <svg aria-hidden viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" className="size-full">
            <line x1={0} x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} vectorEffect="non-scaling-stroke" className="stroke-ink-3" strokeDasharray="4 3" />
            {margin > 0 && [margin, -margin].map((edge) => <line key={edge} x1={0} x2={WIDTH} y1={y(edge)} y2={y(edge)} vectorEffect="non-scaling-stroke" className="stroke-ink-2" strokeDasharray="1 4" strokeWidth={1.5} strokeLinecap="round" />)}
            <g className="text-c2">
              <path d={`M${path(({ low }) => low)}L${path(({ high }) => high, backwards)}Z`} fill="currentColor" fillOpacity={0.16} />
              <path d={`M${path(({ estimate }) => estimate)}`} fill="none" stroke="currentColor" strokeWidth={2} strokeLinejoin="round" vectorEffect="non-scaling-stroke" />
            </g>
            {at !== undefined && <line x1={x(at)} x2={x(at)} y1={0} y2={HEIGHT} vectorEffect="non-scaling-stroke" className="stroke-ink-3" />}
          </svg>
          {at !== undefined && (
            <p aria-hidden style={{ left: `${x(at) / 10}%` }} className={cn("pointer-events-none absolute top-0 z-10 w-56 rounded-s border border-line bg-surface px-2 py-1 text-xs shadow-pop", at > last / 2 ? "-translate-x-full" : "")}>
              {says(chosen)}
            </p>
          )}
        </div>
        <div aria-hidden className="col-start-2 flex justify-between pt-2 text-2xs text-ink-3">
          <span>{formats.dateTime(points[0]?.at ?? "")}</span>
          <span>{formats.dateTime(points[last]?.at ?? "")}</span>
        </div>
      </div>
    </figure>
  );
}
