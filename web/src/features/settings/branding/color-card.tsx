import { Check, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Tagged } from "@/api/client";
import { cn } from "@/lib/class-names";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Card } from "@/ui/card";
import { useErrorText } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { useLeaveWarning } from "@/ui/form";
import { Input } from "@/ui/input";
import { toast } from "@/ui/toast";
import { type OrganizationDetails, useChangeOrganization } from "../organization/api";
import { hexOf, NEEDED, readabilityOf } from "./readability";

/** The product's own colour, which stands where none is chosen. */
export const HOUSE_COLOR = "#0a756f";
/** Seen in both themes, far enough apart to choose from. */
const OFFERED = ["#0a756f", "#2f6fde", "#6d5bd0", "#b0468f", "#c8452f", "#a8650d", "#4f7d1f", "#6b6f76"];

export function ColorCard({ found, text, onText, mayChange }: { found: Tagged<OrganizationDetails>; text: string; onText: (text: string) => void; mayChange: boolean }) {
  const { t } = useTranslation("settings");
  const formats = useFormats();
  const change = useChangeOrganization();
  const textOf = useErrorText();
  const kept = found.data.brand.color ?? "";
  const color = hexOf(text);
  const wrong = text.trim() !== "" && color === undefined;
  const reading = readabilityOf(color ?? HOUSE_COLOR);
  const dirty = (color ?? text) !== kept;
  useLeaveWarning(dirty);
  const failed = change.error ? textOf(change.error) : undefined;
  const save = () =>
    change.mutate(
      { color: color ?? null, etag: found.etag },
      {
        onSuccess: ({ data }) => {
          onText(data.brand.color ?? "");
          toast(t("saved"));
        },
      },
    );
  const checks = [
    { label: t("branding.on_light"), ratio: reading.ratios.light, good: reading.ratios.light >= NEEDED },
    { label: t("branding.on_dark"), ratio: reading.ratios.dark, good: reading.ratios.dark >= NEEDED },
    { label: t(reading.ink === "#ffffff" ? "branding.white_on_it" : "branding.black_on_it"), ratio: reading.inkRatio, good: reading.inkRatio >= 4.5 },
  ];
  return (
    <Card
      title={t("branding.color")}
      description={t("branding.color_detail")}
      footer={
        mayChange && (
          <>
            {dirty && <Button onClick={() => onText(kept)}>{t("discard")}</Button>}
            <Button variant="primary" disabled={!dirty || wrong || reading.lost.length > 0} loading={change.isPending} onClick={save}>
              {t("save")}
            </Button>
          </>
        )
      }
    >
      <div className="grid gap-5 sm:grid-cols-2">
        <div className="space-y-4">
          <Field label={t("branding.code")} help={t("branding.code_help")} error={wrong ? t("branding.code_wrong") : undefined}>
            <div className="flex items-center gap-2">
              <input
                type="color"
                aria-label={t("branding.pick")}
                disabled={!mayChange}
                value={color ?? HOUSE_COLOR}
                onChange={(event) => onText(event.target.value)}
                className="h-8 w-10 shrink-0 cursor-pointer rounded-s border border-line-strong bg-surface p-0.5 disabled:cursor-default pointer-coarse:h-10"
              />
              <Input className="max-w-36 font-mono" value={text} readOnly={!mayChange} placeholder={HOUSE_COLOR} maxLength={9} spellCheck={false} onChange={(event) => onText(event.target.value)} />
              {mayChange && text && (
                <Button variant="ghost" onClick={() => onText("")}>
                  {t("branding.reset")}
                </Button>
              )}
            </div>
          </Field>
          {mayChange && (
            <div role="group" aria-label={t("branding.offered")} className="flex flex-wrap gap-2">
              {OFFERED.map((one) => (
                <button
                  key={one}
                  type="button"
                  aria-label={one}
                  aria-pressed={color === one}
                  onClick={() => onText(one)}
                  style={{ background: one }}
                  className="grid size-7 place-items-center rounded-full text-white ring-offset-2 ring-offset-surface aria-pressed:ring-2 aria-pressed:ring-ink-3 pointer-coarse:size-9"
                >
                  {color === one && <Check aria-hidden className="size-4" />}
                </button>
              ))}
            </div>
          )}
        </div>
        <div>
          <p className="mb-1 text-xs font-medium text-ink-2">{t("branding.contrast")}</p>
          <ul aria-live="polite" className="divide-y divide-line rounded-m border border-line">
            {checks.map(({ label, ratio, good }) => (
              <li key={label} className="flex items-center gap-2 px-3 py-2 text-sm">
                {good ? <Check aria-hidden className="size-4 shrink-0 text-good" /> : <X aria-hidden className="size-4 shrink-0 text-bad" />}
                <span className="min-w-0 flex-1">{label}</span>
                <span className={cn("tabular-nums", good ? "text-ink-2" : "font-medium text-bad")}>
                  {/* Cut, not rounded: 2.96 must not read as the 3 that is needed. */}
                  {formats.number(Math.floor(ratio * 10) / 10, 1)} : 1<span className="sr-only"> {t(good ? "branding.enough" : "branding.too_little")}</span>
                </span>
              </li>
            ))}
          </ul>
        </div>
      </div>
      {!wrong && reading.lost[0] && (
        <Callout
          tone="warn"
          live
          className="mt-4 max-sm:flex-wrap"
          title={t(`branding.lost.${reading.lost[0]}`)}
          action={
            mayChange &&
            reading.suggestion && (
              <Button size="sm" onClick={() => onText(reading.suggestion ?? "")}>
                <span aria-hidden className="size-3 rounded-full" style={{ background: reading.suggestion }} />
                {t("branding.use", { color: reading.suggestion })}
              </Button>
            )
          }
        >
          {t("branding.lost.detail")}
        </Callout>
      )}
      {failed && (
        <Callout tone="bad" live className="mt-4" title={failed.title}>
          {failed.detail}
        </Callout>
      )}
    </Card>
  );
}
