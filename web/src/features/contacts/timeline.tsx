import { useInfiniteQuery } from "@tanstack/react-query";
import { CircleDot, Flag, GitMerge, Phone, PhoneOff, StickyNote, Trash2, UserPlus } from "lucide-react";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button, IconButton } from "@/ui/button";
import { ErrorState } from "@/ui/error-state";
import { Textarea } from "@/ui/input";
import { SkeletonText } from "@/ui/skeleton";
import { TimeAgo } from "@/ui/time-ago";
import { useToastError } from "@/ui/use-toast-error";
import { type Contact, type Happening, type StageId, timelineQuery, useAddNote, useDeleteNote } from "./api";
import { useStages } from "./stages";

const ICONS = { "lead.created": UserPlus, "lead.stage_changed": Flag, "lead.called": Phone, "lead.opted_out": PhoneOff, "lead.merged": GitMerge, note: StickyNote } as const;

/** What happened with a contact, the last first, and what people noted. */
export function Timeline({ one }: { one: Contact }) {
  const { t } = useTranslation("contacts");
  const found = useInfiniteQuery(timelineQuery(one.id));
  const lines = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="space-y-4 px-5 py-4">
      {one.can.includes("contact:update") && <NewNote id={one.id} />}
      {found.isPending && <SkeletonText lines={5} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} compact />}
      <ol className="space-y-3" aria-label={t("timeline.title")}>
        {lines.map((line) => (
          <Line key={line.id} contact={one.id} line={line} />
        ))}
      </ol>
      {found.hasNextPage && (
        <Button size="sm" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t("timeline.more")}
        </Button>
      )}
    </div>
  );
}

function Line({ contact, line }: { contact: string; line: Happening }) {
  const { t } = useTranslation("contacts");
  const showError = useToastError();
  const remove = useDeleteNote(contact);
  const say = useWords();
  const Icon = ICONS[line.kind as keyof typeof ICONS] ?? CircleDot;
  return (
    <li className="flex items-start gap-3">
      <span className="mt-0.5 grid size-6 shrink-0 place-items-center rounded-full border border-line bg-sunken text-ink-2">
        <Icon aria-hidden className="size-3.5" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="text-sm break-words whitespace-pre-wrap">{say(line)}</p>
        <p className="text-xs text-ink-3">
          {line.by && `${line.by} · `}
          <TimeAgo value={line.at} />
        </p>
      </div>
      {line.can_delete && (
        <IconButton size="icon-sm" label={t("notes.delete")} loading={remove.isPending} onClick={() => remove.mutate(line.id, { onError: showError })}>
          <Trash2 aria-hidden />
        </IconButton>
      )}
    </li>
  );
}

/** What a fact says to a person. */
function useWords(): (line: Happening) => ReactNode {
  const { t, i18n } = useTranslation("contacts");
  const { nameOf } = useStages();
  const field = (name: string) => (i18n.exists(`contacts:fields.${name}`) ? t(`fields.${name}`) : name);
  return ({ kind, text, data }) => {
    switch (kind) {
      case "note":
        return text;
      case "lead.created":
        return t(data.import_id ? "timeline.imported" : "timeline.created");
      case "lead.stage_changed":
        return t("timeline.stage", { before: nameOf(data.before as StageId), after: nameOf(data.after as StageId) });
      case "lead.opted_out":
        return data.channel ? t("timeline.withdrawn", { purpose: t(`consents.purpose.${data.purpose as "marketing"}`), channel: t(`consents.channel.${data.channel as "call"}`) }) : t("timeline.opted_out");
      case "lead.called":
        return <Called {...(data as unknown as CallData)} />;
      case "lead.merged":
        return t("timeline.merged");
      case "lead.updated":
        return t(data.import_id ? "timeline.changed_by_import" : "timeline.updated", { fields: ((data.fields as string[] | undefined) ?? []).map(field).join(", ") });
      default:
        return kind;
    }
  };
}

interface CallData {
  call_id: string;
  direction: "outbound" | "inbound" | "web";
  call_kind?: "" | "prospecting" | "qualification" | "follow_up" | "closing";
  status: string;
  outcome: "" | "answered" | "no_answer" | "busy" | "voicemail" | "interested" | "not_interested" | "callback_requested" | "booked" | "opted_out" | "invalid_number";
  duration_seconds?: number | null;
}

/** A call that is over: who called, what for, what came of it, how long it took. */
function Called({ call_id, direction, call_kind, status, outcome, duration_seconds }: CallData) {
  const { t } = useTranslation("contacts");
  const formats = useFormats();
  const ended = status === "failed" || status === "cancelled" ? t(`timeline.call.status.${status}`) : "";
  const facts = [call_kind && t(`timeline.call.kind.${call_kind}`), outcome ? t(`timeline.call.outcome.${outcome}`) : ended, duration_seconds ? formats.duration(Math.round(duration_seconds)) : ""].filter(Boolean);
  return (
    <>
      <Link to="/calls/$callId" params={{ callId: call_id }} search={{}} className="font-medium underline underline-offset-2">
        {t(`timeline.call.direction.${direction}`)}
      </Link>
      {facts.length > 0 && `: ${facts.join(" · ")}`}
    </>
  );
}

function NewNote({ id }: { id: string }) {
  const { t } = useTranslation("contacts");
  const showError = useToastError();
  const add = useAddNote(id);
  const [text, setText] = useState("");
  return (
    <form
      className="space-y-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) add.mutate(text.trim(), { onSuccess: () => setText(""), onError: showError });
      }}
    >
      <Textarea rows={2} className="min-h-14" maxLength={4000} aria-label={t("notes.write")} placeholder={t("notes.placeholder")} value={text} onChange={(event) => setText(event.target.value)} />
      <Button type="submit" size="sm" disabled={!text.trim()} loading={add.isPending}>
        {t("notes.add")}
      </Button>
    </form>
  );
}
