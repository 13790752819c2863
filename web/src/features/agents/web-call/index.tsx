import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowUp, Mic, MicOff, PhoneCall, PhoneOff, Volume2, VolumeX } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type * as schema from "@/api/generated/schema";
import { callQuery, CallTranscript, RunningClock } from "@/features/calls";
import { cn } from "@/lib/class-names";
import { Button, buttonClass, IconButton } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { Input } from "@/ui/input";
import { Spinner } from "@/ui/spinner";
import { LINES } from "./lines";
import { canListen, canSpeak } from "./speech";
import { type Said, type Shown, WebTalk } from "./web-talk";

interface Props {
  agentId: string;
  account: { id: string; label: string; platform: string };
  onClose: () => void;
}

/** A call with the agent from this page: opened when the button is pressed, like any other call from then on. */
export default function WebCallSheet({ agentId, account, onClose }: Props) {
  const { t } = useTranslation("webcall");
  const [talk] = useState(() => new WebTalk());
  useEffect(() => () => talk.leave(), [talk]);
  const shown = useSyncExternalStore(talk.subscribe, talk.read);
  const line = LINES[account.platform];
  const start = () =>
    line &&
    void talk.start({
      call: async () => {
        // The client comes while the call is opened: it has to be joined soon.
        const [opened] = await Promise.all([api.post<schema.WebCallOut>(`/agents/${agentId}/web-calls`, { account_id: account.id }), line()]);
        return { ...opened, id: opened.call.id };
      },
      line,
    });
  const talking = shown.phase === "talking";
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("title")}
      description={account.label}
      bodyClassName="flex flex-col p-0"
      actions={
        talking && (
          <span role="status" className="text-xs text-ink-2">
            {t("talking")} {shown.since && <RunningClock since={shown.since} />}
          </span>
        )
      }
      footer={<Footer shown={shown} onStart={start} onHangUp={() => talk.hangUp()} onClose={onClose} />}
    >
      {shown.phase === "idle" && <Before sandbox={account.platform === "sandbox"} />}
      {shown.phase === "opening" && (
        <p role="status" className="flex items-center justify-center gap-2 py-10 text-sm text-ink-2">
          <Spinner /> {t("opening")}
        </p>
      )}
      {shown.error !== undefined && (
        <div className="p-5">
          <ErrorState compact error={shown.error} onRetry={start} />
        </div>
      )}
      {(talking || (shown.phase === "over" && shown.error === undefined)) && (shown.tellsWords ? <Words said={shown.said} /> : shown.callId && <KeptWords callId={shown.callId} />)}
      {shown.phase === "over" && shown.ending && <After shown={shown} />}
      {talking && <Controls talk={talk} shown={shown} />}
    </Sheet>
  );
}

function Before({ sandbox }: { sandbox: boolean }) {
  const { t } = useTranslation("webcall");
  return (
    <div className="space-y-3 p-5 text-sm">
      <p>{t("before")}</p>
      {sandbox ? (
        <>
          <p className="text-ink-2">{t("before_sandbox")}</p>
          <p className="text-xs text-ink-2">{t(canListen() ? "before_listen" : "before_type")}</p>
        </>
      ) : (
        <p className="text-xs text-ink-2">{t("before_microphone")}</p>
      )}
    </div>
  );
}

function Words({ said }: { said: readonly Said[] }) {
  const { t } = useTranslation("webcall");
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    end.current?.scrollIntoView({ block: "end" });
  }, [said]);
  return (
    <div role="log" aria-label={t("log")} className="flex-1 space-y-3 px-5 py-4">
      {said.length === 0 && <p className="text-center text-sm text-ink-2">{t("waiting")}</p>}
      {said.map((one) => (
        <p key={one.key} className={cn("max-w-[85%] rounded-m px-3 py-2 text-sm break-words whitespace-pre-wrap", one.role === "agent" ? "bg-sunken" : "ml-auto w-fit bg-accent-soft")}>
          <span className="sr-only">{t(`role.${one.role}`)}: </span>
          {one.text}
        </p>
      ))}
      <div ref={end} />
    </div>
  );
}

/** Where the line itself tells no words: what the call's own record knows by now. */
function KeptWords({ callId }: { callId: string }) {
  const call = useQuery(callQuery(callId));
  return <div className="flex-1">{call.data && <CallTranscript call={call.data} playback={undefined} />}</div>;
}

function Controls({ talk, shown }: { talk: WebTalk; shown: Shown }) {
  const { t } = useTranslation("webcall");
  const [text, setText] = useState("");
  const send = (event: FormEvent) => {
    event.preventDefault();
    talk.say(text);
    setText("");
  };
  return (
    <div className="sticky bottom-0 space-y-2 border-t border-line bg-surface px-5 py-3">
      {shown.deaf && <Callout tone="warn">{t("deaf")}</Callout>}
      <form onSubmit={send} className={cn("flex items-center gap-2", !shown.takesText && "justify-center")}>
        {(shown.carriesSound || canListen()) && (
          <IconButton label={t(shown.listens ? "mute" : "listen")} aria-pressed={shown.listens} variant={shown.listens ? "primary" : "secondary"} onClick={() => talk.listen(!shown.listens)}>
            {shown.listens ? <Mic aria-hidden /> : <MicOff aria-hidden />}
          </IconButton>
        )}
        {!shown.carriesSound && canSpeak() && (
          <IconButton label={t(shown.speaks ? "quiet" : "aloud")} aria-pressed={shown.speaks} variant="secondary" onClick={() => talk.aloud(!shown.speaks)}>
            {shown.speaks ? <Volume2 aria-hidden /> : <VolumeX aria-hidden />}
          </IconButton>
        )}
        {shown.takesText && (
          <>
            <Input
              className="flex-1"
              aria-label={t("say")}
              placeholder={t("say")}
              value={text}
              maxLength={2000}
              onChange={(event) => {
                setText(event.target.value);
                talk.typing();
              }}
            />
            <IconButton type="submit" variant="primary" label={t("send")} disabled={!text.trim()}>
              <ArrowUp aria-hidden />
            </IconButton>
          </>
        )}
      </form>
    </div>
  );
}

function After({ shown }: { shown: Shown }) {
  const { t } = useTranslation("webcall");
  return (
    <div role="status" className="space-y-2 border-t border-line px-5 py-4 text-sm">
      <p>{shown.ending && t(`ending.${shown.ending}`)}</p>
      <p className="text-xs text-ink-2">{t("after")}</p>
    </div>
  );
}

function Footer({ shown, onStart, onHangUp, onClose }: { shown: Shown; onStart: () => void; onHangUp: () => void; onClose: () => void }) {
  const { t } = useTranslation("webcall");
  if (shown.phase === "talking" || shown.phase === "opening")
    return (
      <Button variant="danger-solid" onClick={onHangUp}>
        <PhoneOff aria-hidden />
        {t("hang_up")}
      </Button>
    );
  return (
    <>
      {shown.callId && shown.phase === "over" && (
        <Link to="/calls/$callId" params={{ callId: shown.callId }} className={buttonClass()}>
          {t("see_call")}
        </Link>
      )}
      {shown.phase === "idle" && <Button onClick={onClose}>{t("cancel")}</Button>}
      <Button variant="primary" onClick={onStart}>
        <PhoneCall aria-hidden />
        {t(shown.phase === "over" ? "again" : "start")}
      </Button>
    </>
  );
}
