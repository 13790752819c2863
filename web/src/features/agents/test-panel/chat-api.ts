import { connectionError, errorFrom } from "@/api/errors";
import type { TraceEntry } from "@/features/trace";

export interface ChatChoice {
  id: string;
  label: string;
}
export interface ChatInput {
  type: "text" | "number" | "email" | "phone" | "date" | "datetime" | "choice" | "rating" | "yes_no" | "file";
  optional?: boolean;
  minimum?: number | null;
  maximum?: number | null;
  integer?: boolean;
  multiple?: boolean;
  scale?: number | null;
  low_label?: string;
  high_label?: string;
  accept?: string[];
}
export interface Citation {
  title: string;
  place: string;
  document_id: string;
}
export interface Message {
  id: string;
  sequence: number;
  role: "visitor" | "agent" | "person" | "system";
  text: string;
  created_at: string;
  choices: ChatChoice[] | null;
  input: ChatInput | null;
  citations: Citation[] | null;
  attachments: { id: string; name: string; size: number; type: string }[] | null;
  client_id: string | null;
  author: { name: string } | null;
  trace: TraceEntry[] | null;
}
export interface Conversation {
  id: string;
  status: "active" | "handed_off" | "ended";
  language: string;
  held_by: { name: string } | null;
  outcome: string | null;
}
export interface Started {
  conversation: Conversation;
  token: string;
  messages: Message[];
}
export interface Answer {
  text?: string;
  choice_id?: string;
  attachment_id?: string;
}

export const CHAT = "/chat/v1/conversations";

/** The chat API with whatever opens it: a test ticket at first, the conversation's own token afterwards. */
async function call<T>(path: string, token: string, body: unknown): Promise<T> {
  const form = body instanceof FormData;
  let response: Response;
  try {
    response = await fetch(CHAT + path, {
      method: "POST",
      credentials: "omit",
      headers: { accept: "application/json", authorization: `Bearer ${token}`, "accept-language": document.documentElement.lang, ...(form ? {} : { "content-type": "application/json" }) },
      body: form ? body : JSON.stringify(body),
    });
  } catch (cause) {
    throw connectionError(cause);
  }
  if (!response.ok) throw await errorFrom(response);
  return (await response.json()) as T;
}

export const chatApi = {
  start: (ticket: string, language: string | undefined, spoken: boolean) => call<Started>("", ticket, { ...(language && { language }), ...(spoken && { spoken }) }),
  say: (id: string, token: string, clientId: string, answer: Answer) => call<{ message: Message; messages: Message[]; conversation: Conversation }>(`/${id}/messages`, token, { client_id: clientId, ...answer }),
  rewind: (id: string, token: string, sequence: number) => call<Started>(`/${id}/rewind`, token, { sequence }),
  upload: (id: string, token: string, file: File) => {
    const form = new FormData();
    form.set("file", file);
    return call<{ attachment: { id: string; name: string } }>(`/${id}/files`, token, form);
  },
};
export type ChatApi = typeof chatApi;
