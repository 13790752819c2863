import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { FlaskConical, Waypoints } from "lucide-react";
import { Tabs } from "radix-ui";
import { useTranslation } from "react-i18next";
import { useMay } from "@/api/session";
import { ConversationApprovals } from "@/features/approvals";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { Moment } from "@/ui/time-ago";
import { type Conversation, conversationQuery } from "./api";
import { Details } from "./details";
import { Hold } from "./hold";
import { Transcript } from "./transcript";
import { statusTone, useWords } from "./words";

/** One conversation beside the list. It has an address of its own. */
export function ConversationSheet() {
  const { t } = useTranslation("conversations");
  const navigate = useNavigate();
  const words = useWords();
  const { conversationId } = useParams({ from: "/app/conversations/$conversationId" });
  const found = useQuery(conversationQuery(conversationId));
  const one = found.data;
  const mayRead = useMay("agent:read");
  const mayWrite = useMay("agent:update");
  return (
    <Sheet
      open
      beside
      width="lg"
      onOpenChange={(open) => !open && void navigate({ to: "/conversations", search: true })}
      title={one ? one.agent.name || t("one") : t("one")}
      description={
        one && (
          <>
            {words.channel(one.channel)} · {one.version === null ? t("draft") : t("version", { number: one.version })} · <Moment value={one.started_at} />
          </>
        )
      }
      actions={
        one && (
          <Pill tone={statusTone(one)} dot={one.status !== "ended"}>
            {words.status(one)}
          </Pill>
        )
      }
      bodyClassName="flex flex-col p-0"
      footer={
        one && (
          <span className="flex flex-wrap gap-2">
            {mayRead && (
              <Button asChild>
                <Link to="/agents/$agentId/build" params={{ agentId: one.agent.id }} search={{ way: one.id }}>
                  <Waypoints aria-hidden />
                  {t("on_canvas")}
                </Link>
              </Button>
            )}
            {!one.test && mayWrite && (
              <Button asChild>
                <Link to="/agents/$agentId/scenarios" params={{ agentId: one.agent.id }} search={{ from: one.id }}>
                  <FlaskConical aria-hidden />
                  {t("save_scenario")}
                </Link>
              </Button>
            )}
          </span>
        )
      }
    >
      {found.isPending && <SkeletonText lines={8} className="p-5" />}
      {found.isError && !one && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {one && <Body key={one.id} one={one} />}
    </Sheet>
  );
}

const tabClass =
  "-mb-px border-b-2 border-transparent px-2.5 py-2 text-sm text-ink-2 outline-offset-[-4px] transition-colors duration-100 hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink pointer-coarse:py-3";

function Body({ one }: { one: Conversation }) {
  const { t } = useTranslation("conversations");
  return (
    <>
      <Figures one={one} />
      <Tabs.Root defaultValue="transcript" className="flex min-h-0 flex-1 flex-col">
        <Tabs.List aria-label={t("parts")} className="flex shrink-0 gap-1 border-b border-line px-4">
          <Tabs.Trigger value="transcript" className={tabClass}>
            {t("transcript.title")}
          </Tabs.Trigger>
          <Tabs.Trigger value="details" className={tabClass}>
            {t("details.title")}
            {one.notes.length > 0 && <span className="ml-1 text-ink-3">{one.notes.length}</span>}
          </Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content value="transcript" className="min-h-0 flex-1 overflow-y-auto">
          <Transcript one={one} />
        </Tabs.Content>
        <Tabs.Content value="details" className="min-h-0 flex-1 overflow-y-auto">
          <Details one={one} />
        </Tabs.Content>
      </Tabs.Root>
      {one.status !== "ended" && !one.test && <ConversationApprovals conversationId={one.id} />}
      {one.status !== "ended" && one.can.includes("conversation:take_over") && <Hold one={one} />}
    </>
  );
}

function Figures({ one }: { one: Conversation }) {
  const { t } = useTranslation("conversations");
  const formats = useFormats();
  const words = useWords();
  const rating = one.csat !== null ? t("rating.csat", { score: one.csat }) : one.nps !== null ? t("rating.nps", { score: one.nps }) : "—";
  const figures = [
    [t("columns.cost"), formats.money(one.cost_micros, one.currency)],
    [t("response"), one.response_ms === null ? "—" : formats.milliseconds(one.response_ms)],
    [t("columns.rating"), rating],
    [t("columns.outcome"), one.outcome ? words.outcome(one.outcome) : "—"],
    [t("columns.language"), formats.languageName(one.language)],
  ] as const;
  return (
    <dl className="grid shrink-0 grid-cols-[repeat(auto-fit,minmax(5.5rem,1fr))] gap-x-4 gap-y-2 border-b border-line px-5 py-3">
      {figures.map(([label, value]) => (
        <div key={label} className="min-w-0">
          <dt className="text-xs text-ink-2">{label}</dt>
          <dd className="text-sm font-semibold">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
