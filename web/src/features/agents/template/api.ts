import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import type * as schema from "@/api/generated/schema";

export type Step = schema.GalleryStep;
export type Update = schema.GalleryUpdateOut;

/** Every key begins with "gallery", as those of the gallery itself: what changes there is seen here. */
export const originQuery = (agentId: string) => queryOptions({ queryKey: ["gallery", "origin", agentId], queryFn: async ({ signal }) => (await api.get<schema.GalleryOrigin>(`/agents/${agentId}/gallery-copy`, { signal })).copy_of, staleTime: 60_000 });

export const updateQuery = (agentId: string) => queryOptions({ queryKey: ["gallery", "update", agentId], queryFn: ({ signal }) => api.get<schema.GalleryUpdateOut>(`/agents/${agentId}/gallery-copy/update`, { signal }), staleTime: 0, retry: false });

function useCopyAct<I>(mutationFn: (input: I) => Promise<schema.GalleryCopyOut>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSuccess: () => Promise.all([client.invalidateQueries({ queryKey: ["gallery"] }), client.invalidateQueries({ queryKey: ["agents"] })]) });
}

export const useTakeUpdate = (agentId: string) => useCopyAct((body: schema.GalleryUpdateIn) => api.post<schema.GalleryCopyOut>(`/agents/${agentId}/gallery-copy/update`, body));
export const useSkipUpdate = (agentId: string) => useCopyAct((version: number) => api.post<schema.GalleryCopyOut>(`/agents/${agentId}/gallery-copy/skip`, { version }));
