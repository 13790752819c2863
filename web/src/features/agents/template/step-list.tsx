import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Checkbox } from "@/ui/checkbox";
import { agentWords, linesOf, placeOf, useNames, ValueChange, wayOf } from "../differences";
import type { Step, Update } from "./api";

/** Areas whose things are fields of the thing itself, and not things that somebody named. */
const OWN_FIELDS = new Set(["general", "persona", "texts", "settings"]);
/** Areas of what belongs to the whole organization, at once and without publishing. */
const KNOWLEDGE = new Set(["document", "question"]);

interface StepListProps {
  update: Update;
  may: boolean;
  /** Whose words stand here: "Your agent says". */
  own: string;
  /** Where what is taken goes. */
  publishing: ReactNode;
  taking: boolean;
  skipping: boolean;
  onTake: (keys: string[]) => void;
  onSkip: () => void;
}

/** What a newer version would change, to be taken or left one by one. */
export function StepList({ update: { version, note, steps }, may, own, publishing, taking, skipping, onTake, onSkip }: StepListProps) {
  const { t } = useTranslation("gallery");
  // What was decided by hand; all else is taken or left as it is proposed.
  const [decided, setDecided] = useState<Record<string, boolean>>({});
  const chosen = (step: Step) => decided[step.key] ?? step.wanted;
  const conflicts = steps.filter((step) => step.conflict);
  const knowledge = steps.filter((step) => !step.conflict && KNOWLEDGE.has(step.area));
  const others = steps.filter((step) => !step.conflict && !KNOWLEDGE.has(step.area));
  const part = (name: "conflicts" | "changes" | "knowledge", rows: Step[]) =>
    rows.length > 0 && (
      <section aria-labelledby={name}>
        <h3 id={name} className="font-semibold">
          {t(`update.${name}`, { count: rows.length })}
        </h3>
        <p className="mb-2 text-sm text-ink-2">{t(`update.${name}_detail`)}</p>
        <ul className="divide-y divide-line rounded-l border border-line bg-surface shadow-card">
          {rows.map((step) => (
            <StepRow key={step.key} step={step} own={own} taken={chosen(step)} disabled={!may} onTake={(on) => setDecided({ ...decided, [step.key]: on })} />
          ))}
        </ul>
      </section>
    );
  return (
    <div className="space-y-5">
      <Callout tone="info" title={t("update.newer", { number: version })}>
        {note}
      </Callout>
      {!may && <Callout>{t("update.may_not")}</Callout>}
      {steps.length === 0 && <p className="text-sm text-ink-2">{t("update.nothing")}</p>}
      {part("conflicts", conflicts)}
      {part("changes", others)}
      {part("knowledge", knowledge)}
      {may && (
        <div className="sticky bottom-0 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-bg py-3">
          <p className="min-w-48 flex-1 text-xs text-ink-2">{knowledge.length > 0 ? t("update.publishing_knowledge") : publishing}</p>
          <Button loading={skipping} onClick={onSkip}>
            {t("update.skip")}
          </Button>
          <Button variant="primary" loading={taking} onClick={() => onTake(steps.filter(chosen).map((step) => step.key))}>
            {t("update.take", { count: steps.filter(chosen).length })}
          </Button>
        </div>
      )}
    </div>
  );
}

function StepRow({ step, own: owner, taken, disabled, onTake }: { step: Step; own: string; taken: boolean; disabled: boolean; onTake: (on: boolean) => void }) {
  const { t, i18n } = useTranslation("gallery");
  const names = useNames();
  const area = i18n.exists(`gallery:areas.${step.area}`) ? t(`areas.${step.area}`) : step.area;
  const path = step.area === "edge" ? "" : step.where;
  const place = step.area === "edge" ? wayOf(step.where, names) : placeOf(path, agentWords(names, step));
  // A field of the thing itself goes by its own name.
  const own = OWN_FIELDS.has(step.area);
  const root = own ? [step.name, path].filter(Boolean).join(".") : path;
  const name = own ? placeOf(root, agentWords(names, step)) : [step.name, place].filter(Boolean).join(" · ");
  return (
    <li className="space-y-2 px-4 py-3 text-sm">
      <Checkbox checked={taken} disabled={disabled} onCheckedChange={onTake} label={<span className="break-words">{name ? `${area}: ${name}` : area}</span>} description={t(`hows.${step.how}`)} />
      <div className="space-y-2 pl-7">
        <ValueChange names={names} part={step} path={root} before={step.before} after={step.after} label={t("update.both", { name: name || area })} />
        {step.conflict && (
          <div className="min-w-0">
            <p className="text-2xs text-ink-3">{KNOWLEDGE.has(step.area) ? t("update.own_knowledge") : owner}</p>
            <p className="rounded-xs bg-accent-soft px-2 py-1 text-xs break-words whitespace-pre-wrap">
              {linesOf(step.own, names, step, root).join("\n") || <span className="text-ink-3">{t("update.not_there")}</span>}
            </p>
            {step.area === "document" && step.own != null && <p className="mt-1 text-2xs text-ink-3">{t("update.beside")}</p>}
          </div>
        )}
      </div>
    </li>
  );
}
