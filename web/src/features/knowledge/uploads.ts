/** Files on their way to the server. Kept apart from any page: who goes on to another one finds them as they are. */
export interface Wanted {
  file: File;
  source: string | undefined;
  /** The same at each try: what arrived but was not answered is not made twice. */
  attempt: string;
}

export type Send = (wanted: Wanted, onProgress: (share: number) => void, signal: AbortSignal) => Promise<unknown>;

export type Flaw = "too_large" | "wrong_kind" | "empty";

export interface Upload {
  key: number;
  name: string;
  size: number;
  state: "waiting" | "sending" | "sent" | "refused" | "failed";
  /** How much has left, from 0 to 1. */
  share: number;
  /** Why it was not sent at all. */
  flaw?: Flaw;
  /** What came instead of success. */
  error?: unknown;
}

export const LARGEST_FILE = 50 * 1000 * 1000;
export const FILE_KINDS = ".pdf,.docx,.txt,.md,.markdown,.html,.htm,.csv";
const KINDS = new Set(FILE_KINDS.split(","));

const AT_ONCE = 2;
const SHOWN_SENT = 3_000;

/** What is wrong with a file before it is sent. A name without an ending, and any text, is for the server to say. */
export function flawOf({ name, size, type }: Pick<File, "name" | "size" | "type">): Flaw | undefined {
  if (size > LARGEST_FILE) return "too_large";
  if (size === 0) return "empty";
  const ending = /\.[^.]{1,10}$/.exec(name)?.[0].toLowerCase();
  return ending && !KINDS.has(ending) && !type.startsWith("text/") ? "wrong_kind" : undefined;
}

interface Job extends Wanted {
  send: Send;
  abort?: AbortController;
}

export function createUploads() {
  let shown: readonly Upload[] = [];
  let counter = 0;
  const jobs = new Map<number, Job>();
  const listeners = new Set<() => void>();
  const show = (next: readonly Upload[]) => {
    const busy = under(shown);
    shown = next;
    if (typeof window !== "undefined" && busy !== under(next)) (busy ? removeEventListener : addEventListener)("beforeunload", warn);
    listeners.forEach((tell) => tell());
  };
  const patch = (key: number, change: Partial<Upload>) => show(shown.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const forget = (key: number) => {
    jobs.delete(key);
    show(shown.filter((one) => one.key !== key));
  };

  const run = async (key: number, job: Job) => {
    job.abort = new AbortController();
    patch(key, { state: "sending", share: 0 });
    try {
      await job.send(job, (share) => patch(key, { share }), job.abort.signal);
      patch(key, { state: "sent", share: 1 });
      jobs.delete(key);
      setTimeout(() => forget(key), SHOWN_SENT);
    } catch (error) {
      if (!job.abort.signal.aborted) patch(key, { state: "failed", error });
    }
    next();
  };
  const next = () => {
    const free = AT_ONCE - shown.filter(({ state }) => state === "sending").length;
    const waiting = shown.filter(({ state }) => state === "waiting").slice(0, Math.max(0, free));
    for (const { key } of waiting) {
      const job = jobs.get(key);
      if (job) void run(key, job);
    }
  };

  return {
    get: () => shown,
    subscribe(tell: () => void) {
      listeners.add(tell);
      return () => void listeners.delete(tell);
    },
    add(files: readonly File[], source: string | undefined, send: Send) {
      const added = files.map((file): Upload => {
        const key = ++counter;
        const flaw = flawOf(file);
        if (!flaw) jobs.set(key, { file, source, send, attempt: crypto.randomUUID() });
        return { key, name: file.name, size: file.size, share: 0, ...(flaw ? { state: "refused", flaw } : { state: "waiting" }) };
      });
      show([...shown, ...added]);
      next();
    },
    /** Take it away, wherever it is: what is on its way is given up, and the next one begins. */
    drop(key: number) {
      jobs.get(key)?.abort?.abort();
      forget(key);
      next();
    },
    retry(key: number) {
      const job = jobs.get(key);
      if (!job) return;
      patch(key, { state: "waiting", share: 0, error: undefined });
      next();
    },
  };
}

const under = (all: readonly Upload[]) => all.some(({ state }) => state === "waiting" || state === "sending");
const warn = (event: BeforeUnloadEvent) => event.preventDefault();

export const uploads = createUploads();
