import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/session";
import { AuditTrail, VerificationCard } from "@/features/audit";
import { localTimeZone } from "@/lib/time-zones";
import type { TableView } from "@/ui/data-table";

/** What super admins did and looked at. */
export function PlatformAuditPage() {
  const { t } = useTranslation("platform");
  const navigate = useNavigate();
  const { user } = useMe();
  const view = useSearch({ from: "/app/platform/audit" });
  const change = useCallback((patch: TableView) => void navigate({ to: "/platform/audit", search: ((before: object) => ({ ...before, ...patch })) as never, replace: true }), [navigate]);
  return (
    <div className="max-w-5xl space-y-4">
      <p className="text-sm text-ink-2">{t("audit_detail")}</p>
      <AuditTrail chain="/platform/audit" to="/platform/audit" view={view} onViewChange={change} timeZone={user.time_zone || localTimeZone()} />
      <VerificationCard chain="/platform/audit" />
    </div>
  );
}
