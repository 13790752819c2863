import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, PhoneForwarded } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Suspense, use } from "react";
import { loadTexts } from "@/app/i18n";
import { CallBody, CallLine, callQuery, CallState, focusHere, isRunning, StartCall } from "@/features/calls";
import { Button } from "@/ui/button";
import { ErrorState } from "@/ui/error-state";
import { SkeletonText } from "@/ui/skeleton";
import type { Contact } from "./api";

const texts = loadTexts("calls");

interface CallingProps {
  contact: Contact;
  /** The call to show; without one, who is to call is asked. */
  call: string | undefined;
  onCalling: (id: string) => void;
  onBack: () => void;
  onAgain: () => void;
}

/** Calling a contact within their own sheet: first who calls, then the call as it goes. */
export function Calling(props: CallingProps) {
  return (
    <Suspense fallback={<SkeletonText lines={8} className="p-5" />}>
      <Steps {...props} />
    </Suspense>
  );
}

function Steps({ contact, call, onCalling, onBack, onAgain }: CallingProps) {
  use(texts);
  if (call === undefined) return <StartCall contact={contact} onBack={onBack} onCalling={(begun) => onCalling(typeof begun === "string" ? begun : begun.id)} />;
  return <OneCall id={call} onBack={onBack} onAgain={onAgain} />;
}

function OneCall({ id, onBack, onAgain }: { id: string; onBack: () => void; onAgain: () => void }) {
  const { t } = useTranslation("calls");
  const found = useQuery(callQuery(id));
  const call = found.data;
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line py-2 pr-5 pl-2.5">
        <Button size="sm" variant="ghost" onClick={onBack}>
          <ArrowLeft aria-hidden />
          {t("start.back")}
        </Button>
        <h3 ref={focusHere} tabIndex={-1} className="min-w-0 flex-1 truncate text-xs text-ink-2 outline-none max-sm:order-last max-sm:basis-full max-sm:pl-2.5">
          {call ? <CallLine call={call} /> : t("one")}
        </h3>
        <span className="flex-1 sm:hidden" />
        {call && <CallState call={call} />}
        {call && !isRunning(call) && call.can.includes("call:place") && (
          <Button size="sm" onClick={onAgain}>
            <PhoneForwarded aria-hidden />
            {t("again")}
          </Button>
        )}
      </div>
      {found.isPending && <SkeletonText lines={8} className="p-5" />}
      {found.isError && !call && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {call && <CallBody key={call.id} call={call} />}
    </>
  );
}
