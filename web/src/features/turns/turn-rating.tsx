import { Link } from "@tanstack/react-router";
import { FlaskConical, ThumbsDown, ThumbsUp } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
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
  /** What the thumbs stand beside: whose answer it is, or the answer itself. */
  head: ReactNode;
  /** What stands between that and what is said of it. */
  children?: ReactNode;
  /** The thumbs one above the other, where there is little room beside it. */
  upright?: boolean;
}

/** Whether an answer of the agent was good, and why not: one click, then a few words; from a bad one on to its scenario. */
export function TurnRating({ turn, agentId, rating, mayRate, mayMend, head, children, upright = false }: TurnRatingProps) {
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
    const again = shown?.good === good;
    // Words and what was made of them do not go by one click.
    const kept = again && (shown.remark !== "" || shown.scenario_id !== null);
    setWriting(!good && (!again || kept));
    if (!kept) say(again ? null : { good, remark: "" });
  };
  return (
    <>
      <div className="flex items-end gap-1">
        <div className="min-w-0 flex-1">{head}</div>
        {mayRate && (
          <div role="group" aria-label={t("rate")} className={cn("flex shrink-0", upright ? "flex-col" : "-my-1.5")}>
            {([true, false] as const).map((good) => {
              const Icon = good ? ThumbsUp : ThumbsDown;
              const on = shown?.good === good;
              return (
                <IconButton key={String(good)} size="icon-sm" aria-pressed={on} label={t(good ? "good" : "bad")} disabled={rate.isPending} className={cn("text-ink-3", on && (good ? "text-good hover:text-good" : "text-bad hover:text-bad"))} onClick={() => press(good)}>
                  <Icon aria-hidden />
                </IconButton>
              );
            })}
          </div>
        )}
      </div>
      {children}
      {shown && <Told shown={shown} turn={turn} agentId={agentId} mayRate={mayRate} mayMend={mayMend} writing={writing} saving={rate.isPending} onWrite={setWriting} onSave={(remark) => say({ good: false, remark }, () => setWriting(false))} onTakeBack={() => say(null, () => setWriting(false))} />}
    </>
  );
}

interface ToldProps extends Pick<TurnRatingProps, "turn" | "agentId" | "mayRate" | "mayMend"> {
  shown: Rating;
  writing: boolean;
  saving: boolean;
  onWrite: (on: boolean) => void;
  onSave: (remark: string) => void;
  onTakeBack: () => void;
}

/** What somebody says of it, the words for it while they are written, and what may be made of it. */
function Told({ shown, turn, agentId, mayRate, mayMend, writing, saving, onWrite, onSave, onTakeBack }: ToldProps) {
  const { t } = useTranslation("turns");
  if (writing && mayRate && !shown.good) return <Remark begun={shown.remark} saving={saving} onSave={onSave} onTakeBack={onTakeBack} onClose={() => onWrite(false)} />;
  return (
    <div className="mt-1 text-xs">
      <p className="break-words text-ink-2">
        {t(shown.good ? "said_good" : "said_bad", { name: shown.by.name || t("somebody") })}
        {shown.remark && <>: “{shown.remark}”</>}
      </p>
      {!shown.good && (
        <div className="mt-1 flex flex-wrap items-center gap-2">
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
            <Button size="sm" variant="ghost" onClick={() => onWrite(true)}>
              {t(shown.remark ? "change_remark" : "add_remark")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function Remark({ begun, saving, onSave, onTakeBack, onClose }: { begun: string; saving: boolean; onSave: (remark: string) => void; onTakeBack: () => void; onClose: () => void }) {
  const { t } = useTranslation("turns");
  const [text, setText] = useState(begun);
  return (
    <form
      className="mt-1 grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(text.trim());
      }}
    >
      <Field label={t("remark")} help={t("remark_help")} optional>
        <Textarea autoFocus rows={2} maxLength={1000} value={text} onChange={({ target }) => setText(target.value)} />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" variant="primary" type="submit" loading={saving}>
          {t("save")}
        </Button>
        <Button size="sm" variant="ghost" onClick={onClose}>
          {t("later")}
        </Button>
        <Button size="sm" variant="ghost" className="ml-auto" disabled={saving} onClick={onTakeBack}>
          {t("take_back")}
        </Button>
      </div>
    </form>
  );
}
