import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Page } from "@/api/client";
import type * as schema from "@/api/generated/schema";
import { pagesQuery } from "@/api/pages";

export type Approval = schema.ToolApprovalOut;

/** Every key begins with "approval", so that "approval.changed" refreshes whatever shows one. */
export const waitingQuery = pagesQuery<Approval>(["approval", "waiting"], "/tool-approvals", { waiting: true });

export const approvalsQuery = infiniteQueryOptions({
  queryKey: ["approval", "list"],
  queryFn: ({ pageParam, signal }) => api.get<Page<Approval>>("/tool-approvals", { query: { cursor: pageParam, limit: 50 }, signal }),
  initialPageParam: "",
  getNextPageParam: (last) => last.next_cursor ?? undefined,
});

/** The newest of a conversation: what it waits for, and what was decided in it a moment ago. */
export const approvalsOfQuery = (conversation: string) =>
  queryOptions({
    queryKey: ["approval", "conversation", conversation],
    queryFn: async ({ signal }) => (await api.get<Page<Approval>>("/tool-approvals", { query: { conversation, limit: 10 }, signal })).items,
  });

export function useDecide(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (decision: { approve: boolean; reason: string }) => api.post<Approval>(`/tool-approvals/${id}/decide`, decision),
    // Also when it was too late: then it is settled in another way.
    onSettled: () => client.invalidateQueries({ queryKey: ["approval"] }),
  });
}
