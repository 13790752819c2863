import { connectionError, errorFrom } from "./errors";
import { activeOrganization } from "./organization";

export type Query = Record<string, string | number | boolean | null | undefined>;

export interface RequestOptions {
  query?: Query;
  body?: unknown;
  signal?: AbortSignal;
  /** The ETag that was read with the thing that is being changed. */
  ifMatch?: string | undefined;
  /** Given for POSTs that must happen once, also when the same call is made again. */
  idempotencyKey?: string;
  headers?: Record<string, string>;
}

/** One page of a cursor list. */
export interface Page<T> {
  items: T[];
  next_cursor?: string | null;
  total?: number | null;
}

/** A body with the ETag that edits must send back. */
export interface Tagged<T> {
  data: T;
  etag: string | undefined;
}

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);
const BASE = "/api/v1";

function cookie(name: string): string | undefined {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : undefined;
}

/** The CSRF token; asks the server for one when the browser has none yet. */
export async function csrfToken(): Promise<string> {
  const known = cookie("csrftoken");
  if (known) return known;
  await fetch("/_allauth/browser/v1/config", { credentials: "same-origin" }).catch(() => undefined);
  return cookie("csrftoken") ?? "";
}

export function withQuery(path: string, query?: Query): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== "") params.set(key, String(value));
  }
  const text = params.toString();
  return text ? `${path}?${text}` : path;
}

/** What every request says of itself: language, organization, CSRF token. */
async function headersOf(method: string, options: RequestOptions): Promise<Headers> {
  const headers = new Headers({ accept: "application/json", "accept-language": document.documentElement.lang, ...options.headers });
  const organization = activeOrganization.get();
  if (organization) headers.set("x-organization", organization);
  if (!SAFE.has(method)) headers.set("x-csrftoken", await csrfToken());
  if (options.ifMatch) headers.set("if-match", options.ifMatch);
  if (options.idempotencyKey) headers.set("idempotency-key", options.idempotencyKey);
  return headers;
}

/** Any same-origin request with cookie, CSRF token and organization; answers of any status are returned. */
export async function send(method: string, url: string, options: RequestOptions = {}): Promise<Response> {
  const headers = await headersOf(method, options);
  let body: BodyInit | undefined;
  if (options.body instanceof FormData) body = options.body;
  else if (options.body !== undefined) {
    headers.set("content-type", "application/json");
    body = JSON.stringify(options.body);
  }
  try {
    return await fetch(withQuery(url, options.query), {
      method,
      headers,
      credentials: "same-origin",
      ...(body === undefined ? {} : { body }),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw connectionError(cause);
  }
}

async function request<T>(method: string, path: string, options?: RequestOptions): Promise<Tagged<T>> {
  const response = await send(method, BASE + path, options);
  if (!response.ok) throw await errorFrom(response);
  const etag = response.headers.get("etag") ?? undefined;
  const empty = response.status === 204 || response.headers.get("content-length") === "0";
  return { data: (empty ? undefined : await response.json()) as T, etag };
}

/** The control API. Paths are relative to /api/v1. Anything but a success throws ApiError. */
export const api = {
  get: async <T>(path: string, options?: RequestOptions): Promise<T> => (await request<T>("GET", path, options)).data,
  getTagged: <T>(path: string, options?: RequestOptions) => request<T>("GET", path, options),
  post: async <T>(path: string, body?: unknown, options?: RequestOptions): Promise<T> =>
    (await request<T>("POST", path, { idempotencyKey: crypto.randomUUID(), ...options, body: body ?? {} })).data,
  put: async <T>(path: string, body: unknown, options?: RequestOptions): Promise<T> =>
    (await request<T>("PUT", path, { ...options, body })).data,
  patch: async <T>(path: string, body: unknown, options?: RequestOptions): Promise<T> =>
    (await request<T>("PATCH", path, { ...options, body })).data,
  putTagged: <T>(path: string, body: unknown, options?: RequestOptions) => request<T>("PUT", path, { ...options, body }),
  patchTagged: <T>(path: string, body: unknown, options?: RequestOptions) => request<T>("PATCH", path, { ...options, body }),
  delete: async <T = void>(path: string, options?: RequestOptions): Promise<T> =>
    (await request<T>("DELETE", path, options)).data,
};

/**
 * Posts a form and tells how much of it is sent, from 0 to 1. Paths are relative to /api/v1; anything but a success
 * throws ApiError, what is given up an AbortError.
 */
export async function upload<T>(path: string, body: FormData, { signal, idempotencyKey, onProgress }: { signal: AbortSignal; idempotencyKey: string; onProgress: (share: number) => void }): Promise<T> {
  const headers = await headersOf("POST", { idempotencyKey });
  signal.throwIfAborted();
  // fetch does not tell what of a body has left.
  const request = new XMLHttpRequest();
  const response = await new Promise<Response>((resolve, reject) => {
    request.upload.onprogress = ({ loaded, total }) => total > 0 && onProgress(loaded / total);
    request.onload = () => {
      const said = new Headers();
      for (const name of ["x-request-id", "retry-after"]) said.set(name, request.getResponseHeader(name) ?? "");
      resolve(new Response(request.responseText, { status: request.status, headers: said }));
    };
    request.onerror = () => reject(connectionError(undefined));
    request.onabort = () => reject(new DOMException("given up", "AbortError"));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.open("POST", BASE + path);
    headers.forEach((value, name) => request.setRequestHeader(name, value));
    request.send(body);
  });
  if (!response.ok) throw await errorFrom(response);
  return (await response.json()) as T;
}
