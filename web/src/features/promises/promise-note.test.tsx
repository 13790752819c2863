import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { api } from "@/api/client";
import type { PromiseOut } from "@/api/generated/schema";
import { meQuery } from "@/api/session";
import promises from "@/locales/en/promises.json";
import ui from "@/locales/en/ui.json";
import { PromiseNote } from "./promise-note";

beforeAll(async () => {
  await i18next.use(initReactI18next).init({ lng: "en", resources: { en: { promises, ui } }, defaultNS: "ui" });
});
afterEach(() => void vi.restoreAllMocks());

const found: PromiseOut = { key: "0".repeat(32), kind: "phone", subject: "", said: "911 111 111", known: "910 000 000", aside: null };

function show(promise: PromiseOut, conversation: string | null, permissions = ["conversation:annotate"]) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  client.setQueryData(meQuery.queryKey, { memberships: [{ permissions, organization: { slug: "sol" } }], user: { time_zone: "UTC" } } as never);
  render(
    <QueryClientProvider client={client}>
      <PromiseNote promise={promise} conversation={conversation} />
    </QueryClientProvider>,
  );
}

it("is put aside with a reason, in its conversation", async () => {
  const post = vi.spyOn(api, "post").mockResolvedValue(undefined as never);
  show(found, "cnv_1");
  await userEvent.click(screen.getByRole("button", { name: promises.aside }));
  await userEvent.click(screen.getByRole("menuitem", { name: promises.reasons.right }));
  await waitFor(() => expect(post).toHaveBeenCalledWith("/conversations/cnv_1/promises/aside", { key: found.key, reason: "right" }));
});

it("says by whom it was put aside, and is counted again", async () => {
  const post = vi.spyOn(api, "post").mockResolvedValue(undefined as never);
  show({ ...found, aside: { reason: "done", by: "Marta", at: "2026-03-02T10:00:00Z" } }, "cnv_1");
  expect(screen.getByText(/Dealt with · Marta/)).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: promises.back }));
  await waitFor(() => expect(post).toHaveBeenCalledWith("/conversations/cnv_1/promises/back", { key: found.key }));
});

it("is only shown to whoever may not judge it, and while a call has no conversation yet", () => {
  show(found, "cnv_1", []);
  show(found, null);
  expect(screen.queryByRole("button")).toBeNull();
});
