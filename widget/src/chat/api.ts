/** The chat API over fetch. Every refusal is a `Problem`; `asProblem` makes one with status 0 of no answer at all. */
import {
  type Attachment,
  type Config,
  type Conversation,
  type Message,
  readAttachment,
  readConfig,
  readConversation,
  readField,
  readMessages,
} from "./wire";

const PATIENCE = 30_000;

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    /** In the visitor's language when the server had one to give; may be empty. */
    readonly sentence: string,
    /** Milliseconds to wait, when the server named them. */
    readonly wait: number | null,
  ) {
    super(`${status} ${code}`);
  }

  /** Whether the same request may succeed later: nothing answered, too much at once, or the server's own trouble. */
  get passing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }

  /** Whether the conversation or its token is no longer accepted. */
  get gone(): boolean {
    return this.status === 401 || this.status === 403 || this.status === 404;
  }
}

/** No answer, one that was cut and one that could not be read count alike: it is asked again. */
export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem(0, "", "", null);
}

export interface Started {
  readonly conversation: Conversation;
  readonly token: string;
  readonly messages: readonly Message[];
}

export interface Answer {
  readonly conversation: Conversation;
  readonly messages: readonly Message[];
}

export interface Door {
  readonly conversation: string;
  readonly token: string;
}

export interface SendBody {
  readonly client_id: string;
  readonly text?: string | undefined;
  readonly choice_id?: string | undefined;
  readonly attachment_id?: string | undefined;
}

export class ChatApi {
  readonly #base: string;
  language = "";
  readonly #key: string;

  constructor(
    host: string,
    key: string,
  ) {
    this.#key = key;
    this.#base = `${host}/chat/v1`;
  }

  async config(language: string): Promise<Config> {
    const query = language ? `?language=${encodeURIComponent(language)}` : "";
    return readConfig(await this.#json("GET", `/config${query}`, this.#key));
  }

  async start(body: Readonly<Record<string, unknown>>): Promise<Started> {
    const raw = await this.#json("POST", "/conversations", this.#key, body);
    const token = readField(raw, "token");
    if (typeof token !== "string" || !token) throw new Error("token");
    return { ...readAnswer(raw), token };
  }

  async since(door: Door, after: number): Promise<Answer> {
    return readAnswer(await this.#json("GET", `${path(door)}?after=${after}`, door.token));
  }

  async send(door: Door, body: SendBody): Promise<Answer> {
    return readAnswer(await this.#json("POST", `${path(door)}/messages`, door.token, body));
  }

  async rate(door: Door, score: number, comment: string): Promise<void> {
    await this.#json("POST", `${path(door)}/rating`, door.token, {
      kind: "csat",
      score,
      ...(comment ? { comment } : {}),
    });
  }

  async speak(door: Door, language: string): Promise<Conversation> {
    const raw = await this.#json("POST", `${path(door)}/language`, door.token, { language });
    return readConversation(readField(raw, "conversation"));
  }

  async end(door: Door): Promise<Conversation> {
    const raw = await this.#json("POST", `${path(door)}/end`, door.token, {});
    return readConversation(readField(raw, "conversation"));
  }

  /** The open stream; its body is read by the caller. */
  async stream(door: Door, after: number, signal: AbortSignal): Promise<Response> {
    const response = await this.#fetch(`${path(door)}/stream?after=${after}`, door.token, { signal });
    if (!response.headers.get("content-type")?.startsWith("text/event-stream") || !response.body) {
      throw new Error("stream");
    }
    return response;
  }

  /** What a file of the conversation holds. */
  async file(door: Door, id: string): Promise<Blob> {
    return (await this.#fetch(`${path(door)}/files/${encodeURIComponent(id)}`, door.token)).blob();
  }

  /** Fetch tells nothing of an upload's progress, so this is the one XMLHttpRequest. */
  upload(door: Door, file: File, signal: AbortSignal, progress: (share: number) => void): Promise<Attachment> {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const fail = () => reject(problem(request.status, request.responseText, request.getResponseHeader("retry-after")));
      request.open("POST", `${this.#base}${path(door)}/files`);
      for (const [name, value] of Object.entries(this.#headers(door.token))) request.setRequestHeader(name, value);
      request.upload.onprogress = (event) => {
        if (event.lengthComputable) progress(event.loaded / event.total);
      };
      request.onerror = request.onabort = request.ontimeout = fail;
      request.onload = () => {
        const attachment = readAttachment(readField(parseJson(request.responseText), "attachment"));
        if (request.status < 300 && attachment.id) resolve(attachment);
        else fail();
      };
      signal.addEventListener("abort", () => request.abort());
      const form = new FormData();
      form.append("file", file, file.name);
      request.send(form);
    });
  }

  #headers(token: string): Record<string, string> {
    return {
      Authorization: `Bearer ${token}`,
      ...(this.language ? { "Accept-Language": this.language } : {}),
    };
  }

  async #json(method: string, where: string, token: string, body?: unknown): Promise<unknown> {
    const response = await this.#fetch(where, token, {
      method,
      signal: AbortSignal.timeout(PATIENCE),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return parseJson(await response.text());
  }

  async #fetch(where: string, token: string, init: RequestInit = {}): Promise<Response> {
    const headers = this.#headers(token);
    if (init.body) headers["Content-Type"] = "application/json";
    const response = await fetch(this.#base + where, { ...init, headers, credentials: "omit", cache: "no-store" });
    if (response.ok) return response;
    throw problem(response.status, await response.text().catch(() => ""), response.headers.get("retry-after"));
  }
}

function path(door: Door): string {
  return `/conversations/${encodeURIComponent(door.conversation)}`;
}

function readAnswer(raw: unknown): Answer {
  return { conversation: readConversation(readField(raw, "conversation")), messages: readMessages(raw) };
}

/** Undefined when it is no JSON: the readers then refuse it by name. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function problem(status: number, text: string, retryAfter: string | null): Problem {
  const raw = parseJson(text);
  const said = (field: string): string => {
    const value = readField(raw, field);
    return typeof value === "string" ? value : "";
  };
  const seconds = Number(retryAfter ?? NaN);
  return new Problem(
    status,
    said("code"),
    said("detail") || said("title"),
    Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null,
  );
}
