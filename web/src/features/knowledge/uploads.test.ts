import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createUploads, flawOf, LARGEST_FILE, type Send } from "./uploads";

const file = (name: string, size = 10) => Object.defineProperty(new File(["x"], name), "size", { value: size });

/** A sender whose files arrive, or do not, when the test says so. */
function sender() {
  const going: { name: string; attempt: string; progress: (share: number) => void; arrive: () => void; fail: (error: unknown) => void; signal: AbortSignal }[] = [];
  const send: Send = ({ file: { name }, attempt }, progress, signal) =>
    new Promise<void>((arrive, fail) => {
      signal.addEventListener("abort", () => fail(new DOMException("given up", "AbortError")));
      going.push({ name, attempt, progress, arrive, fail, signal });
    });
  return { going, send };
}
const settled = () => new Promise((done) => setTimeout(done));
const states = (uploads: ReturnType<typeof createUploads>) => uploads.get().map(({ name, state }) => `${name} ${state}`);

describe("files on their way", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout"], shouldAdvanceTime: true }));
  afterEach(() => void vi.useRealTimers());

  it("warn whoever closes the window, and only while they are on their way", async () => {
    const leave = () => !dispatchEvent(new Event("beforeunload", { cancelable: true }));
    const [uploads, { going, send }] = [createUploads(), sender()];
    expect(leave()).toBe(false);
    uploads.add([file("a.pdf")], undefined, send);
    expect(leave()).toBe(true);
    going[0]?.arrive();
    await settled();
    expect(leave()).toBe(false);
  });

  it("are sent two at a time, each with how much has left, and go when they have arrived", async () => {
    const [uploads, { going, send }] = [createUploads(), sender()];
    uploads.add(["a.pdf", "b.pdf", "c.pdf"].map((name) => file(name)), "kno_1", send);
    expect(states(uploads)).toEqual(["a.pdf sending", "b.pdf sending", "c.pdf waiting"]);
    going[1]?.progress(0.4);
    expect(uploads.get().map(({ share }) => share)).toEqual([0, 0.4, 0]);
    going[0]?.arrive();
    await vi.waitFor(() => expect(states(uploads)).toEqual(["a.pdf sent", "b.pdf sending", "c.pdf sending"]));
    await vi.advanceTimersByTimeAsync(3_000);
    expect(states(uploads)).toEqual(["b.pdf sending", "c.pdf sending"]);
  });

  it("are given up one by one, and the next one begins", async () => {
    const [uploads, { going, send }] = [createUploads(), sender()];
    uploads.add(["a.pdf", "b.pdf", "c.pdf"].map((name) => file(name)), undefined, send);
    uploads.drop(uploads.get()[0]?.key ?? 0);
    expect(going[0]?.signal.aborted).toBe(true);
    await vi.waitFor(() => expect(states(uploads)).toEqual(["b.pdf sending", "c.pdf sending"]));
  });

  it("stay with what went wrong until they are tried again, as the same one", async () => {
    const [uploads, { going, send }] = [createUploads(), sender()];
    uploads.add([file("a.pdf")], undefined, send);
    going[0]?.fail(new Error("cut off"));
    await vi.waitFor(() => expect(states(uploads)).toEqual(["a.pdf failed"]));
    uploads.retry(uploads.get()[0]?.key ?? 0);
    expect(states(uploads)).toEqual(["a.pdf sending"]);
    expect(going[1]?.attempt).toBe(going[0]?.attempt);
    going[1]?.arrive();
    await vi.waitFor(() => expect(states(uploads)).toEqual(["a.pdf sent"]));
  });

  it("are not sent when that is of no use, and do not keep the others", () => {
    const [uploads, { going, send }] = [createUploads(), sender()];
    uploads.add([file("film.mp4"), file("huge.pdf", LARGEST_FILE + 1), file("none.txt", 0), file("good.md")], undefined, send);
    expect(uploads.get().map(({ flaw }) => flaw)).toEqual(["wrong_kind", "too_large", "empty", undefined]);
    expect(going.map(({ name }) => name)).toEqual(["good.md"]);
  });
});

it("leaves what has no ending, and any text, to the server", () => {
  expect(flawOf({ name: "README", size: 1, type: "" })).toBeUndefined();
  expect(flawOf({ name: "notes.log", size: 1, type: "text/plain" })).toBeUndefined();
  expect(flawOf({ name: "PRICES.PDF", size: 1, type: "" })).toBeUndefined();
  expect(flawOf({ name: "old.doc", size: 1, type: "application/msword" })).toBe("wrong_kind");
});
