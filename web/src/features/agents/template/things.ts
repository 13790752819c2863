import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import type * as schema from "@/api/generated/schema";

/** Where a thing lives that is no agent: its page, its path, the key of its list, and what one must be allowed to change it. */
export function placeOf(id: string) {
  switch (id.split("_")[0]) {
    case "tool":
      return { holds: "tool", path: `/tools/${id}`, list: "tools", changes: "tool:manage", page: { to: "/tools/$toolId", params: { toolId: id } } } as const;
    case "tpl":
      return { holds: "flow", path: `/saved-templates/${id}`, list: "templates", changes: "agent:create", page: { to: "/templates", search: { template: id } } } as const;
    default:
      return { holds: "prompt", path: `/prompts/${id}`, list: "prompts", changes: "prompt:manage", page: { to: "/prompts/$promptId", params: { promptId: id } } } as const;
  }
}

export const thingOriginQuery = (id: string) => queryOptions({ queryKey: ["gallery", "origin", id], queryFn: async ({ signal }) => (await api.get<schema.GalleryOrigin>(`${placeOf(id).path}/gallery-copy`, { signal })).copy_of, staleTime: 60_000 });

export const thingUpdateQuery = (id: string) => queryOptions({ queryKey: ["gallery", "update", id], queryFn: ({ signal }) => api.get<schema.GalleryUpdateOut>(`${placeOf(id).path}/gallery-copy/update`, { signal }), staleTime: 0, retry: false });

function useThingAct<I>(id: string, mutationFn: (input: I) => Promise<schema.GalleryCopyOut>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSuccess: () => Promise.all([["gallery"], [placeOf(id).list]].map((queryKey) => client.invalidateQueries({ queryKey }))) });
}

export const useTakeThing = (id: string) => useThingAct(id, (body: schema.GalleryUpdateIn) => api.post<schema.GalleryCopyOut>(`${placeOf(id).path}/gallery-copy/update`, body));
export const useSkipThing = (id: string) => useThingAct(id, (version: number) => api.post<schema.GalleryCopyOut>(`${placeOf(id).path}/gallery-copy/skip`, { version }));
