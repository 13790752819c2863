import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, render, renderHook, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import i18next from "i18next";
import type { ReactNode } from "react";
import { initReactI18next } from "react-i18next";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { api } from "@/api/client";
import { meQuery } from "@/api/session";
import knowledge from "@/locales/en/knowledge.json";
import ui from "@/locales/en/ui.json";
import { type Document, type Left, useDeleteDocuments } from "./api";
import { DocumentActions } from "./bulk-actions";
import { LeftNote } from "./left-note";
import { lookingInto } from "./seen-by";

beforeAll(async () => {
  await i18next.use(initReactI18next).init({ lng: "en", resources: { en: { knowledge, ui } }, defaultNS: "ui" });
});
afterEach(() => void vi.restoreAllMocks());

const around = ({ children }: { children: ReactNode }) => <QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>;

describe("the same for several", () => {
  it("asks for as many as the server takes at once and puts together what came of it", async () => {
    const asked: number[] = [];
    const left: Left = { id: "doc_0", title: "Prices", reason: "exists", other: "Tariffs" };
    vi.spyOn(api, "post").mockImplementation((_path, body) => {
      const { ids } = body as { ids: string[] };
      asked.push(ids.length);
      return Promise.resolve({ changed: ids.length - 1, left: [left] }) as never;
    });
    const { result } = renderHook(useDeleteDocuments, { wrapper: around });
    const ids = Array.from({ length: 450 }, (_, index) => `doc_${index}`);
    await act(async () => {
      await expect(result.current.mutateAsync({ ids })).resolves.toEqual({ changed: 447, left: [left, left, left] });
    });
    expect(asked).toEqual([200, 200, 50]);
  });

  it("names those that were left, with why, until it is closed", async () => {
    const onClose = vi.fn();
    const left: Left[] = [
      { id: "doc_1", title: "Prices", reason: "exists", other: "Tariffs" },
      { id: "doc_2", title: "", reason: "gone", other: "" },
    ];
    render(<LeftNote left={left} onClose={onClose} />);
    expect(screen.getByRole("alert").textContent).toContain("2 were left as they were");
    expect(screen.getByText("“Prices”: the same file is there already as “Tariffs”")).toBeTruthy();
    expect(screen.getByText("One is no longer there: somebody deleted it")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Close this notice" }));
    expect(onClose).toHaveBeenCalledOnce();
  });

  it("tells what was left, also when those that were changed are in the list no more", async () => {
    const left: Left = { id: "doc_1", title: "Prices", reason: "gone", other: "" };
    const onLeft = vi.fn();
    vi.spyOn(api, "get").mockResolvedValue({ items: [] });
    const actions = <DocumentActions documents={[{ id: "doc_1", tags: [], passages: 1 } as unknown as Document]} onLeft={onLeft} onDone={vi.fn()} />;
    const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
    client.setQueryData(meQuery.queryKey, { memberships: [{ permissions: ["knowledge.write"], organization: { slug: "sol" } }] } as never);
    const { rerender } = render(actions, { wrapper: ({ children }) => <QueryClientProvider client={client}>{children}</QueryClientProvider> });
    vi.spyOn(api, "post").mockImplementation(() => {
      rerender(<p>Nothing is chosen</p>);
      return Promise.resolve({ changed: 0, left: [left] }) as never;
    });
    await userEvent.click(screen.getByRole("button", { name: knowledge.reindex }));
    await waitFor(() => expect(onLeft).toHaveBeenCalledWith([left]));
  });

  it("says nothing where nothing was left", () => {
    render(<LeftNote left={[]} onClose={vi.fn()} />);
    expect(screen.queryByRole("alert")).toBeNull();
  });
});

it("knows who looks into a source: those that name it, and those that look into everything", () => {
  const agents = [
    { name: "Ana", sources: ["kno_1"] },
    { name: "Bea", sources: ["all"] },
    { name: "Caro", sources: ["kno_2"] },
  ];
  expect(lookingInto("kno_1", agents)).toEqual(["Ana", "Bea"]);
});
