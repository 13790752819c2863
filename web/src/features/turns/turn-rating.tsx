import { Link } from "@tanstack/react-router";
import { FlaskConical, ThumbsDown, ThumbsUp } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { Button, buttonClass, IconButton } from "@/ui/button";
import { Field } from "@/ui/field";
import { Textarea } from "@/ui/input";
import { useToastError } from "@/ui/use-toast-error";
import { type Rating, type TurnOf, useRate } from "./api";

interface TurnRatingProps {
  turn: TurnOf;
  agentId: string;
  rating: Rating | null;
  mayRate: boolean;
  /** Whether a scenario may be made of it. */
  mayMend: boolean;
  className?: string;
}

/** Whether an answer of the agent was good, and why not: one click, then a few words; from a bad one on to its scenario. */
export function TurnRating({ turn, agentId, rating, mayRate, mayMend, className }: TurnRatingProps) {
  const { t } = useTranslation("turns");
  const rate = useRate(turn);
  const showError = useToastError();
  const [own, setOwn] = useState<Rating | null>();
  const [writing, setWriting] = useState(false);
  // What another says of it counts as soon as it is known.
  useEffect(() => setOwn(undefined), [rating]);
  const shown = own === undefined ? rating : own;
  const say = (said: { good: boolean; remark: string } | null, then?: () => void) =>
    rate.mutate(said, {
      onSuccess: (found) => {
        setOwn(found);
        then?.();
      },
      onError: showError,
    });
  const press = (good: boolean) => {
    setWriting(!good && shown?.good !== false);
    say(shown?.good === good ? null : { good, remark: "" });
  };
  if (!mayRate && !shown) return null;
  return (
    <div className={cn("text-xs", className)}>
      {mayRate && (
        <div role="group" aria-label={t("rate")} className="flex gap-0.5">
          {([true, false] as const).map((good) => {
            const Icon = good ? ThumbsUp : ThumbsDown;
            const on = shown?.good === good;
            return (
              <IconButton key={String(good)} size="icon-sm" aria-pressed={on} label={t(good ? "good" : "bad")} disabled={rate.isPending} className={cn("text-ink-3", on && (good ? "text-good" : "text-bad"))} onClick={() => press(good)}>
                <Icon aria-hidden />
              </IconButton>
            );
          })}
        </div>
      )}
      {shown && !(writing && mayRate) && (
        <p className="mt-0.5 break-words text-ink-2">
          {t(shown.good ? "said_good" : "said_bad", { name: shown.by.name || t("somebody") })}
          {shown.remark && <>: “{shown.remark}”</>}
        </p>
      )}
      {writing && mayRate && shown?.good === false && <Remark begun={shown.remark} saving={rate.isPending} onSave={(remark) => say({ good: false, remark }, () => setWriting(false))} onClose={() => setWriting(false)} />}
      {shown?.good === false && !writing && (
        <div className="mt-1 flex flex-wrap gap-2">
          {shown.scenario_id ? (
            <span className="text-ink-2">{t("has_scenario")}</span>
          ) : (
            mayMend && (
              <Link to="/agents/$agentId/scenarios" params={{ agentId }} search={{ from: turn.conversation, turn: turn.message }} className={buttonClass("secondary", "sm")}>
                <FlaskConical aria-hidden />
                {t("make")}
              </Link>
            )
          )}
          {mayRate && (
            <Button size="sm" variant="ghost" onClick={() => setWriting(true)}>
              {t(shown.remark ? "change_remark" : "add_remark")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function Remark({ begun, saving, onSave, onClose }: { begun: string; saving: boolean; onSave: (remark: string) => void; onClose: () => void }) {
  const { t } = useTranslation("turns");
  const [text, setText] = useState(begun);
  const id = useId();
  return (
    <form
      id={id}
      className="mt-1 grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(text.trim());
      }}
    >
      <Field label={t("remark")} help={t("remark_help")} optional>
        <Textarea autoFocus rows={2} maxLength={1000} value={text} onChange={({ target }) => setText(target.value)} />
      </Field>
      <div className="flex gap-2">
        <Button size="sm" variant="primary" type="submit" loading={saving}>
          {t("save")}
        </Button>
        <Button size="sm" variant="ghost" onClick={onClose}>
          {t("later")}
        </Button>
      </div>
    </form>
  );
}
