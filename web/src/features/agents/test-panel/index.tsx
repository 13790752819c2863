import { useQuery } from "@tanstack/react-query";
import { FlaskConical, MessageSquareText, RotateCcw } from "lucide-react";
import { lazy, Suspense, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { loadTexts } from "@/app/i18n";
import { useOutcomeName } from "@/features/trace";
import { useFormats } from "@/lib/locale";
import { Button, IconButton } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState, useErrorText } from "@/ui/error-state";
import { Select } from "@/ui/select";
import { SkeletonText } from "@/ui/skeleton";
import { useToastError } from "@/ui/use-toast-error";
import { createTestTicket, hasModelQuery, type Agent, useMayInAgent } from "../api";
import { mainLanguage, readBlueprint } from "../blueprint";
import { useDraft } from "../draft-context";
import { useTellRunPath } from "../run-path";
import { useBegin } from "../scenarios/api";
import { AnswerBox } from "./answer-box";
import { Messages } from "./messages";
import { Talk } from "./talk";
import { useSpokenTest, VoiceButton, VoiceLine } from "./voice-line";

const ScenarioSheet = lazy(async () => {
  const [module] = await Promise.all([import("../scenarios/scenario-sheet"), loadTexts("scenarios")]);
  return { default: module.ScenarioSheet };
});

/** A conversation with the draft as it is, beside the work on it. */
export default function TestPanel({ agent }: { agent: Agent }) {
  const { t } = useTranslation("agents");
  const formats = useFormats();
  const outcomeName = useOutcomeName();
  const draft = useDraft();
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
  });
  const blueprint = useMemo(() => readBlueprint(draft.blueprint), [draft.blueprint]);
  const [language, setLanguage] = useState<string>();
  const spoken = language && blueprint.languages.includes(language) ? language : mainLanguage(blueprint);
  const agentId = agent.id;
  const talk = useMemo(
    () =>
      new Talk({
        ticket: async () => {
          // What was typed a moment ago is tried too.
          await latest.current.flush();
          const { ticket } = await createTestTicket(agentId);
          return { ticket, revision: latest.current.server.revision };
        },
      }),
    [agentId],
  );
  useEffect(() => () => talk.stop(), [talk]);
  const shown = useSyncExternalStore(talk.subscribe, talk.read);
  useTellRunPath(shown.traces);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    end.current?.scrollIntoView({ block: "end" });
  }, [shown.messages.length, shown.outgoing.length, shown.writing, shown.traces]);

  const mayTest = useMayInAgent(agent, "agent:update");
  const keep = useBegin();
  const showError = useToastError();
  const last = shown.messages.at(-1);
  const waiting = last && last.role !== "visitor" && shown.outgoing.length === 0 ? last : undefined;
  const changed = shown.phase === "open" && draft.server.revision > shown.revision;
  const talked = shown.conversation?.id;
  const ended = shown.conversation?.status === "ended";
  const voice = useSpokenTest({
    messages: shown.messages,
    // The agent may have followed the caller into another language.
    language: shown.conversation?.language ?? spoken,
    open: shown.phase === "open" && !ended,
    onSay: (text) => void talk.say({ text }, text),
    onOpen: () => {
      const underWay = shown.phase === "open" && !ended && shown.messages.some((message) => message.role === "visitor");
      if (!underWay) void talk.start(spoken, true);
      return !underWay;
    },
  });
  const start = (code = spoken) => void talk.start(code, voice.on);
  return (
    <>
      <div className="flex min-h-12 items-center gap-2 border-b border-line px-4">
        <h2 className="mr-auto font-semibold max-xl:sr-only">{t("test.title")}</h2>
        {blueprint.languages.length > 1 && (
          <Select
            className="h-7 w-28 text-xs"
            label={t("test.language")}
            value={spoken}
            onValueChange={(code) => {
              setLanguage(code);
              if (shown.phase !== "idle") start(code);
            }}
            options={blueprint.languages.map((code) => ({ value: code, label: formats.languageName(code) }))}
          />
        )}
        {mayTest && <VoiceButton test={voice} />}
        {mayTest && talked && shown.messages.some((message) => message.role === "visitor") && (
          <IconButton size="icon-sm" label={t("test.keep")} disabled={keep.isPending} onClick={() => keep.mutate(talked, { onError: showError })}>
            <FlaskConical aria-hidden />
          </IconButton>
        )}
        <IconButton size="icon-sm" label={t("test.restart")} disabled={!mayTest || shown.phase === "starting"} onClick={() => start()}>
          <RotateCcw aria-hidden />
        </IconButton>
      </div>
      <VoiceLine test={voice} />
      <div className="min-h-0 flex-1 space-y-3 overflow-y-auto px-4 py-4">
        <Notices changed={changed} onRestart={() => start()} connected={shown.connected} />
        {shown.phase === "idle" && (
          <EmptyState
            compact
            icon={<MessageSquareText aria-hidden />}
            title={t("test.empty")}
            description={t("test.empty_detail", { name: agent.name })}
            action={
              mayTest && (
                <Button variant="primary" onClick={() => start()}>
                  {t("test.start")}
                </Button>
              )
            }
          />
        )}
        {shown.phase === "starting" && <SkeletonText lines={3} />}
        {shown.phase === "failed" && <ErrorState compact error={shown.error} onRetry={() => start()} />}
        {shown.phase === "open" && <Messages agentId={agentId} talk={shown} onRewind={(sequence) => void talk.rewind(sequence)} onAgain={(key) => void talk.sayAgain(key)} />}
        {shown.phase === "open" && shown.error !== undefined && <TalkError error={shown.error} />}
        {ended && (
          <div className="space-y-2 text-center text-xs text-ink-3">
            <p>{shown.conversation?.outcome ? t("test.ended_with", { outcome: outcomeName(shown.conversation.outcome).toLocaleLowerCase() }) : t("test.ended")}</p>
            <Button size="sm" onClick={() => start()}>
              {t("test.restart")}
            </Button>
          </div>
        )}
        {shown.conversation?.status === "handed_off" && <p className="text-center text-xs text-ink-3">{t("test.handed_off")}</p>}
        <div ref={end} />
      </div>
      {shown.phase === "open" && !ended && <AnswerBox choices={waiting?.choices ?? []} input={waiting?.input ?? null} disabled={false} onSay={(answer, text) => void talk.say(answer, text)} onUpload={(file) => void talk.upload(file)} />}
      {keep.data && (
        <Suspense>
          <ScenarioSheet agentId={agentId} scenario={undefined} begun={keep.data} mayEdit onClose={keep.reset} />
        </Suspense>
      )}
    </>
  );
}

function Notices({ changed, onRestart, connected }: { changed: boolean; onRestart: () => void; connected: boolean }) {
  const { t } = useTranslation("agents");
  const hasModel = useQuery(hasModelQuery).data;
  return (
    <>
      {changed && (
        <Callout
          tone="info"
          live
          className="sticky top-0 z-10"
          action={
            <Button size="sm" onClick={onRestart}>
              {t("test.restart")}
            </Button>
          }
        >
          {t("test.changed")}
        </Callout>
      )}
      {!connected && <Callout tone="warn">{t("test.lost")}</Callout>}
      {hasModel === false && (
        <Callout tone="neutral" title={t("test.no_model")}>
          <span className="text-xs">{t("test.no_model_detail")}</span>
        </Callout>
      )}
    </>
  );
}

function TalkError({ error }: { error: unknown }) {
  const textOf = useErrorText();
  const { title, detail } = textOf(error);
  return (
    <Callout tone="bad" live title={title}>
      {detail}
    </Callout>
  );
}
