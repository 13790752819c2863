import { QueryClient, QueryClientProvider, useInfiniteQuery } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { pagesQuery } from "@/api/pages";
import ui from "@/locales/en/ui.json";
import { LoadMore } from "./load-more";

beforeAll(async () => {
  await i18next.use(initReactI18next).init({ lng: "en", resources: { en: { ui } }, defaultNS: "ui" });
});

const many = Array.from({ length: 101 }, (_, index) => ({ id: index, name: `Thing ${index + 1}` }));
/** The server's side of a list: no more than a hundred at once. */
const answer = (address: string): Response => {
  const asked = new URL(address, "http://here").searchParams;
  const from = Number(asked.get("cursor") ?? 0);
  const to = from + Number(asked.get("limit"));
  return Response.json({ items: many.slice(from, to), next_cursor: to < many.length ? String(to) : null });
};

function List() {
  const found = useInfiniteQuery(pagesQuery<{ id: number; name: string }>(["things"], "/things", { live: true }));
  return (
    <>
      <ul>
        {found.data?.map((one) => (
          <li key={one.id}>{one.name}</li>
        ))}
      </ul>
      <LoadMore query={found} />
    </>
  );
}

describe("a list that is read a page at a time", () => {
  it("reaches the hundred and first, and then asks for no more", async () => {
    vi.stubGlobal("fetch", (address: string) => Promise.resolve(answer(address)));
    render(
      <QueryClientProvider client={new QueryClient()}>
        <List />
      </QueryClientProvider>,
    );
    expect(await screen.findByText("Thing 100")).toBeTruthy();
    expect(screen.queryByText("Thing 101")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Show more" }));
    expect(await screen.findByText("Thing 101")).toBeTruthy();
    expect(screen.getByText("Thing 1")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Show more" })).toBeNull();
  });
});
