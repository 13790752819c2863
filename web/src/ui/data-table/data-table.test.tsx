import { QueryClient, QueryClientProvider, useInfiniteQuery } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Page } from "@/api/client";
import { ApiError } from "@/api/errors";
import errors from "@/locales/en/errors.json";
import table from "@/locales/en/table.json";
import ui from "@/locales/en/ui.json";
import { DataTable, type TableView } from ".";

interface Thing {
  id: string;
  name: string;
}
const things: Thing[] = ["Reception", "Reminder", "Survey"].map((name, index) => ({ id: String(index), name }));

beforeAll(async () => {
  localStorage.clear();
  await i18next.use(initReactI18next).init({ lng: "en", resources: { en: { ui, table, errors } }, defaultNS: "ui" });
});

function List({ load, view = {}, onView = () => {} }: { load: (cursor: string) => Promise<Page<Thing>>; view?: TableView; onView?: (patch: TableView) => void }) {
  const query = useInfiniteQuery({ queryKey: ["things", view], queryFn: ({ pageParam }) => load(pageParam), initialPageParam: "", getNextPageParam: (last) => last.next_cursor ?? undefined });
  return (
    <DataTable
      id="things"
      label="Things"
      columns={[{ id: "name", header: "Name", enableHiding: false, meta: { sorts: ["name", "-name"] }, cell: ({ row }) => row.original.name }]}
      query={query}
      rowId={(thing) => thing.id}
      rowName={(thing) => thing.name}
      view={view}
      onViewChange={onView}
      search="Search things"
      filters={[{ id: "status", label: "Status", options: [{ value: "live", label: "Live" }] }]}
      bulkActions={(rows) => <button type="button">{`Pause ${rows.length}`}</button>}
      empty={<p>Make your first thing</p>}
    />
  );
}

function show(props: Parameters<typeof List>[0]) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return render(
    <QueryClientProvider client={client}>
      <List {...props} />
    </QueryClientProvider>,
  );
}
const page = (items: Thing[], next: string | null = null) => Promise.resolve({ items, next_cursor: next, total: 3 });

describe("a list", () => {
  it("shows its size while it loads, then its rows, and more when asked", async () => {
    show({ load: (cursor) => (cursor ? page(things.slice(2)) : page(things.slice(0, 2), "next")) });
    expect(screen.getByRole("table", { name: "Things" }).getAttribute("aria-busy")).toBe("true");
    expect(await screen.findByText("Reception")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Show more" }));
    expect(await screen.findByText("Survey")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Show more" })).toBeNull();
  });

  it("says what it is for when there is nothing yet", async () => {
    show({ load: () => page([]) });
    expect(await screen.findByText("Make your first thing")).toBeTruthy();
  });

  it("says otherwise when only the filters leave nothing, and clears them", async () => {
    const onView = vi.fn();
    show({ load: () => page([]), view: { search: "zz", status: "live" }, onView });
    await userEvent.click(await screen.findByRole("button", { name: "Clear filters" }));
    expect(onView).toHaveBeenCalledWith({ search: undefined, status: undefined });
  });

  it("says what failed and tries again", async () => {
    let failing = true;
    show({ load: () => (failing ? Promise.reject(new ApiError({ status: 503, code: "unavailable" })) : page(things)) });
    expect(await screen.findByText("The server failed")).toBeTruthy();
    failing = false;
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Reception")).toBeTruthy();
  });

  it("sorts through the address, in the orders that the server knows", async () => {
    const onView = vi.fn();
    show({ load: () => page(things), view: { sort: "name" }, onView });
    await screen.findByText("Reception");
    expect(screen.getByRole("columnheader", { name: "Name" }).getAttribute("aria-sort")).toBe("ascending");
    await userEvent.click(screen.getByRole("button", { name: "Name" }));
    expect(onView).toHaveBeenCalledWith({ sort: "-name" });
  });

  it("searches when the typing rests", async () => {
    const onView = vi.fn();
    show({ load: () => page(things), onView });
    await userEvent.type(await screen.findByRole("searchbox", { name: "Search things" }), "rec");
    await waitFor(() => expect(onView).toHaveBeenCalledWith({ search: "rec" }));
    expect(onView).toHaveBeenCalledTimes(1);
  });

  it("does one thing with several rows", async () => {
    show({ load: () => page(things) });
    await userEvent.click(await screen.findByRole("checkbox", { name: "Select Reminder" }));
    expect(screen.getByText("1 selected")).toBeTruthy();
    await userEvent.click(screen.getByRole("checkbox", { name: "Select all" }));
    expect(screen.getByRole("button", { name: "Pause 3" })).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Clear selection" }));
    expect(screen.getByRole("searchbox")).toBeTruthy();
  });

  it("keeps what is chosen when it is drawn again, and forgets it when other rows are asked for", async () => {
    const load = () => page(things);
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    const list = (view: TableView) => (
      <QueryClientProvider client={client}>
        <List load={load} view={view} />
      </QueryClientProvider>
    );
    const { rerender } = render(list({ status: "live" }));
    await userEvent.click(await screen.findByRole("checkbox", { name: "Select Reminder" }));
    rerender(list({ status: "live" }));
    expect(screen.getByText("1 selected")).toBeTruthy();
    rerender(list({ status: "live", search: "rem" }));
    await waitFor(() => expect(screen.queryByText("1 selected")).toBeNull());
  });
});
