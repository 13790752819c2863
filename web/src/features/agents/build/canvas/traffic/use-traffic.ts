import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { api } from "@/api/client";
import type * as schema from "@/api/generated/schema";
import { storage } from "@/lib/storage";

export const SPANS = ["7d", "30d", "90d"] as const;
export type Span = (typeof SPANS)[number];

const KEPT = "canvas-traffic";

const trafficQuery = (agentId: string, version: number | undefined, range: Span) =>
  queryOptions({
    queryKey: ["agents", agentId, "traffic", version ?? "live", range],
    queryFn: ({ signal }) => api.get<schema.TrafficOut>(`/agents/${agentId}/traffic`, { query: { version, range }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });

export interface TrafficLayer {
  agentId: string;
  shown: boolean;
  show: (shown: boolean) => void;
  version: number | undefined;
  chooseVersion: (version: number | undefined) => void;
  span: Span;
  chooseSpan: (span: Span) => void;
  data: schema.TrafficOut | undefined;
  error: unknown;
  retry: () => void;
}

/** The layer with real conversations: whether it is switched on, and what it shows. */
export function useTraffic(): TrafficLayer {
  const { agentId } = useParams({ from: "/app/agents/$agentId" });
  const [shown, setShown] = useState(() => storage.read(KEPT) === "shown");
  const [version, chooseVersion] = useState<number>();
  const [span, chooseSpan] = useState<Span>("30d");
  const { data, error, refetch } = useQuery({ ...trafficQuery(agentId, version, span), enabled: shown });
  return useMemo(
    (): TrafficLayer => ({
      agentId,
      shown,
      show: (next) => {
        setShown(next);
        if (next) storage.write(KEPT, "shown");
        else storage.remove(KEPT);
      },
      version,
      chooseVersion,
      span,
      chooseSpan,
      data: shown ? data : undefined,
      error: shown ? error : null,
      retry: () => void refetch(),
    }),
    [agentId, shown, version, span, data, error, refetch],
  );
}
