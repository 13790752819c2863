import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import type * as schema from "@/api/generated/schema";

/** What somebody of the team says of an answer of an agent. */
export type Rating = schema.TurnRatingOut;
export type TurnToMend = schema.TurnToMendOut;
/** An answer, by where it was given. */
export interface TurnOf {
  conversation: string;
  message: string;
}

const ratingOf = ({ conversation, message }: TurnOf) => `/conversations/${conversation}/messages/${message}/rating`;

/** An agent's bad answers of which there is no scenario yet. */
export const turnsQuery = (agent: string) => queryOptions({ queryKey: ["turns", agent], queryFn: ({ signal }) => api.get<schema.TurnToMendList>(`/agents/${agent}/turns-to-mend`, { signal }) });

function useRefresh() {
  const client = useQueryClient();
  return () => Promise.all([client.invalidateQueries({ queryKey: ["turns"] }), client.invalidateQueries({ queryKey: ["conversations"] }), client.invalidateQueries({ queryKey: ["scenarios"] })]);
}

/** Says whether an answer was good, and why; null takes what was said back. */
export function useRate(turn: TurnOf) {
  return useMutation({
    mutationFn: async (said: { good: boolean; remark: string } | null): Promise<Rating | null> => {
      if (said) return api.put<Rating>(ratingOf(turn), said);
      await api.delete<unknown>(ratingOf(turn));
      return null;
    },
    onSuccess: useRefresh(),
  });
}

export function useAside() {
  return useMutation({ mutationFn: ({ turn, aside }: { turn: TurnOf; aside: boolean }) => api.patch<Rating>(ratingOf(turn), { aside }), onSuccess: useRefresh() });
}

/** Writes the scenario down that a bad answer has to pass from now on. */
export function useMend() {
  return useMutation({
    mutationFn: ({ turn, ...told }: { turn: TurnOf; name: string; script: schema.ScenarioScript }) => api.post<Rating>(`/conversations/${turn.conversation}/messages/${turn.message}/scenario`, told),
    onSuccess: useRefresh(),
  });
}
