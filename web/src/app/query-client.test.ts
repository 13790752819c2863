import { QueryObserver } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";
import { ReaskingQueryClient } from "./query-client";

/** A server whose answers are let go one by one. */
function server() {
  const waiting: ((answer: string) => void)[] = [];
  return { ask: () => new Promise<string>((resolve) => waiting.push(resolve)), asked: () => waiting.length, answer: (text: string) => waiting.shift()?.(text) };
}

test("a first answer that was on its way when something changed is asked for again", async () => {
  const client = new ReaskingQueryClient();
  const { ask, asked, answer } = server();
  const observer = new QueryObserver(client, { queryKey: ["cards", "contacted"], queryFn: ask });
  const leave = observer.subscribe(() => undefined);

  void client.invalidateQueries({ queryKey: ["cards"] });
  void client.invalidateQueries({ queryKey: ["cards"] });
  answer("nobody");
  await vi.waitFor(() => expect(observer.getCurrentResult().data).toBe("nobody"));
  await vi.waitFor(() => expect(asked()).toBe(1));
  answer("Hugo");
  await vi.waitFor(() => expect(observer.getCurrentResult().data).toBe("Hugo"));
  expect(asked()).toBe(0);
  leave();
});

test("a first answer that nothing changed under is taken once", async () => {
  const client = new ReaskingQueryClient();
  const { ask, asked, answer } = server();
  const observer = new QueryObserver(client, { queryKey: ["cards", "contacted"], queryFn: ask });
  const leave = observer.subscribe(() => undefined);

  void client.invalidateQueries({ queryKey: ["calls"] });
  answer("Hugo");
  await vi.waitFor(() => expect(observer.getCurrentResult().data).toBe("Hugo"));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(asked()).toBe(0);
  leave();
});

test("what a change answered is not written over by an answer that was on its way", async () => {
  const client = new ReaskingQueryClient();
  const { ask, asked, answer } = server();
  const queryKey = ["imports", "one"];
  const observer = new QueryObserver(client, { queryKey, queryFn: ask });
  const shown: unknown[] = [];
  const leave = observer.subscribe(({ data }) => shown.push(data));
  answer("as it was");
  await vi.waitFor(() => expect(observer.getCurrentResult().data).toBe("as it was"));

  void observer.refetch();
  client.setQueryData(queryKey, "changed");
  expect(asked()).toBe(2);
  answer("as it was");
  answer("changed, too");
  await vi.waitFor(() => expect(observer.getCurrentResult().data).toBe("changed, too"));
  expect(shown.slice(shown.indexOf("changed"))).not.toContain("as it was");
  leave();
});
