import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { AuditEntry } from "./api";

const kept = (kind: string, ...more: string[]): string[] => ["create", "update", "delete", ...more].map((verb) => `${kind}_${verb}`);

/** What the trail tells, by the kind of thing that it is about. */
export const ACTIONS: Record<string, string[]> = {
  organization: ["create", "update", "logo_set", "logo_remove", "leave", "plan_change", "suspend", "resume"].map((verb) => `organization_${verb}`).concat(["agency_join", "agency_leave", "client_create", "client_join"]),
  member: ["member_update", "member_remove"],
  invitation: ["create", "resend", "revoke", "accept"].map((verb) => `invitation_${verb}`),
  business: ["business_update", "business_hours_set", "business_setup_update", "business_fill_with_samples"],
  offering: kept("offering"),
  staff_member: kept("staff_member"),
  location: kept("location"),
  special_day: kept("special_day"),
  business_policy: kept("business_policy"),
  agent: kept("agent", "duplicate", "draft_save", "publish", "roll_back", "pause", "resume", "archive", "unarchive"),
  experiment: ["create", "change", "delete", "start", "stop", "adopt"].map((verb) => `experiment_${verb}`),
  knowledge_source: kept("knowledge_source"),
  knowledge_document: kept("knowledge_document", "reindex"),
  knowledge_faq: kept("knowledge_faq", "import"),
  channel: kept("channel", "key_rotate"),
  conversation: ["take_over", "hand_back", "note_add", "note_delete", "tags_set", "export"].map((verb) => `conversation_${verb}`),
  model_account: kept("model_account", "test"),
  audit: ["audit_export"],
};

export const PLATFORM_ACTIONS: Record<string, string[]> = {
  organization: ["organization_plan_change", "organization_suspend", "organization_resume", "organization_delete", "dialling_stop", "dialling_resume"],
  user: ["super_admin_grant", "super_admin_withdraw"],
  installation: ["secrets_reseal"],
  reading: ["platform_organization_list", "platform_organization_read", "platform_user_list", "platform_health_read", "platform_calls_read", "platform_audit_list", "platform_audit_verify"],
};

/** "model_account_test" as a person may read it, where no sentence is known. */
const plain = (code: string): string => {
  const text = code.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
};

export function useAuditWords() {
  const { t, i18n } = useTranslation("audit");
  return useMemo(() => {
    const known = (group: "actions" | "kinds" | "fields" | "actors" | "signatures", code: string, otherwise: string) => (i18n.exists(`audit:${group}.${code}`) ? t(`${group}.${code}`) : otherwise);
    return {
      action: (code: string) => known("actions", code, plain(code)),
      kind: (code: string) => known("kinds", code, plain(code)),
      /** A part of what was changed; undefined where no word is known. */
      part: (code: string) => known("fields", code, "") || undefined,
      // The system signs with a name of its own, in English.
      actor: (entry: AuditEntry) => (entry.actor_kind === "system" && entry.actor_name ? known("signatures", entry.actor_name.toLowerCase().replaceAll(" ", "_"), entry.actor_name) : entry.actor_name) || known("actors", entry.actor_kind, plain(entry.actor_kind)),
    };
  }, [t, i18n]);
}
