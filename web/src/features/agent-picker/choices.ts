import { keepPreviousData, queryOptions, useQueries, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { api, type Page } from "@/api/client";
import { useDebounced } from "@/lib/use-debounced";
import type { Option } from "@/ui/listbox";

interface Named {
  id: string;
  name: string;
  description?: string;
}
export interface Narrowed {
  status?: "active";
  /** Whoever may not read agents asks for none. */
  enabled?: boolean;
}

const SHOWN = 30;

const foundQuery = (search: string, status: string | undefined) =>
  queryOptions({ queryKey: ["agents", "names", search, status], queryFn: async ({ signal }) => (await api.get<Page<Named>>("/agents", { query: { sort: "name", search, status, limit: SHOWN }, signal })).items });
const oneQuery = (id: string) => queryOptions({ queryKey: ["agents", "name", id], queryFn: async ({ signal }) => (await api.get<Named>(`/agents/${id}`, { signal })).name, staleTime: 60_000, retry: false });

const optionOf = ({ id, name, description }: Named): Option => ({ value: id, label: name, ...(description ? { description } : {}) });

/** The organization's agents as they are looked for; those that are chosen are named too, wherever they stand. */
export function useAgentChoices(chosen: readonly string[], { status, enabled = true }: Narrowed = {}): { options: Option[]; onSearch: (text: string) => void; typed: string; none: boolean } {
  const [typed, setTyped] = useState("");
  const search = useDebounced(typed.trim());
  const found = useQuery({ ...foundQuery(search, status), enabled, placeholderData: keepPreviousData }).data;
  const missing = found ? chosen.filter((id) => id && !found.some((one) => one.id === id)) : [];
  const named = useQueries({ queries: missing.map((id) => ({ ...oneQuery(id), enabled })) });
  const names = named.map(({ data }) => data ?? "").join("\n");
  const options = useMemo(
    () => [...missing.flatMap((id, index) => (named[index]?.data ? [{ value: id, label: named[index].data }] : [])), ...(found ?? []).map(optionOf)],
    // The queries are new objects with each drawing; what they say is in the names.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [found, missing.join(), names],
  );
  return { options, onSearch: setTyped, typed: typed.trim(), none: found?.length === 0 && search === "" };
}

/** The names of agents by their ids; those that are gone have none. */
export function useAgentNames(ids: readonly string[], enabled: boolean): Map<string, string> {
  const named = useQueries({ queries: ids.map((id) => ({ ...oneQuery(id), enabled })) });
  return new Map(ids.flatMap((id, index) => (named[index]?.data ? [[id, named[index].data] as const] : [])));
}
