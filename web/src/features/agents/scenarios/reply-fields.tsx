import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/ui/button";
import { Checkbox } from "@/ui/checkbox";
import { Field } from "@/ui/field";
import { Input, Textarea } from "@/ui/input";
import { Select } from "@/ui/select";
import type { AskingStep } from "./asking-steps";
import { MOST_LINES, noReply, type ReplyLine, wishLine } from "./form";
import { ValuePairs } from "./pair-fields";

interface ReplyFieldsProps {
  replies: readonly ReplyLine[];
  steps: readonly AskingStep[];
  disabled: boolean;
  /** Whether the connected model is asked once they are used up. */
  thenAsk: boolean;
  onChange: (replies: ReplyLine[]) => void;
  onThenAsk: (on: boolean) => void;
}

/** What the model answers, question by question: then none is asked and nothing is spent. */
export function ReplyFields({ replies, steps, disabled, thenAsk, onChange, onThenAsk }: ReplyFieldsProps) {
  const { t } = useTranslation("scenarios");
  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className="mb-1 text-xs font-medium text-ink-2">{t("sheet.replies")}</legend>
      <p className="text-xs text-ink-3">{t("sheet.replies_help")}</p>
      {replies.map((reply, index) => (
        <ReplyCard
          key={reply.key}
          at={index + 1}
          reply={reply}
          steps={steps}
          disabled={disabled}
          onChange={(next) => onChange(replies.map((each) => (each.key === reply.key ? next : each)))}
          onRemove={() => onChange(replies.filter((each) => each.key !== reply.key))}
        />
      ))}
      {!disabled && (
        <div className="flex flex-wrap gap-2">
          {replies.length < MOST_LINES && (
            <Button size="sm" onClick={() => onChange([...replies, noReply()])}>
              <Plus aria-hidden />
              {t("sheet.add_reply")}
            </Button>
          )}
          {replies.length > 1 && (
            <Button size="sm" variant="ghost" onClick={() => onChange([])}>
              {t("sheet.clear_replies")}
            </Button>
          )}
        </div>
      )}
      {replies.length > 0 && <Checkbox label={t("sheet.then_ask")} description={t("sheet.then_ask_help")} disabled={disabled} checked={thenAsk} onCheckedChange={(on) => onThenAsk(on === true)} />}
    </fieldset>
  );
}

/** The ways out of the step that asks; where any may, those of all that answer. */
function waysOf(node: string, steps: readonly AskingStep[]): AskingStep["ways"] {
  const asking = steps.filter((step) => (node ? step.id === node : !step.chooses));
  return [...new Map(asking.flatMap(({ ways }) => ways).map((way) => [way.value, way])).values()];
}

interface ReplyCardProps extends Pick<ReplyFieldsProps, "steps" | "disabled"> {
  at: number;
  reply: ReplyLine;
  onChange: (reply: ReplyLine) => void;
  onRemove: () => void;
}

function ReplyCard({ at, reply, steps, disabled, onChange, onRemove }: ReplyCardProps) {
  const { t } = useTranslation("scenarios");
  const put = (part: Partial<ReplyLine>) => onChange({ ...reply, ...part });
  const step = steps.find(({ id }) => id === reply.node);
  // A step that the draft no longer has is told by its id.
  const known = step || !reply.node ? steps : [...steps, { id: reply.node, name: reply.node }];
  const ways = waysOf(reply.node, steps);
  return (
    <div role="group" aria-label={t("sheet.reply", { at })} className="grid gap-2 rounded-m border border-line p-2.5">
      <div className="flex flex-wrap items-start gap-2 sm:flex-nowrap">
        <Select
          className="w-56 max-w-full min-w-0"
          label={t("sheet.reply_step")}
          disabled={disabled}
          value={reply.node}
          onValueChange={(node) => put({ node })}
          options={[{ value: "", label: t("sheet.reply_any") }, ...known.map(({ id, name }) => ({ value: id, label: name }))]}
        />
        <Select
          className="w-32 shrink-0"
          label={t("sheet.mock_how")}
          disabled={disabled}
          value={reply.ok ? "answers" : "fails"}
          onValueChange={(how) => put({ ok: how === "answers" })}
          options={(["answers", "fails"] as const).map((value) => ({ value, label: t(`sheet.mock.${value}`) }))}
        />
        {!disabled && (
          <IconButton className="ml-auto" label={t("sheet.reply_remove", { at })} onClick={onRemove}>
            <Trash2 aria-hidden />
          </IconButton>
        )}
      </div>
      {reply.ok && step?.chooses && (
        <Select label={t("sheet.reply_branch")} placeholder={t("sheet.reply_branch")} disabled={disabled} value={reply.says} onValueChange={(says) => put({ says })} options={ways.some(({ value }) => value === reply.says) || !reply.says ? ways : [...ways, { value: reply.says, label: reply.says }]} />
      )}
      {reply.ok && !step?.chooses && (
        <>
          <Textarea rows={2} aria-label={t("sheet.reply_says")} placeholder={t("sheet.reply_says")} maxLength={8000} disabled={disabled} value={reply.says} onChange={({ target }) => put({ says: target.value })} />
          <Deeds reply={reply} ways={ways} disabled={disabled} onChange={put} />
        </>
      )}
    </div>
  );
}

/** What the model does beside speaking: tools that it wants, variables that it keeps, the way out that it takes. */
function Deeds({ reply, ways, disabled, onChange }: { reply: ReplyLine; ways: AskingStep["ways"]; disabled: boolean; onChange: (part: Partial<ReplyLine>) => void }) {
  const { t } = useTranslation("scenarios");
  const { calls, keeps, leaves } = reply;
  // Open where something is set; afterwards it is whoever fills it in who opens and closes it.
  const [used] = useState(calls.length > 0 || leaves !== "" || Object.keys(keeps).length > 0);
  return (
    <details open={used || undefined}>
      <summary className="w-fit cursor-pointer text-xs font-medium text-ink-2">{t("sheet.reply_deeds")}</summary>
      <div className="mt-2 grid gap-3">
        {calls.map((call) => (
          <div key={call.key} className="grid gap-2 border-l-2 border-line pl-3">
            <div className="flex items-end gap-2">
              <Field label={t("sheet.reply_tool")} className="min-w-0 flex-1">
                <Input maxLength={120} disabled={disabled} value={call.tool} onChange={({ target }) => onChange({ calls: calls.map((each) => (each.key === call.key ? { ...each, tool: target.value } : each)) })} />
              </Field>
              {!disabled && (
                <IconButton label={t("sheet.remove")} onClick={() => onChange({ calls: calls.filter(({ key }) => key !== call.key) })}>
                  <Trash2 aria-hidden />
                </IconButton>
              )}
            </div>
            <ValuePairs
              label={t("sheet.arguments")}
              add={t("sheet.add_argument")}
              begun={call.arguments}
              disabled={disabled}
              onChange={(told) => onChange({ calls: calls.map((each) => (each.key === call.key ? { ...each, arguments: told } : each)) })}
            />
          </div>
        ))}
        {!disabled && calls.length < 8 && (
          <Button size="sm" className="justify-self-start" onClick={() => onChange({ calls: [...calls, wishLine()] })}>
            <Plus aria-hidden />
            {t("sheet.reply_add_call")}
          </Button>
        )}
        <div className="grid gap-2">
          {Object.keys(keeps).length > 0 && <p className="text-xs font-medium text-ink-2">{t("sheet.reply_keeps")}</p>}
          <ValuePairs label={t("sheet.reply_keeps")} add={t("sheet.reply_add_keep")} begun={keeps} disabled={disabled} onChange={(told) => onChange({ keeps: told })} />
        </div>
        {(ways.length > 0 || leaves !== "") && (
          <Field label={t("sheet.reply_leaves")}>
            <Select
              label={t("sheet.reply_leaves")}
              disabled={disabled}
              value={leaves}
              onValueChange={(way) => onChange({ leaves: way })}
              options={[{ value: "", label: t("sheet.reply_stays") }, ...(ways.some(({ value }) => value === leaves) || !leaves ? ways : [...ways, { value: leaves, label: leaves }])]}
            />
          </Field>
        )}
      </div>
    </details>
  );
}
