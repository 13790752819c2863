import { Hand, SendHorizontal, Undo2 } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { Button, IconButton } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { Textarea } from "@/ui/input";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { type Conversation, type LiveStep, useLiveStep, useWrite } from "./api";

/** Taking a running conversation over from the agent, writing in it, and giving it back. */
export function Hold({ one }: { one: Conversation }) {
  const { t } = useTranslation("conversations");
  const { user } = useSession();
  const showError = useToastError();
  const step = useLiveStep(one.id);
  const [ending, setEnding] = useState(false);
  const mine = one.held_by?.id === user.id;
  const other = one.held_by !== null && !mine;
  const take = (which: LiveStep) => step.mutate(which, { onSuccess: () => toast(t(`hold.done.${which}`)), onError: showError });
  const busy = (which: LiveStep) => step.isPending && step.variables === which;
  return (
    <div className="shrink-0 space-y-2 border-t border-line px-5 py-3">
      {mine && <Composer one={one} />}
      <div className="flex flex-wrap items-center gap-2">
        <p className="min-w-40 flex-1 text-xs text-ink-2" aria-live="polite">
          {mine ? t("hold.silent") : other ? t("hold.other", { name: one.held_by?.name ?? "" }) : one.status === "handed_off" ? t("hold.waiting") : t("hold.answering")}
        </p>
        <Button variant="danger" onClick={() => setEnding(true)}>
          {t("hold.end")}
        </Button>
        {mine && (
          <Button loading={busy("hand-back")} onClick={() => take("hand-back")}>
            <Undo2 aria-hidden />
            {t("hold.hand_back")}
          </Button>
        )}
        {!mine && !other && (
          <Button variant="primary" loading={busy("take-over")} onClick={() => take("take-over")}>
            <Hand aria-hidden />
            {t("hold.take_over")}
          </Button>
        )}
      </div>
      <ConfirmDialog
        open={ending}
        onOpenChange={setEnding}
        title={t("hold.end_title")}
        action={t("hold.end")}
        destructive
        onConfirm={async () => {
          try {
            await step.mutateAsync("end");
            toast(t("hold.done.end"));
          } catch (error) {
            showError(error);
            throw error;
          }
        }}
      >
        {t("hold.end_detail")}
      </ConfirmDialog>
    </div>
  );
}

function Composer({ one }: { one: Conversation }) {
  const { t } = useTranslation("conversations");
  const showError = useToastError();
  const write = useWrite(one.id);
  const [text, setText] = useState("");
  // Kept until the words arrived, so that trying again does not say them twice.
  const attempt = useRef({ text: "", client_id: "" });
  const send = () => {
    const said = text.trim();
    if (!said || write.isPending) return;
    if (attempt.current.text !== said) attempt.current = { text: said, client_id: crypto.randomUUID() };
    write.mutate(attempt.current, {
      onSuccess: () => {
        attempt.current = { text: "", client_id: "" };
        setText("");
      },
      onError: showError,
    });
  };
  return (
    <form
      className="flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Textarea
        autoFocus
        rows={1}
        maxLength={8000}
        className="max-h-40 min-h-8 resize-none"
        aria-label={t("hold.write")}
        placeholder={t("hold.placeholder")}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      <IconButton type="submit" variant="primary" label={t("hold.send")} disabled={!text.trim()} loading={write.isPending}>
        <SendHorizontal aria-hidden />
      </IconButton>
    </form>
  );
}
