import type { Definition, Pair, SignIn } from "./api";

type Request = Definition["request"];

export interface CurlRead {
  request: Pick<Request, "method" | "address" | "query" | "headers" | "body" | "fields" | "template">;
  /** How it signs in, by the first secret that it carries; further ones are left out. */
  signIn?: { kind: SignIn; credentials: Record<string, string> };
  /** What was not taken over, by its name. */
  leftOut: string[];
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
const SECRET = /(^|[-_])(api[-_]?key|key|token|secret|auth|authorization|password|signature)$/i;
/** Set by us, or meaningless to whoever asks for an answer in JSON. */
const OURS = new Set(["content-type", "accept", "content-length", "host", "user-agent", "connection", "accept-encoding", "accept-language"]);
const WITH_VALUE = new Set(["-A", "--user-agent", "-e", "--referer", "-o", "--output", "-m", "--max-time", "--connect-timeout", "--retry", "-b", "--cookie", "-c", "--cookie-jar", "-x", "--proxy", "--cacert", "-E", "--cert", "--key", "-w", "--write-out", "-T", "--upload-file", "-r", "--range"]);
const DATA = new Set(["-d", "--data", "--data-raw", "--data-binary", "--data-ascii"]);

/** A pasted cURL command as a request; undefined where it is none, or asks no address. */
export function readCurl(pasted: string): CurlRead | undefined {
  const words = wordsOf(pasted);
  if (words[0] !== "curl" && words[0] !== "curl.exe") return undefined;
  const found = { address: "", method: "", headers: [] as Pair[], data: [] as string[], encoded: [] as string[], parts: [] as Pair[], user: "", json: false, get: false, leftOut: [] as string[] };
  for (let at = 1; at < words.length; at++) {
    const [flag, glued] = split(words[at] ?? "");
    const value = () => glued ?? words[++at] ?? "";
    if (flag === "-X" || flag === "--request") found.method = value().toUpperCase();
    else if (flag === "-H" || flag === "--header") found.headers.push(headerOf(value()));
    else if (DATA.has(flag)) found.data.push(value());
    else if (flag === "--json") {
      found.data.push(value());
      found.json = true;
    } else if (flag === "--data-urlencode") found.encoded.push(value());
    else if (flag === "-u" || flag === "--user") found.user = value();
    else if (flag === "-F" || flag === "--form" || flag === "--form-string") {
      const part = partOf(value());
      // Nobody says a file to an agent.
      if (flag !== "--form-string" && /^[@<]/.test(part.value)) found.leftOut.push(part.name);
      else found.parts.push(part);
    } else if (flag === "-G" || flag === "--get") found.get = true;
    else if (flag === "--url") found.address = value();
    else if (WITH_VALUE.has(flag)) {
      found.leftOut.push(flag);
      value();
    } else if (!flag.startsWith("-") && !found.address) found.address = flag;
  }
  if (!found.address) return undefined;
  return built(found);
}

function built(found: { address: string; method: string; headers: Pair[]; data: string[]; encoded: string[]; parts: Pair[]; user: string; json: boolean; get: boolean; leftOut: string[] }): CurlRead | undefined {
  const signs: NonNullable<CurlRead["signIn"]>[] = [];
  const leftOut = [...found.leftOut];
  const [plain = "", asked = ""] = (/^[a-z]+:\/\//i.test(found.address) ? found.address : `https://${found.address}`).split("#")[0]?.split(/\?(.*)/s) ?? [];
  const data = [...found.data, ...found.encoded.map(encoded)].join("&");
  const query = [...pairsOf(asked), ...(found.get ? pairsOf(data) : [])];
  const headers = found.headers.filter(({ name, value }) => {
    if (OURS.has(name.toLowerCase())) return false;
    const sign = ofHeader(name, value);
    if (sign) signs.push(sign);
    else if (/^(cookie|proxy-authorization)$/i.test(name)) leftOut.push(name);
    else return true;
    return false;
  });
  if (found.user) signs.push(basic(found.user));
  const kept = query.filter(({ name, value }) => {
    if (!SECRET.test(name)) return true;
    signs.push({ kind: "query_key", credentials: { parameter: name, api_key: value } });
    return false;
  });
  const method = found.method || ((data || found.parts.length > 0) && !found.get ? "POST" : "GET");
  const known = METHODS.find((one) => one === method);
  if (!known) return undefined;
  const sent = found.get || known === "GET" ? "" : data;
  leftOut.push(...signs.slice(1).map(({ credentials }) => credentials.header ?? credentials.parameter ?? "Authorization"));
  const request = { method: known, address: plain, query: kept, headers, ...(found.parts.length > 0 && known !== "GET" ? { body: "multipart" as const, fields: found.parts, template: "" } : bodyOf(sent)) };
  return { request, ...(signs[0] ? { signIn: signs[0] } : {}), leftOut };
}

function bodyOf(data: string): Pick<Request, "body" | "fields" | "template"> {
  if (!data) return { body: "none", fields: [], template: "" };
  try {
    return { body: "raw", fields: [], template: JSON.stringify(JSON.parse(data), null, 2) };
  } catch {
    return { body: "form", fields: pairsOf(data), template: "" };
  }
}

function ofHeader(name: string, value: string): CurlRead["signIn"] {
  if (name.toLowerCase() === "authorization") {
    const [scheme = "", proof = ""] = value.split(/\s+(.*)/s);
    if (scheme.toLowerCase() === "bearer") return { kind: "bearer", credentials: { token: proof.trim() } };
    if (scheme.toLowerCase() === "basic") return basic(decoded(proof.trim()));
    return { kind: "api_key", credentials: { header: name, api_key: value } };
  }
  return SECRET.test(name) ? { kind: "api_key", credentials: { header: name, api_key: value } } : undefined;
}

function basic(text: string): NonNullable<CurlRead["signIn"]> {
  const at = text.indexOf(":");
  return { kind: "basic", credentials: { username: at < 0 ? text : text.slice(0, at), password: at < 0 ? "" : text.slice(at + 1) } };
}

function decoded(text: string): string {
  try {
    return atob(text);
  } catch {
    return "";
  }
}

const encoded = (text: string): string => {
  const at = text.indexOf("=");
  return at < 0 ? encodeURIComponent(text) : `${text.slice(0, at)}=${encodeURIComponent(text.slice(at + 1))}`;
};

const pairsOf = (text: string): Pair[] => [...new URLSearchParams(text)].map(([name, value]) => ({ name, value }));

/** `name=text`; what follows a `;`, such as a type, is cURL's. */
function partOf(text: string): Pair {
  const at = text.indexOf("=");
  return { name: (at < 0 ? text : text.slice(0, at)).trim(), value: at < 0 ? "" : text.slice(at + 1).replace(/;(type|filename|headers)=.*$/s, "") };
}

function headerOf(text: string): Pair {
  const at = text.indexOf(":");
  return { name: (at < 0 ? text : text.slice(0, at)).trim(), value: at < 0 ? "" : text.slice(at + 1).trim() };
}

/** `--header=x` and `-Hx` say flag and value in one word. */
function split(word: string): [string, string | undefined] {
  const long = /^(--[a-z-]+)=(.*)$/s.exec(word);
  if (long) return [long[1] ?? "", long[2]];
  const short = /^(-[XHduF])(.+)$/s.exec(word);
  return short ? [short[1] ?? "", short[2]] : [word, undefined];
}

/** The words as a shell reads them. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? "";
    if (letter === "\\") {
      const next = text[++at] ?? "";
      if (next === "\r") at++;
      if (next !== "\n" && next !== "\r") word = (word ?? "") + next;
    } else if (letter === "'") {
      const end = text.indexOf("'", at + 1);
      word = (word ?? "").replace(/\$$/, "") + text.slice(at + 1, end < 0 ? undefined : end);
      at = end < 0 ? text.length : end;
    } else if (letter === '"') {
      let said = "";
      while (++at < text.length && text[at] !== '"') said += text[at] === "\\" && /["\\$`]/.test(text[at + 1] ?? "") ? (text[++at] ?? "") : (text[at] ?? "");
      word = (word ?? "") + said;
    } else if (/\s/.test(letter)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? "") + letter;
  }
  if (word !== undefined) words.push(word);
  return words;
}
