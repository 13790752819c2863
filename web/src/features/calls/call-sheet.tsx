import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { SkeletonText } from "@/ui/skeleton";
import { callQuery } from "./api";
import { CallBody, CallLine, CallParty } from "./call-body";
import { CallState } from "./call-state";

/** One call beside the list. It has an address of its own. */
export function CallSheet() {
  const { callId } = useParams({ from: "/app/calls/$callId" });
  const navigate = useNavigate();
  return <CallPanel id={callId} onClose={() => void navigate({ to: "/calls", search: true })} />;
}

/** The same beside the live page. */
export function LiveCallSheet() {
  const { callId } = useParams({ from: "/app/live/$callId" });
  const navigate = useNavigate();
  return <CallPanel id={callId} onClose={() => void navigate({ to: "/live" })} />;
}

function CallPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("calls");
  const found = useQuery(callQuery(id));
  const call = found.data;
  return (
    <Sheet
      open
      beside
      width="lg"
      onOpenChange={(open) => !open && onClose()}
      title={call ? <CallParty call={call} /> : t("one")}
      description={call && <CallLine call={call} />}
      actions={call && <CallState call={call} />}
      bodyClassName="flex flex-col p-0"
    >
      {found.isPending && <SkeletonText lines={8} className="p-5" />}
      {found.isError && !call && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {call && <CallBody key={call.id} call={call} />}
    </Sheet>
  );
}
