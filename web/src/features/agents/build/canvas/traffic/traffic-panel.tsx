import { useInfiniteQuery } from "@tanstack/react-query";
import { TableProperties, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button, IconButton } from "@/ui/button";
import { useErrorText } from "@/ui/error-state";
import { Select } from "@/ui/select";
import { versionsQuery } from "../../../api";
import type { Flow } from "../../../blueprint";
import type { FlowTraffic } from "./traffic";
import { TrafficList } from "./traffic-list";
import { SPANS, type TrafficLayer } from "./use-traffic";

const LIVE = "live";

/** What the layer shows: which version, which days, how many conversations; and the same as a list. */
export function TrafficPanel({ layer, flow, traffic }: { layer: TrafficLayer; flow: Flow; traffic: FlowTraffic | undefined }) {
  const { t } = useTranslation("canvas");
  const formats = useFormats();
  const textOf = useErrorText();
  const [listed, setListed] = useState(false);
  const versions = useInfiniteQuery(versionsQuery(layer.agentId)).data?.pages.flatMap((page) => page.items) ?? [];
  const { data, error } = layer;
  return (
    <section aria-label={t("traffic.title")} className="w-64 rounded-l border border-line bg-surface p-3 text-xs shadow-card">
      <div className="flex items-center gap-1">
        <h2 className="mr-auto text-sm font-semibold">{t("traffic.title")}</h2>
        <IconButton size="icon-sm" label={t("traffic.hide")} onClick={() => layer.show(false)}>
          <X aria-hidden />
        </IconButton>
      </div>
      <div className="mt-2 grid grid-cols-2 gap-2">
        <Select
          className="h-7 text-xs"
          label={t("traffic.version")}
          value={layer.version === undefined ? LIVE : String(layer.version)}
          onValueChange={(value) => layer.chooseVersion(value === LIVE ? undefined : Number(value))}
          options={[{ value: LIVE, label: t("traffic.live") }, ...versions.map((one) => ({ value: String(one.number), label: `v${one.number}`, ...(one.note ? { description: one.note.slice(0, 60) } : {}) }))]}
        />
        <Select className="h-7 text-xs" label={t("traffic.span")} value={layer.span} onValueChange={layer.chooseSpan} options={SPANS.map((value) => ({ value, label: t(`traffic.spans.${value}`) }))} />
      </div>
      {error ? (
        <p role="alert" className="mt-2 text-bad">
          {textOf(error).title}{" "}
          <button type="button" className="underline" onClick={layer.retry}>
            {t("traffic.again")}
          </button>
        </p>
      ) : (
        <p role="status" className="mt-2 min-h-8 text-ink-2">
          {!data ? "" : data.version === null ? t("traffic.unpublished") : data.conversations === 0 ? t("traffic.none", { version: data.version }) : t("traffic.some", { count: data.conversations, number: formats.number(data.conversations), version: data.version })}
          {data && data.running > 0 && ` ${t("traffic.running", { count: data.running, number: formats.number(data.running) })}`}
        </p>
      )}
      {traffic && (
        <Button size="sm" className="mt-2 w-full" onClick={() => setListed(true)}>
          <TableProperties aria-hidden />
          {t("traffic.as_list")}
        </Button>
      )}
      {traffic && <TrafficList open={listed} onOpenChange={setListed} flow={flow} traffic={traffic} />}
    </section>
  );
}
