import { type InfiniteData, infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Page } from "@/api/client";
import type * as schema from "@/api/generated/schema";
import type { Contact, ContactFilter, ContactSummary, StageId } from "./api";

export type BoardColumn = schema.BoardColumn;
type Cards = InfiniteData<Page<ContactSummary>>;

const CARDS = 25;
const COLUMNS = ["contacts", "board", "cards"] as const;
const COUNTS = ["contacts", "board", "counts"] as const;

export const boardQuery = (filter: ContactFilter, language: string) =>
  queryOptions({
    queryKey: [...COUNTS, filter, language],
    queryFn: async ({ signal }) => (await api.get<schema.Board>("/contacts/board", { query: { ...filter }, signal })).items,
    placeholderData: keepPreviousData,
  });

export const cardsQuery = (filter: ContactFilter, stage: StageId) =>
  infiniteQueryOptions({
    queryKey: [...COLUMNS, stage, filter],
    queryFn: ({ pageParam, signal }) => api.get<Page<ContactSummary>>("/contacts", { query: { ...filter, stage, sort: filter.sort ?? "-active_at", cursor: pageParam, limit: CARDS }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** A card moves at once; when the server refuses, it goes back to where it was. */
export function useMoveContact() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ contact, stage }: { contact: ContactSummary; stage: StageId }) => api.patch<Contact>(`/contacts/${contact.id}`, { stage }),
    onMutate: async ({ contact, stage }) => {
      await client.cancelQueries({ queryKey: ["contacts", "board"] });
      for (const [key, cards] of client.getQueriesData<Cards>({ queryKey: COLUMNS })) {
        if (!cards) continue;
        const pages = cards.pages.map((page) => ({ ...page, items: page.items.filter(({ id }) => id !== contact.id) }));
        const [first, ...rest] = pages;
        if (key[COLUMNS.length] === stage && first) client.setQueryData<Cards>(key, { ...cards, pages: [{ ...first, items: [{ ...contact, stage }, ...first.items] }, ...rest] });
        else client.setQueryData<Cards>(key, { ...cards, pages });
      }
      const moved = { [contact.stage]: -1, [stage]: 1 } as Partial<Record<StageId, number>>;
      client.setQueriesData<BoardColumn[]>({ queryKey: COUNTS }, (columns) => columns?.map((column) => ({ ...column, total: column.total + (moved[column.id] ?? 0) })));
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["contacts"] }),
  });
}
