import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Tagged } from "@/api/client";
import { ApiError, connectionError } from "@/api/errors";
import type { Blueprint, Draft } from "./api";
import type { Found } from "@/api/saver";
import { DraftSaver, type Stash } from "./draft-saver";

const draftOf = (blueprint: Blueprint, revision: number): Tagged<Draft> => ({ data: { blueprint, revision, saved_at: "2026-11-20T10:00:00Z", saved_by: null, problems: [] }, etag: `"${revision}"` });

/** A server that keeps one draft and refuses what was made from an old state. */
function createServer() {
  const server = { blueprint: { n: 0 } as Blueprint, revision: 1, down: false, sent: 0 };
  const send = async (blueprint: Blueprint, etag: string | undefined): Promise<Tagged<Draft>> => {
    server.sent += 1;
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (server.down) throw connectionError(new TypeError("down"));
    if (etag !== `"${server.revision}"`) throw new ApiError({ status: 412, code: "stale" });
    server.revision += 1;
    server.blueprint = blueprint;
    return draftOf(blueprint, server.revision);
  };
  return { server, send, read: () => draftOf(server.blueprint, server.revision) };
}

let stash: Stash | undefined;
const keep = (next: Stash | undefined) => {
  stash = next;
  return true;
};
/** Of a window that is closed before it could send. */
const closed = () => new Promise<never>(() => undefined);
/** As a page finds what an earlier one kept. */
const left = (...stashes: (Stash | undefined)[]): Found<Blueprint>[] => stashes.flatMap((one) => (one ? [{ stash: one, take: () => undefined }] : []));

beforeEach(() => {
  stash = undefined;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe("the draft", () => {
  it("is saved by itself when the typing rests, once", async () => {
    const { server, send, read } = createServer();
    const saver = new DraftSaver(read(), { send, keep, latest: async () => read() });
    for (let n = 1; n <= 5; n++) saver.edit({ n });
    expect(saver.read().state).toBe("unsaved");
    await vi.advanceTimersByTimeAsync(2_000);
    expect(saver.read().state).toBe("saved");
    expect(server).toMatchObject({ blueprint: { n: 5 }, sent: 1 });
    expect(stash).toBeUndefined();
  });

  it("sends what was edited while the last was on its way", async () => {
    const { server, send, read } = createServer();
    const saver = new DraftSaver(read(), { send, keep, latest: async () => read() });
    saver.edit({ n: 1 });
    await vi.advanceTimersByTimeAsync(820);
    expect(saver.read().state).toBe("saving");
    saver.edit({ n: 2 });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(server).toMatchObject({ blueprint: { n: 2 }, sent: 2 });
    expect(saver.read().state).toBe("saved");
  });

  it("is kept in the browser while nobody answers, and sent later", async () => {
    const { server, send, read } = createServer();
    server.down = true;
    const saver = new DraftSaver(read(), { send, keep, latest: async () => read() });
    saver.edit({ n: 1 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(saver.read().state).toBe("offline");
    expect(stash).toEqual({ value: { n: 1 }, etag: '"1"', base: { n: 0 }, at: expect.any(Number) });
    expect(saver.read().kept).toBe(true);
    server.down = false;
    await vi.advanceTimersByTimeAsync(6_000);
    expect(saver.read().state).toBe("saved");
    expect(server.blueprint).toEqual({ n: 1 });
  });

  it("survives a closed window", async () => {
    const { server, send, read } = createServer();
    const first = new DraftSaver(read(), { send: closed, keep, latest: async () => read() });
    first.edit({ n: 1 });
    const second = new DraftSaver(read(), { send, keep, latest: async () => read() });
    second.takeUp(left(stash));
    expect(second.read()).toMatchObject({ state: "unsaved", value: { n: 1 } });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server).toMatchObject({ blueprint: { n: 1 }, sent: 1 });
    expect(stash).toBeUndefined();
  });

  it("takes up what several windows could not send, one after the other, and asks where they clash", async () => {
    const { server, send, read } = createServer();
    const kept: Stash[] = [];
    for (const blueprint of [{ n: 0, one: 1 }, { n: 0, two: 2 }, { n: 0, one: 3 }]) {
      const window = new DraftSaver(read(), { send: closed, keep: (next) => Boolean(next && kept.push(next)), latest: async () => read() });
      window.edit(blueprint);
    }
    const taken: number[] = [];
    const saver = new DraftSaver(read(), { send, keep, latest: async () => read() });
    saver.takeUp(kept.map((one, index) => ({ stash: one, take: () => taken.push(index) })));
    expect(taken).toEqual([0]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.blueprint).toMatchObject({ one: 1, two: 2 });
    expect(saver.read()).toMatchObject({ state: "conflict", value: { one: 3 }, clashes: [["one"]] });
    expect(taken).toEqual([0, 1, 2]);
    void saver.settle(read(), "mine");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.blueprint).toMatchObject({ one: 3, two: 2 });
    expect(stash).toBeUndefined();
  });

  it("says when the browser had no room to keep what is not sent", async () => {
    const { server, send, read } = createServer();
    server.down = true;
    let room = false;
    const saver = new DraftSaver(read(), { send, keep: () => room, latest: async () => read() });
    saver.edit({ n: 1 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(saver.read()).toMatchObject({ state: "offline", kept: false });
    room = true;
    saver.edit({ n: 2 });
    expect(saver.read().kept).toBe(true);
    room = false;
    saver.edit({ n: 3 });
    server.down = false;
    await vi.advanceTimersByTimeAsync(6_000);
    expect(saver.read()).toMatchObject({ state: "saved", kept: true });
  });

  it("knows its own save again when the answer to it was lost", async () => {
    const { server, send, read } = createServer();
    const saver = new DraftSaver(read(), { send, keep, latest: async () => read() });
    saver.edit({ n: 1 });
    server.blueprint = { n: 1 };
    server.revision += 1;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(saver.read()).toMatchObject({ state: "saved", value: { n: 1 } });
    expect(stash).toBeUndefined();
    saver.edit({ n: 2 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.blueprint).toEqual({ n: 2 });
  });

  it("never overwrites somebody else's save unasked, and then does as asked", async () => {
    const { server, send, read } = createServer();
    const mine = new DraftSaver(read(), { send, keep, latest: async () => read() });
    const theirs = new DraftSaver(read(), { send, keep: () => true, latest: async () => read() });
    theirs.edit({ n: 10 });
    await vi.advanceTimersByTimeAsync(1_000);
    mine.edit({ n: 20 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(mine.read().state).toBe("conflict");
    mine.edit({ n: 21 });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.blueprint).toEqual({ n: 10 });
    expect(stash?.value).toEqual({ n: 21 });

    const settling = mine.settle(read(), "mine");
    await vi.advanceTimersByTimeAsync(1_000);
    await settling;
    expect(server.blueprint).toMatchObject({ n: 21 });

    theirs.edit({ n: 11 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(theirs.read().state).toBe("conflict");
    void theirs.settle(read(), "theirs");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(theirs.read()).toMatchObject({ state: "saved", value: { n: 21 } });
  });

  it("puts what two people wrote in different places together, also what was kept while nobody answered", async () => {
    const { server, send, read } = createServer();
    const mine = new DraftSaver(read(), { send: closed, keep, latest: async () => read() });
    const theirs = new DraftSaver(read(), { send, keep: () => true, latest: async () => read() });
    mine.edit({ n: 0, mine: 1 });
    await vi.advanceTimersByTimeAsync(1_000);
    theirs.edit({ n: 0, theirs: 2 });
    await vi.advanceTimersByTimeAsync(1_000);
    const later = new DraftSaver(read(), { send, keep, latest: async () => read() });
    later.takeUp(left(stash));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(later.read()).toMatchObject({ state: "saved", value: { mine: 1, theirs: 2 } });
    expect(server.blueprint).toMatchObject({ n: 0, mine: 1, theirs: 2 });
    expect(stash).toBeUndefined();
    theirs.hear(read());
    expect(theirs.read()).toMatchObject({ state: "saved", value: { mine: 1, theirs: 2 } });
  });

  it("takes what others saved only where nothing here is on its way, and never something older", async () => {
    const { server, send, read } = createServer();
    const saver = new DraftSaver(read(), { send, keep, latest: async () => read() });
    const old = read();
    saver.edit({ n: 1 });
    await vi.advanceTimersByTimeAsync(1_000);
    saver.hear(old);
    expect(saver.read().value).toEqual({ n: 1 });
    saver.edit({ n: 2 });
    server.revision += 1;
    saver.hear(read());
    expect(saver.read().value).toEqual({ n: 2 });
  });

  it("stops and says so when the server refuses the content", async () => {
    const send = () => Promise.reject(new ApiError({ status: 422, code: "blueprint_invalid" }));
    const saver = new DraftSaver(draftOf({ n: 0 }, 1), { send, keep, latest: async () => draftOf({ n: 0 }, 1) });
    saver.edit({ n: 1 });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(saver.read().state).toBe("refused");
    expect(stash?.value).toEqual({ n: 1 });
  });
});
