import type { ToolCase, Tried } from "./api";

/** One place where an answer is otherwise than the kept one; '' is the whole of it, `status` its number. */
export interface AnswerDifference {
  place: string;
  before: string;
  after: string;
}

const MOST = 12;
const LONGEST = 200;

/** What is kept of an answer with a case. */
export const answerOf = (tried: Pick<Tried, "status" | "answer"> | undefined): Pick<ToolCase, "mock_status" | "mock_body"> => ({ mock_status: tried?.status ?? 200, mock_body: tried?.answer || "{}" });

/** Whether a case answered as it was kept; one without an answer when it went well. */
export const isSame = (one: ToolCase, tried: Tried | undefined): boolean => tried !== undefined && (one.mock_status === null ? tried.ok : differencesIn(one, tried).length === 0);

/** What is otherwise than kept: the status, then each place of the answer where both are JSON, else the whole. */
export function differencesIn(one: Pick<ToolCase, "mock_status" | "mock_body">, tried: Pick<Tried, "status" | "answer" | "ok">): AnswerDifference[] {
  const found: AnswerDifference[] = [];
  // An answer without a number, as of an MCP server, has none to compare.
  if (tried.status === null ? !tried.ok : tried.status !== one.mock_status) found.push({ place: "status", before: String(one.mock_status ?? ""), after: tried.status === null ? "" : String(tried.status) });
  const [kept, came] = [parsed(one.mock_body), parsed(tried.answer)];
  if (kept && came) compare(kept.value, came.value, "", found);
  // What came is cut where it is long.
  else if (!one.mock_body.trim().startsWith(tried.answer.trim()) || (tried.answer.trim() === "" && one.mock_body.trim() !== "" && one.mock_body !== "{}")) found.push({ place: "", before: cut(one.mock_body), after: cut(tried.answer) });
  return found.slice(0, MOST);
}

function compare(before: unknown, after: unknown, place: string, found: AnswerDifference[]) {
  if (found.length >= MOST) return;
  if (isObject(before) && isObject(after)) {
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) compare(before[name], after[name], place ? `${place}.${name}` : name, found);
  } else if (Array.isArray(before) && Array.isArray(after)) {
    for (let index = 0; index < Math.max(before.length, after.length); index++) compare(before[index], after[index], `${place}[${index}]`, found);
  } else if (JSON.stringify(before) !== JSON.stringify(after)) found.push({ place, before: shown(before), after: shown(after) });
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
const shown = (value: unknown): string => (value === undefined ? "" : cut(typeof value === "string" ? value : JSON.stringify(value)));

function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
