import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, type Page, type Query } from "./client";

/** A list that is read a page at a time, told as one: what was read so far. */
export const pagesQuery = <T>(queryKey: readonly unknown[], path: string, query: Query = {}) =>
  infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) => api.get<Page<T>>(path, { query: { limit: 100, ...query, cursor: pageParam }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    select: ({ pages }): T[] => pages.flatMap(({ items }) => items),
  });
