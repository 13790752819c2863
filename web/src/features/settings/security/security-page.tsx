import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { AuditTrail, VerificationCard } from "@/features/audit";
import type { TableView } from "@/ui/data-table";
import { Section } from "@/ui/section-layout";
import { membersQuery } from "../team/api";

/** Who did what, and whether anybody has tampered with the record of it. */
export function SecurityPage() {
  const { t } = useTranslation("settings");
  const navigate = useNavigate();
  const { organization, membership } = useSession();
  const view = useSearch({ from: "/app/settings/security" });
  const members = useInfiniteQuery({ ...membersQuery, enabled: membership.permissions.includes("member:read") }).data;
  const people = useMemo(() => members?.map(({ user }) => ({ id: user.id, name: user.name || user.email })), [members]);
  const change = useCallback((patch: TableView) => void navigate({ to: "/settings/security", search: ((before: object) => ({ ...before, ...patch })) as never, replace: true }), [navigate]);
  return (
    <Section title={t("sections.security")} description={t("about.security")}>
      <AuditTrail chain="/audit" to="/settings/security" view={view} onViewChange={change} timeZone={organization.time_zone} people={people} exportOf={organization.id} />
      <VerificationCard chain="/audit" />
    </Section>
  );
}
