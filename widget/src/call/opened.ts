/** Asks the server for a call that waits for this page. What comes in another shape is no call. */
import type { OpenedCall } from "../../../web/src/features/agents/web-call/line";
import { readField } from "../chat/wire";
import type { Frame } from "../view/frame";

/** The server says no; the message is its sentence, in the visitor's language. */
export class Refused extends Error {}

const words = (value: unknown): string => (typeof value === "string" ? value : "");
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

function readOpened(raw: unknown, host: string): OpenedCall {
  const [id, platform, token, url] = ["id", "platform", "token", "url"].map((name) => words(readField(raw, name)));
  if (!id || !platform || !token || !url || !URL.canParse(url, host)) throw new Error("call");
  const given = readField(raw, "variables");
  return {
    id,
    platform,
    token,
    // The sandbox's line is on the host that served the script, not on the page's.
    url: new URL(url, host).href,
    language: words(readField(raw, "language")),
    variables: Object.fromEntries(Object.entries(given ?? {}).map(([name, value]) => [name, words(value)])),
    ice_servers: list(readField(raw, "ice_servers")).map((one) => ({
      urls: list(readField(one, "urls")).map(words),
      username: words(readField(one, "username")),
      credential: words(readField(one, "credential")),
    })),
  };
}

export async function openCall(frame: Frame, key: string, visitor: string): Promise<OpenedCall> {
  const answer = await fetch(`${frame.host}/chat/v1/calls`, {
    method: "POST",
    headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json", "Accept-Language": frame.language },
    body: JSON.stringify({ visitor_id: visitor, language: frame.config.language }),
    credentials: "omit",
    cache: "no-store",
    signal: AbortSignal.timeout(30_000),
  });
  const told: unknown = await answer.json().catch(() => null);
  if (answer.ok) return readOpened(told, frame.host);
  throw new Refused(words(readField(told, "detail")) || words(readField(told, "title")));
}
