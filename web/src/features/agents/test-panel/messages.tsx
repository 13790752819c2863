import { useNavigate } from "@tanstack/react-router";
import { BookOpen, RotateCw, Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/api/session";
import { TraceLines } from "@/features/trace";
import { TurnRating } from "@/features/turns";
import { cn } from "@/lib/class-names";
import { Button, IconButton } from "@/ui/button";
import { RichText } from "@/ui/rich-text";
import type { Message } from "./chat-api";
import type { Said, TalkSnapshot } from "./talk";

const bubble = "max-w-[85%] rounded-l px-3 py-2 text-sm";

/** The talk so far, with what the engine did under each message. */
export function Messages({ agentId, talk, onRewind, onAgain }: { agentId: string; talk: TalkSnapshot; onRewind: (sequence: number) => void; onAgain: (key: string) => void }) {
  const { t } = useTranslation("agents");
  const navigate = useNavigate();
  const mayRate = useMay("conversation:annotate");
  const mayMend = useMay("agent:update") && mayRate;
  const openNode = (node: string, flow: string | undefined) => void navigate({ from: "/agents/$agentId", to: "/agents/$agentId/build", search: { node, flow } });
  return (
    <div role="log" aria-label={t("test.talk")} aria-busy={talk.typing || talk.writing !== ""} className="space-y-2.5">
      {talk.messages.map((message) => (
        <div key={message.id} className="space-y-1">
          {message.role === "agent" && talk.conversation ? (
            <TurnRating
              upright
              turn={{ conversation: talk.conversation.id, message: message.id }}
              agentId={agentId}
              rating={null}
              mayRate={mayRate}
              mayMend={mayMend}
              head={<Bubble message={message} onRewind={onRewind} />}
            />
          ) : (
            <Bubble message={message} onRewind={onRewind} />
          )}
          {talk.traces.has(message.sequence) && <TraceLines entries={talk.traces.get(message.sequence) ?? []} onNode={openNode} className="px-1" />}
        </div>
      ))}
      {talk.outgoing.map((said) => (
        <Outgoing key={said.key} said={said} onAgain={onAgain} />
      ))}
      {talk.writing ? (
        <div className={cn(bubble, "bg-sunken")}>
          <RichText text={talk.writing} />
        </div>
      ) : (
        (talk.typing || talk.outgoing.some((said) => !said.failed)) && (
          <div className={cn(bubble, "flex w-fit gap-1 bg-sunken py-3")}>
            <span className="sr-only">{t("test.typing")}</span>
            {[0, 1, 2].map((dot) => (
              <span key={dot} aria-hidden className="size-1.5 animate-pulse rounded-full bg-ink-3" />
            ))}
          </div>
        )
      )}
    </div>
  );
}

function Bubble({ message, onRewind }: { message: Message; onRewind: (sequence: number) => void }) {
  const { t } = useTranslation("agents");
  if (message.role === "system") return <p className="text-center text-xs text-ink-3">{message.text}</p>;
  const own = message.role === "visitor";
  return (
    <div className={cn("group flex items-center gap-1", own && "justify-end")}>
      {own && (
        <IconButton size="icon-sm" label={t("test.rewind")} className="opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100" onClick={() => onRewind(message.sequence)}>
          <Undo2 aria-hidden />
        </IconButton>
      )}
      <div className={cn(bubble, own ? "bg-accent text-accent-ink" : "bg-sunken")}>
        <span className="sr-only">{own ? t("test.you") : (message.author?.name ?? t("agent"))}: </span>
        <RichText text={message.text || message.attachments?.map((file) => file.name).join(", ") || ""} />
        {message.citations && message.citations.length > 0 && (
          <ul className="mt-1.5 space-y-0.5 border-t border-line pt-1.5 text-xs text-ink-2">
            {message.citations.map((citation, index) => (
              <li key={index} className="flex gap-1.5">
                <BookOpen aria-hidden className="mt-0.5 size-3 shrink-0" />
                {[citation.title, citation.place].filter(Boolean).join(", ")}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function Outgoing({ said, onAgain }: { said: Said; onAgain: (key: string) => void }) {
  const { t } = useTranslation("agents");
  return (
    <div className="flex flex-col items-end gap-1">
      <div dir="auto" className={cn(bubble, "bg-accent text-accent-ink", !said.failed && "opacity-70")}>{said.text}</div>
      {said.failed && (
        <Button size="sm" variant="ghost" className="text-bad" onClick={() => onAgain(said.key)}>
          <RotateCw aria-hidden />
          {t("test.not_sent")}
        </Button>
      )}
    </div>
  );
}
