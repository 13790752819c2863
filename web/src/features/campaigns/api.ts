import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Page, type Tagged, withQuery } from "@/api/client";
import type * as schema from "@/api/generated/schema";
import { activeOrganization } from "@/api/organization";

export type Campaign = schema.CampaignOut;
export type CampaignSummary = schema.CampaignSummary;
export type Status = CampaignSummary["status"];
export type State = schema.CampaignPerson["state"];
export type Change = Partial<schema.CampaignChange>;
export type Part = schema.PreviewPart;
export type Group = schema.ReasonGroup;
export type Attempt = schema.AttemptOut;
export type Person = schema.CampaignPerson;
export interface CampaignFilter {
  search?: string | undefined;
  status?: Status | undefined;
}

/** Every key begins with "campaigns", so that "campaign.changed" refreshes whatever shows one. */
export const campaignsQuery = (filter: CampaignFilter) =>
  infiniteQueryOptions({
    queryKey: ["campaigns", "list", filter],
    queryFn: ({ pageParam, signal }) => api.get<Page<CampaignSummary>>("/campaigns", { query: { ...filter, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const campaignQuery = (id: string) =>
  queryOptions({
    queryKey: ["campaigns", id],
    queryFn: ({ signal }): Promise<Tagged<Campaign>> => api.getTagged<Campaign>(`/campaigns/${id}`, { signal }),
    // Counters move by themselves; where the line is lost they still do.
    refetchInterval: (query) => (query.state.data?.data.status === "running" ? 10_000 : false),
  });

export const switchQuery = queryOptions({ queryKey: ["campaigns", "switch"], queryFn: ({ signal }) => api.get<schema.SwitchOut>("/campaigns/switch", { signal }) });

/** The whole audience asked about page by page, outside what "campaign.changed" refreshes: it is work. */
export const previewQuery = (id: string, revision: number, language: string) =>
  infiniteQueryOptions({
    queryKey: ["campaign-preview", id, revision, language],
    queryFn: ({ pageParam, signal }) => api.get<Part>(`/campaigns/${id}/preview`, { query: { cursor: pageParam }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    staleTime: 60_000,
  });

export const peopleQuery = (id: string, state: State | undefined, language: string) =>
  infiniteQueryOptions({
    queryKey: ["campaigns", id, "people", state, language],
    queryFn: ({ pageParam, signal }) => api.get<Page<Person>>(`/campaigns/${id}/people`, { query: { state, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const attemptsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["campaigns", id, "attempts"],
    queryFn: ({ pageParam, signal }) => api.get<Page<Attempt>>(`/campaigns/${id}/attempts`, { query: { cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const hoursQuery = (id: string) =>
  queryOptions({ queryKey: ["campaigns", id, "hours"], queryFn: async ({ signal }) => (await api.get<schema.HourList>(`/campaigns/${id}/hours`, { signal })).items });

/** A plain link cannot carry the header. */
export const resultsAddress = (id: string, file: "csv" | "xlsx"): string => withQuery(`/api/v1/campaigns/${id}/results`, { file, organization: activeOrganization.get() });

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["campaigns"] });
}

export function useCreateCampaign() {
  return useMutation({ mutationFn: (name: string) => api.post<Campaign>("/campaigns", { name }), onSuccess: useRefresh() });
}

export function useChangeCampaign(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ etag, ...change }: Change & { etag?: string | undefined }) => api.patchTagged<Campaign>(`/campaigns/${id}`, change, { ifMatch: etag }),
    onSuccess: (campaign) => {
      client.setQueryData(campaignQuery(id).queryKey, campaign);
      return client.invalidateQueries({ queryKey: ["campaigns", "list"] });
    },
  });
}

export type Step = "start" | "pause" | "resume" | "stop" | "copy";

export function useCampaignStep(id: string) {
  return useMutation({ mutationFn: ({ step, ...body }: { step: Step; confirmed?: number; hang_up?: boolean }) => api.post<Campaign>(`/campaigns/${id}/${step}`, body), onSuccess: useRefresh() });
}

export function useDeleteCampaign(id: string) {
  return useMutation({ mutationFn: () => api.delete<unknown>(`/campaigns/${id}`), onSuccess: useRefresh() });
}

export function useSetSwitch() {
  return useMutation({ mutationFn: (stopped: boolean) => api.put<schema.SwitchOut>("/campaigns/switch", { stopped }), onSuccess: useRefresh() });
}
