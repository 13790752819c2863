import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Page, send } from "@/api/client";
import { errorFrom } from "@/api/errors";
import type * as schema from "@/api/generated/schema";

export type Voice = schema.VoiceOut;
export type VoiceOptions = schema.VoiceOptions;
export type Catalogue = schema.VoiceCatalogueOut;
export type CloneTerms = schema.CloneTerms;
export type Platform = Voice["account"]["platform"];
export interface VoiceFilter {
  search?: string | undefined;
  language?: string | undefined;
  gender?: string | undefined;
  accent?: string | undefined;
  maker?: string | undefined;
  account?: string | undefined;
  tier?: string | undefined;
  cloned?: string | undefined;
  favourites?: string | undefined;
}
/** What was heard: the sentence that was asked for, or the platform's own sample instead. */
export interface Sound {
  blob: Blob;
  spoken: boolean;
}

const PAGE = 50;

/** Every key begins with "voice", as the live updates name it. */
export const voicesQuery = (filter: VoiceFilter) =>
  infiniteQueryOptions({
    queryKey: ["voice", "list", filter],
    queryFn: ({ pageParam, signal }) => api.get<Page<Voice>>("/voices", { query: { ...filter, cursor: pageParam, limit: PAGE }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const voiceQuery = (id: string) => queryOptions({ queryKey: ["voice", "one", id], queryFn: ({ signal }) => api.get<Voice>(`/voices/${id}`, { signal }) });

/** While a platform is being asked it is looked at again, also where no live updates come. */
export const optionsQuery = queryOptions({
  queryKey: ["voice", "options"],
  queryFn: ({ signal }) => api.get<VoiceOptions>("/voices/options", { signal }),
  refetchInterval: ({ state }) => (state.data?.catalogues.some(({ refreshing }) => refreshing) ? 3000 : false),
});

export const termsQuery = (language: string) => queryOptions({ queryKey: ["voice", "clone-terms", language], queryFn: ({ signal }) => api.get<CloneTerms>("/voices/clone-terms", { signal }) });

function useRefreshed() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["voice"] });
}

export function useAskPlatforms() {
  const client = useQueryClient();
  return useMutation({ mutationFn: () => api.post<VoiceOptions>("/voices/refresh"), onSuccess: (options) => client.setQueryData(optionsQuery.queryKey, options) });
}

export function useLike() {
  return useMutation({
    mutationFn: ({ id, liked }: { id: string; liked: boolean }) => (liked ? api.put<Voice>(`/voices/${id}/favourite`, {}) : api.delete<Voice>(`/voices/${id}/favourite`)),
    onSettled: useRefreshed(),
  });
}

export interface Clone {
  account: string;
  name: string;
  speaker: string;
  agreed: boolean;
  files: File[];
}

export function useClone() {
  return useMutation({
    mutationFn: ({ account, name, speaker, agreed, files }: Clone) => {
      const body = new FormData();
      for (const [key, value] of Object.entries({ account_id: account, name, speaker, agreed: String(agreed) })) body.set(key, value);
      for (const file of files) body.append("files", file);
      return api.post<Voice>("/voices/clones", body);
    },
    onSuccess: useRefreshed(),
  });
}

async function sound(response: Response): Promise<Sound> {
  if (!response.ok) throw await errorFrom(response);
  return { blob: await response.blob(), spoken: response.headers.get("x-voice-sample") === "spoken" };
}

/** The sample that the platform offers. It comes through our own server: pages load no foreign sound. */
export const fetchPreview = async (id: string): Promise<Sound> => sound(await send("GET", `/api/v1/voices/${id}/preview`, { headers: { accept: "audio/*" } }));

export const fetchSample = async (id: string, text: string, language: string): Promise<Sound> =>
  sound(await send("POST", `/api/v1/voices/${id}/sample`, { body: { text, language }, headers: { accept: "audio/*, application/json" } }));
