import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import type { BudgetChange, BudgetIn, BudgetList, BudgetOut, SpentOut, TotalOut, UsageOut } from "@/api/generated/schema";

export type Budget = BudgetOut;
export type Spent = SpentOut;
export type Total = TotalOut;
export type SpentBy = "kind" | "agent" | "account";
/** In the organization's zone; with none, this month. */
export interface Days {
  from: string | undefined;
  to: string | undefined;
}

/** Every key begins with "usage", so that "usage.changed" refreshes whatever shows money: told when it is held, spent or limited. */
export const budgetsQuery = queryOptions({ queryKey: ["usage", "budgets"], queryFn: ({ signal }) => api.get<BudgetList>("/budgets", { signal }), staleTime: 0 });

export const spentQuery = (by: SpentBy, days: Days) => queryOptions({ queryKey: ["usage", "spent", by, days], queryFn: ({ signal }) => api.get<UsageOut>("/usage", { query: { by, ...days }, signal }), staleTime: 0 });

export const accountNamesQuery = queryOptions({
  queryKey: ["voice_account", "names"],
  queryFn: async ({ signal }) => (await api.get<{ items: { id: string; label: string }[] }>("/voice-accounts", { signal })).items,
});

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["usage"] });
}

export function useKeepBudget() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ known, wanted }: { known: Budget | undefined; wanted: BudgetIn }) => {
      if (!known) return api.post<Budget>("/budgets", wanted);
      const { limit_micros, thresholds, action }: BudgetChange = wanted;
      return api.patch<Budget>(`/budgets/${known.id}`, { limit_micros, thresholds, action }, { ifMatch: `"${known.revision}"` });
    },
    onSuccess: refresh,
  });
}

export function useDeleteBudget() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (id: string) => api.delete(`/budgets/${id}`), onSuccess: refresh });
}
