import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Callout } from "@/ui/callout";
import { Card } from "@/ui/card";
import { type Definition, pluginsQuery } from "./api";
import { PairList } from "./pairs";

/** Which plug-in does it, and what it is told by the builder. */
export function PluginCard({ definition, onChange, disabled }: { definition: Definition; onChange: (definition: Definition) => void; disabled: boolean }) {
  const { t } = useTranslation("tools");
  const { request } = definition;
  const one = useQuery(pluginsQuery).data?.items.find(({ name }) => name === request.remote);
  return (
    <Card title={one?.label ?? request.remote} description={t("plugin.detail", { package: one?.package || request.remote })}>
      <div className="space-y-4">
        {one?.fault && (
          <Callout tone="bad" title={t("plugin.broken")}>
            {one.fault}
          </Callout>
        )}
        <div>
          <p className="mb-1 text-xs font-medium text-ink-2">{t("plugin.settings")}</p>
          <PairList label={t("plugin.settings")} items={request.fields} first={{ key: "name", label: t("plugin.setting") }} second={{ key: "value", label: t("request.value") }} add={t("plugin.add")} limit={100} disabled={disabled} onChange={(fields) => onChange({ ...definition, request: { ...request, fields } })} />
        </div>
      </div>
    </Card>
  );
}
