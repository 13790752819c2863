import { useTranslation } from "react-i18next";
import type { Tagged } from "@/api/client";
import { useFormats } from "@/lib/locale";
import { type OrganizationDetails, useChangeOrganization } from "./api";
import { NumberCard } from "./number-card";

const LEAST = 5;
const MOST = 7 * 24 * 60;

/** After how many minutes a chat that nobody goes on with is over. */
export function IdleCard({ found: { data, etag } }: { found: Tagged<OrganizationDetails> }) {
  const { t } = useTranslation("settings");
  const formats = useFormats();
  const change = useChangeOrganization();
  return (
    <NumberCard
      title={t("idle.title")}
      detail={t("idle.detail")}
      label={t("idle.minutes")}
      help={t("idle.help")}
      kept={data.chat_idle_minutes}
      least={LEAST}
      most={MOST}
      wrong={t("idle.wrong", { least: formats.number(LEAST), most: formats.number(MOST) })}
      readOnly={!data.can.includes("organization:update")}
      saving={change.isPending}
      onSave={(minutes) => change.mutateAsync({ chat_idle_minutes: minutes ?? data.chat_idle_minutes, etag })}
    />
  );
}
