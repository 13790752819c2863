import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link, type LinkProps } from "@tanstack/react-router";
import { Bot, FileText, HardDrive, Users } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { OrganizationUsage, PlanUse } from "@/api/generated/schema";
import { mayDo, useSession } from "@/api/session";
import { useFormats } from "@/lib/locale";
import { Card } from "@/ui/card";
import { ErrorState } from "@/ui/error-state";
import { Meter } from "@/ui/meter";
import { Pill } from "@/ui/pill";
import { Section } from "@/ui/section-layout";
import { SkeletonText } from "@/ui/skeleton";
import { roomOf } from "./room";
import { Spending } from "./spending";

const usageQuery = queryOptions({
  queryKey: ["settings", "usage"],
  queryFn: ({ signal }) => api.get<OrganizationUsage>("/organization/usage", { signal }),
  // It changes with whatever is made or removed on other pages.
  staleTime: 0,
});

const PLACES = {
  agents: { icon: <Bot aria-hidden />, to: "/agents", needs: "agent:read" },
  members: { icon: <Users aria-hidden />, to: "/settings/team", needs: "member:read" },
  knowledge_documents: { icon: <FileText aria-hidden />, to: "/knowledge", needs: "knowledge:read" },
  knowledge_bytes: { icon: <HardDrive aria-hidden />, to: "/knowledge", needs: "knowledge:read" },
} satisfies Record<PlanUse["resource"], { icon: ReactNode; to: NonNullable<LinkProps["to"]>; needs: string }>;

const TONES = { unlimited: "neutral", plenty: "neutral", near: "warn", full: "bad", over: "bad" } as const;

export function UsagePage() {
  const { t } = useTranslation("settings");
  const { membership } = useSession();
  const found = useQuery(usageQuery);
  return (
    <Section title={t("sections.usage")} description={t("about.usage")}>
      {mayDo(membership, "usage:read") && <Spending />}
      {found.isPending && (
        <Card>
          <SkeletonText lines={10} />
        </Card>
      )}
      {found.isError && !found.data && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && (
        <Card title={t("usage.plan", { name: t(`plans.${found.data.plan}`) })} description={t("usage.plan_detail")} flush>
          <ul className="border-t border-line">
            {found.data.resources.map((use) => (
              <UseRow key={use.resource} use={use} />
            ))}
          </ul>
        </Card>
      )}
    </Section>
  );
}

function UseRow({ use }: { use: PlanUse }) {
  const { t } = useTranslation("settings");
  const { membership } = useSession();
  const formats = useFormats();
  const { icon, to, needs } = PLACES[use.resource];
  const room = roomOf(use);
  const shown = (value: number) => (use.resource === "knowledge_bytes" ? formats.bytes(value) : formats.number(value));
  const name = t(`usage.resources.${use.resource}`);
  const taken = use.limit === null ? t("usage.taken", { used: shown(use.used) }) : t("usage.taken_of", { used: shown(use.used), limit: shown(use.limit) });
  const said = t(`usage.room.${room}`, { left: shown(Math.abs((use.limit ?? 0) - use.used)) });
  return (
    <li className="border-b border-line px-4 py-3.5 last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="flex min-w-40 flex-1 items-center gap-2 text-sm font-medium [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-3">
          {icon}
          {mayDo(membership, needs) ? (
            <Link to={to} className="underline-offset-2 hover:underline">
              {name}
            </Link>
          ) : (
            name
          )}
        </span>
        <span className="text-sm tabular-nums text-ink-2">{taken}</span>
        {room !== "plenty" && <Pill tone={TONES[room]}>{t(`usage.short.${room}`)}</Pill>}
      </div>
      {use.limit !== null && (
        <div className="mt-2.5">
          <Meter label={name} value={use.used} max={use.limit} text={`${taken}. ${said}`} tone={TONES[room]} />
        </div>
      )}
      <p className="mt-1.5 text-xs text-ink-2">{[said, t(`usage.counts.${use.resource}`)].join(" ")}</p>
    </li>
  );
}
