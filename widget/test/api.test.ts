import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { asProblem, ChatApi } from "../src/chat/api";

const DOOR = { conversation: "cnv_1", token: "cct_1" };
const TALK = "https://chat.example/chat/v1/conversations/cnv_1";

/** What each address answers to the holder of the token; anything else is refused, or not there at all. */
const ANSWERS: Readonly<Record<string, string>> = {
  [`${TALK}/files/att_1`]: "<b>bytes</b>",
  [`${TALK}/files/..%2F..%2Fconfig`]: "in its place",
  [`${TALK}?after=7`]: "no json",
};

function server(address: string, init: RequestInit): Promise<Response> {
  if (!address.startsWith(TALK)) return Promise.reject(new TypeError("Failed to fetch"));
  const known = new Headers(init.headers).get("authorization") === "Bearer cct_1" ? ANSWERS[address] : undefined;
  return Promise.resolve(known === undefined ? Response.json({ detail: "Gone." }, { status: 404 }) : new Response(known));
}

beforeEach(() => vi.stubGlobal("fetch", server));
afterEach(() => vi.unstubAllGlobals());

const api = new ChatApi("https://chat.example", "cpk_1");
const refused = async (asked: Promise<unknown>) => asProblem(await asked.catch((error: unknown) => error));

describe("the chat API", () => {
  it("gives what a file holds to whoever has the conversation's token", async () => {
    expect(await (await api.file(DOOR, "att_1")).text()).toBe("<b>bytes</b>");
    expect(await refused(api.file({ ...DOOR, token: "" }, "att_1"))).toMatchObject({ status: 404, sentence: "Gone." });
  });

  it("never leaves the conversation for a file's name", async () => {
    expect(await (await api.file(DOOR, "../../config")).text()).toBe("in its place");
  });

  it("asks again what was not answered or cannot be read, and nothing that was refused", async () => {
    expect(await refused(api.config("en"))).toMatchObject({ status: 0, passing: true });
    expect(await refused(api.since(DOOR, 7))).toMatchObject({ status: 0, passing: true });
    expect(await refused(api.since(DOOR, 8))).toMatchObject({ status: 404, passing: false, gone: true });
  });
});
