import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api, withQuery } from "./client";
import type { ApiError } from "./errors";
import { activeOrganization } from "./organization";

let requests: Request[] = [];
let answer: () => Response | Promise<Response>;

beforeEach(() => {
  requests = [];
  document.cookie = "csrftoken=abc";
  activeOrganization.set("org_1");
  answer = () => Response.json({ ok: true });
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    requests.push(new Request(new URL(url, "http://centralita.test"), { ...init, signal: null }));
    return answer();
  });
});
afterEach(() => vi.unstubAllGlobals());

const header = (name: string) => requests.at(-1)?.headers.get(name) ?? null;

describe("requests", () => {
  it("say for which organization they are", async () => {
    await api.get("/agents", { query: { search: "a b", status: undefined, cursor: "" } });
    expect(requests[0]?.url).toBe("http://centralita.test/api/v1/agents?search=a+b");
    expect(header("x-organization")).toBe("org_1");
    expect(header("x-csrftoken")).toBeNull();
  });
  it("carry the CSRF token, an idempotency key and the state that was seen, when they write", async () => {
    await api.post("/agents", { name: "x" });
    expect(header("x-csrftoken")).toBe("abc");
    expect(header("idempotency-key")).toMatch(/^[\da-f-]{36}$/);
    await api.patch("/agents/1", {}, { ifMatch: '"3"' });
    expect(header("if-match")).toBe('"3"');
  });
  it("give back the tag of what was read", async () => {
    answer = () => Response.json({ id: 1 }, { headers: { etag: '"9"' } });
    expect(await api.getTagged("/agents/1")).toEqual({ data: { id: 1 }, etag: '"9"' });
  });
  it("take an answer without a body", async () => {
    answer = () => new Response(null, { status: 204 });
    expect(await api.delete("/agents/1")).toBeUndefined();
  });
});

describe("answers that are no success", () => {
  const caught = () => api.get("/x").catch((error: unknown) => error as ApiError) as Promise<ApiError>;
  it("become errors with code, fields, reference and time to wait", async () => {
    answer = () => Response.json({ code: "invalid", title: "No", request_id: "r1", errors: [{ field: "name", code: "too_short" }] }, { status: 422, headers: { "retry-after": "7" } });
    const error = await caught();
    expect(error).toMatchObject({ status: 422, code: "invalid", requestId: "r1", retryAfter: 7, fields: [{ field: "name", code: "too_short" }] });
  });
  it("keep their status where a proxy answered instead of us", async () => {
    answer = () => new Response("<html>Bad gateway</html>", { status: 502 });
    expect(await caught()).toMatchObject({ status: 502, code: "http_502" });
  });
  it("know a dead network from a server that refuses", async () => {
    answer = () => Promise.reject(new TypeError("failed"));
    expect((await caught()).isConnection).toBe(true);
  });
});

it("writes no empty question mark", () => expect(withQuery("/a", { b: null })).toBe("/a"));
