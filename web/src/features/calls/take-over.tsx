import { Headphones, Mic, MicOff, PhoneOff } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type * as schema from "@/api/generated/schema";
import type { Heard } from "@/lib/line/retell-listening";
import { Button, IconButton } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { useToastError } from "@/ui/use-toast-error";
import type { Call } from "./api";

type Part = "none" | "opening" | "hears" | "speaks" | "left";

/** Hears a call from this page, and goes on with it in the agent's place. Leaving ends what one took over. */
export default function TakeOver({ call }: { call: Call }) {
  const { t } = useTranslation("calls");
  const showError = useToastError();
  const line = useRef<Heard>(undefined);
  const participant = useRef("");
  const left = useRef(false);
  const [part, setPart] = useState<Part>("none");
  const [asking, setAsking] = useState(false);
  const [muted, setMuted] = useState(false);
  useEffect(() => {
    left.current = false;
    return () => {
      left.current = true;
      line.current?.leave();
    };
  }, []);
  const leave = () => {
    line.current?.leave();
    line.current = undefined;
    setPart(part === "speaks" ? "left" : "none");
  };
  const listen = async () => {
    setPart("opening");
    try {
      const [{ listenAtRetell }, told] = await Promise.all([import("@/lib/line/retell-listening"), api.post<schema.ListeningOut>(`/calls/${call.id}/listen`)]);
      if (left.current) return;
      const heard = await listenAtRetell(told, () => setPart("left"));
      if (left.current) return heard.leave();
      line.current = heard;
      participant.current = told.participant;
      setPart("hears");
    } catch (error) {
      setPart("none");
      showError(error);
    }
  };
  const speak = async () => {
    try {
      await line.current?.takeOver(() => api.post<Call>(`/calls/${call.id}/take-over`, { participant: participant.current }));
      setPart("speaks");
    } catch (error) {
      showError(error);
      throw error;
    }
  };
  const mute = (on: boolean) => {
    line.current?.mute(on);
    setMuted(on);
  };
  if (part === "none" && !call.takes_over) return null;
  return (
    <section aria-label={t("take_over.title")} className="flex shrink-0 flex-wrap items-center gap-3 border-t border-line px-5 py-3">
      <p role="status" className="min-w-40 flex-1 text-xs text-ink-2">
        {t(`take_over.${part}`)}
      </p>
      {(part === "none" || part === "opening") && (
        <Button loading={part === "opening"} onClick={() => void listen()}>
          <Headphones aria-hidden />
          {t("take_over.listen")}
        </Button>
      )}
      {part === "hears" && (
        <>
          <Button onClick={leave}>{t("take_over.stop")}</Button>
          <Button variant="primary" disabled={!call.takes_over} onClick={() => setAsking(true)}>
            <Mic aria-hidden />
            {t("take_over.speak")}
          </Button>
        </>
      )}
      {part === "speaks" && (
        <>
          <IconButton label={t(muted ? "take_over.unmute" : "take_over.mute")} aria-pressed={muted} variant="secondary" onClick={() => mute(!muted)}>
            {muted ? <MicOff aria-hidden /> : <Mic aria-hidden />}
          </IconButton>
          <Button variant="danger" onClick={leave}>
            <PhoneOff aria-hidden />
            {t("take_over.leave")}
          </Button>
        </>
      )}
      {part === "speaks" && (
        <Callout tone="warn" className="basis-full">
          {t("take_over.stay")}
        </Callout>
      )}
      <ConfirmDialog open={asking} onOpenChange={setAsking} title={t("take_over.ask")} action={t("take_over.speak")} onConfirm={speak}>
        {t("take_over.ask_detail")}
      </ConfirmDialog>
    </section>
  );
}
