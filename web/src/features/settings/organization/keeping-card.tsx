import { useTranslation } from "react-i18next";
import type { Tagged } from "@/api/client";
import { useFormats } from "@/lib/locale";
import { type OrganizationDetails, useChangeOrganization } from "./api";
import { NumberCard } from "./number-card";

/** As many days as may be set where a plan sets no end. */
const MOST = 3650;

/** For how many days what was said in calls is kept: as the plan allows, or less. */
export function KeepingCard({ found: { data, etag } }: { found: Tagged<OrganizationDetails> }) {
  const { t } = useTranslation("settings");
  const formats = useFormats();
  const change = useChangeOrganization();
  const { most_call_days: most } = data;
  return (
    <NumberCard
      title={t("keeping.title")}
      detail={t("keeping.detail")}
      label={t("keeping.days")}
      help={most === null ? t("keeping.unlimited") : t("keeping.most", { count: most, shown: formats.number(most) })}
      kept={data.call_days}
      least={1}
      most={most ?? MOST}
      wrong={t("keeping.wrong", { most: formats.number(most ?? MOST) })}
      empty={most === null ? t("keeping.always") : String(most)}
      readOnly={!data.can.includes("organization:update")}
      saving={change.isPending}
      onSave={(days) => change.mutateAsync({ call_days: days, etag })}
    />
  );
}
