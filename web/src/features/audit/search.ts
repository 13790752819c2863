import { text } from "@/lib/search-params";

/** What a trail keeps in its address. */
export const AUDIT_SEARCH = { actor: text, action: text, subject_kind: text, subject: text, from: text, to: text, entry: text } as const;
export interface AuditView {
  actor?: string | undefined;
  action?: string | undefined;
  subject_kind?: string | undefined;
  subject?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}
