import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Content, FindingList, type OwnPlace, ownPreviewQuery, Sent, Size, useCodeEditor } from "@/features/prompt-text";
import { useDebounced } from "@/lib/use-debounced";
import { useMedia } from "@/lib/use-media";
import { Segmented } from "@/ui/choice-cards";
import { FullWindow } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import { SkeletonText } from "@/ui/skeleton";
import type { AgentTextProps } from "./agent-text";
import { useAgentText } from "./use-agent-text";

type Side = "text" | "problems" | "sent";

interface TextWindowProps extends Omit<AgentTextProps, "rows"> {
  /** What is shown beside the text at first. */
  begin: "text" | "sent";
  unit: string;
  actions: ReactNode;
  onClose: () => void;
}

/** A text over the whole window, with what is found in it and what is sent beside it. */
export function TextWindow({ label, value, onChange, readOnly, maxLength, placeholder, part, handle, begin, unit, actions, onClose }: TextWindowProps) {
  const { t } = useTranslation("agents");
  const Editor = useCodeEditor();
  const wide = useMedia("(min-width: 64rem)");
  const { words, marks, look, whole, place } = useAgentText(value, part, true);
  const [goTo, setGoTo] = useState<{ at: number }>();
  const [chosen, setSide] = useState<Side>(begin);
  const side = wide && chosen === "text" ? (place ? "sent" : "problems") : chosen;
  const findings = look?.findings ?? [];
  const sides: Side[] = [...(wide ? [] : ["text" as const]), ...(place ? ["sent" as const] : []), "problems"];
  return (
    <FullWindow open onOpenChange={(open) => !open && onClose()} title={label} actions={actions}>
      <div className="flex min-h-0 flex-1 flex-col gap-3 p-4 lg:flex-row lg:gap-5">
        {!wide && <Sides sides={sides} value={side} count={findings.length} onChange={setSide} />}
        {(wide || side === "text") && (
          <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-2">
            <div className="min-h-0 flex-1">{Editor ? <Editor key={unit} size="window" label={label} hint={placeholder} value={value} onChange={onChange} readOnly={readOnly} maxLength={maxLength} marks={marks} words={words} goTo={goTo} handle={handle} /> : <SkeletonText lines={10} />}</div>
            {look && <Size look={look} characters={value.length} />}
          </div>
        )}
        {(wide || side !== "text") && (
          <section aria-label={t(`text.sides.${side}`)} className="min-h-0 min-w-0 space-y-4 overflow-y-auto max-lg:flex-1 lg:w-[26rem]">
            {wide && sides.length > 1 && <Sides sides={sides} value={side} count={findings.length} onChange={setSide} />}
            {side === "problems" &&
              (findings.length > 0 ? (
                <FindingList
                  findings={findings}
                  onGo={(at) => {
                    setSide(wide ? side : "text");
                    setGoTo({ at });
                  }}
                />
              ) : (
                <p className="text-sm text-ink-2">{t("text.no_problems")}</p>
              ))}
            {side === "sent" && place && <AsSent content={whole} place={place} />}
          </section>
        )}
      </div>
    </FullWindow>
  );
}

function Sides({ sides, value, count, onChange }: { sides: Side[]; value: Side; count: number; onChange: (side: Side) => void }) {
  const { t } = useTranslation("agents");
  return <Segmented className="flex w-full [&>*]:flex-1 [&>*]:justify-center" label={t("text.beside")} value={value} onValueChange={onChange} choices={sides.map((one) => ({ value: one, label: one === "problems" && count > 0 ? t("text.sides.problems_count", { count }) : t(`text.sides.${one}`) }))} />;
}

/** What a model is told with this text in its place, as somebody says something. */
function AsSent({ content, place }: { content: Content; place: OwnPlace }) {
  const { t } = useTranslation("prompts");
  const [channel, setChannel] = useState<"chat" | "voice">("chat");
  const [message, setMessage] = useState<string>();
  const said = message ?? t("preview.message_example");
  const situation = useDebounced({ channel, message: said.trim() || "?" }, 400);
  const found = useQuery(ownPreviewQuery(content, place, situation));
  return (
    <div className="space-y-4">
      <p className="text-xs text-ink-2">{t("preview.own_detail")}</p>
      <div className="grid gap-3 sm:grid-cols-[9rem_1fr]">
        <Field label={t("preview.channel")}>
          <Select label={t("preview.channel")} value={channel} onValueChange={setChannel} options={(["chat", "voice"] as const).map((value) => ({ value, label: t(`preview.channels.${value}`) }))} />
        </Field>
        <Field label={t("preview.message")}>
          <Input value={said} maxLength={2_000} autoComplete="off" onChange={(event) => setMessage(event.target.value)} />
        </Field>
      </div>
      {found.isPending && <SkeletonText lines={8} />}
      {found.isError && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && <Sent preview={found.data} />}
    </div>
  );
}
