import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import type * as schema from "@/api/generated/schema";
import { useGalleryAct } from "@/features/templates";

export type Reviewed = schema.GalleryReview;
export type Shelved = schema.GalleryShelved;

const FIRST = "";

export const waitingQuery = queryOptions({ queryKey: ["gallery", "waiting"], queryFn: async ({ signal }) => (await api.get<schema.GalleryWaitingList>("/platform/gallery-submissions", { signal })).items });
export const reviewQuery = (id: string) => queryOptions({ queryKey: ["gallery", "review", id], queryFn: ({ signal }) => api.get<schema.GalleryReview>(`/platform/gallery-submissions/${id}`, { signal }), retry: false });
export const shelfQuery = (search: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ["gallery", "shelf", search],
    queryFn: ({ pageParam, signal }) => api.get<schema.GalleryShelf>("/platform/gallery-templates", { query: { search, cursor: pageParam }, signal }),
    initialPageParam: FIRST,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
export const shelvedQuery = (id: string) => queryOptions({ queryKey: ["gallery", "shelved", id], queryFn: ({ signal }) => api.get<schema.GalleryShelved>(`/platform/gallery-templates/${id}`, { signal }), retry: false });

export const useDecide = (id: string) => useGalleryAct((reason: string | null) => api.post<schema.GalleryDecision>(`/platform/gallery-submissions/${id}/${reason === null ? "approve" : "refuse"}`, reason === null ? {} : { reason }));
export const useTakeDown = (id: string) => useGalleryAct((reason: string) => api.post(`/platform/gallery-templates/${id}/take-down`, { reason }));
export const useRemoveComment = () => useGalleryAct((id: string) => api.delete(`/platform/gallery-ratings/${id}/comment`));
