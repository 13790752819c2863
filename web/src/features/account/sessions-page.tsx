import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Monitor, Smartphone } from "lucide-react";
import { useTranslation } from "react-i18next";
import { auth, type SignedInDevice } from "@/api/auth";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { ErrorState } from "@/ui/error-state";
import { Pill } from "@/ui/pill";
import { Section } from "@/ui/section-layout";
import { SkeletonText } from "@/ui/skeleton";
import { TimeAgo } from "@/ui/time-ago";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { ActivityCard } from "./activity-card";
import { devicesQuery } from "./api";
import { describeAgent } from "./describe-agent";

export function SessionsPage() {
  const { t } = useTranslation("account");
  const client = useQueryClient();
  const showError = useToastError();
  const found = useQuery(devicesQuery);
  const end = useMutation({
    mutationFn: auth.endSessions,
    onError: showError,
    onSuccess: (left) => {
      client.setQueryData(devicesQuery.queryKey, left);
      toast(t("sessions.ended"));
    },
  });
  const others = found.data?.filter((one) => !one.is_current) ?? [];
  const ending = (device: SignedInDevice) => end.isPending && end.variables.includes(device.id);
  return (
    <Section
      title={t("sessions.title")}
      description={t("sessions.detail")}
      actions={
        others.length > 1 && (
          <Button variant="danger" loading={end.isPending && end.variables.length > 1} onClick={() => end.mutate(others.map((one) => one.id))}>
            {t("sessions.end_others")}
          </Button>
        )
      }
    >
      <Card flush>
        {found.isPending && <SkeletonText className="p-4" />}
        {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} compact />}
        <ul>
          {[...(found.data ?? [])]
            .sort((one, other) => Number(other.is_current) - Number(one.is_current))
            .map((device) => (
              <li key={device.id} className="flex items-center gap-3 border-b border-line px-4 py-3 last:border-b-0">
                {/iPhone|Android/.test(device.user_agent) ? <Smartphone aria-hidden className="size-5 shrink-0 text-ink-3" /> : <Monitor aria-hidden className="size-5 shrink-0 text-ink-3" />}
                <div className="min-w-0 flex-1">
                  <p className="flex flex-wrap items-center gap-2 font-medium">
                    {describeAgent(device.user_agent)}
                    {device.is_current && <Pill tone="good">{t("sessions.this")}</Pill>}
                  </p>
                  <p className="text-xs text-ink-3">
                    {device.ip} · {t("sessions.seen")} <TimeAgo value={new Date((device.last_seen_at ?? device.created_at) * 1000)} />
                  </p>
                </div>
                {!device.is_current && (
                  <Button size="sm" loading={ending(device)} onClick={() => end.mutate([device.id])}>
                    {t("sessions.end")}
                  </Button>
                )}
              </li>
            ))}
        </ul>
      </Card>
      <ActivityCard />
    </Section>
  );
}
