import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import type * as schema from "@/api/generated/schema";
import { LISTED_IN, MADE_AT } from "./things";

export type GalleryTemplate = schema.GalleryTemplateOut;
export type GalleryDetail = schema.GalleryTemplateDetail;
export type Inside = schema.GalleryInside;
export type Finding = schema.GalleryFinding;
export type Submission = schema.GallerySubmissionOut;
export type Comment = schema.GalleryRatingOut;
export const SORTS = ["installs", "rating", "newest"] as const;
export type Sort = (typeof SORTS)[number];

export interface GalleryFilter {
  holds?: GalleryTemplate["holds"] | undefined;
  search?: string | undefined;
  industry?: string | undefined;
  purpose?: string | undefined;
  language?: string | undefined;
  sort: Sort;
}

const FIRST = "";

export const galleryQuery = (filter: GalleryFilter) =>
  infiniteQueryOptions({
    queryKey: ["gallery", "list", filter],
    queryFn: ({ pageParam, signal }) => api.get<schema.GalleryTemplateList>("/gallery-templates", { query: { ...filter, cursor: pageParam, limit: 24 }, signal }),
    initialPageParam: FIRST,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const galleryTemplateQuery = (id: string) => queryOptions({ queryKey: ["gallery", "one", id], queryFn: ({ signal }) => api.get<GalleryDetail>(`/gallery-templates/${id}`, { signal }) });

export const submissionsQuery = queryOptions({ queryKey: ["gallery", "submissions"], queryFn: async ({ signal }) => (await api.get<schema.GallerySubmissionList>("/gallery-submissions", { signal })).items });

export const previewQuery = (template: string, told: schema.GalleryPackIn) =>
  queryOptions({ queryKey: ["gallery", "preview", template, told], queryFn: ({ signal }) => api.post<schema.GalleryPreview>(`/saved-templates/${template}/gallery-preview`, told, { signal }), staleTime: 0, retry: false, placeholderData: keepPreviousData });

/** Every key begins with "gallery"; one act can change several of them. */
export function useGalleryAct<I, O>(mutationFn: (input: I) => Promise<O>, ...others: string[]) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSuccess: () => Promise.all([["gallery"], ...others.map((key) => [key])].map((queryKey) => client.invalidateQueries({ queryKey }))) });
}

/** Installs a template of one kind; only of an agent there is more to say than a name. */
export const useInstall = (holds: GalleryTemplate["holds"]) =>
  useGalleryAct(({ id, name, samples }: { id: string; name: string; samples: boolean }) => api.post<schema.GalleryInstalled>(`/gallery-templates/${id}/${MADE_AT[holds]}`, holds === "agent" ? { name, samples } : { name }), LISTED_IN[holds]);
export const useRate = (id: string) => useGalleryAct((body: schema.GalleryRatingIn) => api.put<Comment>(`/gallery-templates/${id}/rating`, body));
export const useUnrate = () => useGalleryAct((id: string) => api.delete(`/gallery-templates/${id}/rating`));
export const useSubmit = (template: string) => useGalleryAct((body: schema.GallerySubmissionIn) => api.post<Submission>(`/saved-templates/${template}/submissions`, body));
export const useWithdraw = () => useGalleryAct((id: string) => api.post<Submission>(`/gallery-submissions/${id}/withdraw`));
