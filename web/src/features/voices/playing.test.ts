import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { play, stop, usePlaying } from "./playing";

const sound = () => Promise.resolve(new Blob(["sound"]));
let elements: HTMLMediaElement[];

beforeEach(() => {
  elements = [];
  vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: vi.fn(() => `blob:${crypto.randomUUID()}`), revokeObjectURL: vi.fn() }));
  vi.spyOn(HTMLMediaElement.prototype, "play").mockImplementation(function (this: HTMLMediaElement) {
    elements.push(this);
    return Promise.resolve();
  });
  vi.spyOn(HTMLMediaElement.prototype, "pause").mockImplementation(function (this: HTMLMediaElement) {
    this.dispatchEvent(new Event("pause"));
  });
});
afterEach(() => {
  act(stop);
});

async function settle() {
  await act(async () => {
    await new Promise((done) => setTimeout(done));
  });
}

test("is on its way, then heard, then over", async () => {
  const { result } = renderHook(() => usePlaying("one"));
  let heard!: Promise<void>;
  act(() => {
    heard = play("one", sound);
  });
  expect(result.current).toBe("loading");
  await settle();
  expect(result.current).toBe("playing");
  act(() => void elements[0]?.dispatchEvent(new Event("ended")));
  await act(() => heard);
  expect(result.current).toBeUndefined();
});

test("the next sound ends the one before", async () => {
  const one = renderHook(() => usePlaying("one"));
  const two = renderHook(() => usePlaying("two"));
  let first!: Promise<void>;
  act(() => {
    first = play("one", sound);
  });
  await settle();
  act(() => void play("two", sound));
  await act(() => first);
  await settle();
  expect(one.result.current).toBeUndefined();
  expect(two.result.current).toBe("playing");
});

test("what comes after it was stopped is not heard, and is no failure", async () => {
  let fail!: (reason: Error) => void;
  const late = new Promise<Blob>((_, no) => {
    fail = no;
  });
  const { result } = renderHook(() => usePlaying("one"));
  let heard!: Promise<void>;
  act(() => {
    heard = play("one", () => late);
  });
  act(stop);
  fail(new Error("aborted"));
  await expect(heard).resolves.toBeUndefined();
  expect(elements).toHaveLength(0);
  expect(result.current).toBeUndefined();
});

test("what cannot be had says so, and the button is free again", async () => {
  const { result } = renderHook(() => usePlaying("one"));
  await act(() => expect(play("one", () => Promise.reject(new Error("gone")))).rejects.toThrow("gone"));
  expect(result.current).toBeUndefined();
});
