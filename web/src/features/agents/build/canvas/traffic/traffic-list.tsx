import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Sheet } from "@/ui/dialog";
import type { Flow } from "../../../blueprint";
import { useEditor } from "../../editor";
import { KindIcon, useNodeNames } from "../../node-face";
import { outlineOf } from "../../outline";
import { portsOf } from "../../ports";
import { type FlowTraffic, isGoal, NO_PASSAGE, share } from "./traffic";

/** The layer as a table, for who does not see the canvas or wants the figures in a row. */
export function TrafficList({ open, onOpenChange, flow, traffic }: { open: boolean; onOpenChange: (open: boolean) => void; flow: Flow; traffic: FlowTraffic }) {
  const { t } = useTranslation("canvas");
  const formats = useFormats();
  const { language } = useEditor();
  const { nameOf, kindOf, portName } = useNodeNames();
  const byId = new Map(flow.nodes.map((node) => [node.id, node]));
  const nodes = open ? outlineOf(flow, language).flatMap((line) => (line.kind === "node" ? [line.node] : [])) : [];
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={t("traffic.list", { name: flow.name || flow.id })} description={t("traffic.list_detail")} width="lg">
      <table className="w-full text-left text-sm tabular-nums">
        <thead className="text-xs text-ink-3">
          <tr>
            <th className="py-1 pr-3 font-normal first-letter:uppercase">{t("role.step")}</th>
            <th className="py-1 pr-3 text-right font-normal">{t("traffic.came")}</th>
            <th className="py-1 text-right font-normal">{t("traffic.stopped")}</th>
          </tr>
        </thead>
        <tbody>
          {nodes.map((node) => {
            const { visited, stopped } = traffic.passages.get(node.id) ?? NO_PASSAGE;
            const leads = new Map(flow.edges.filter((edge) => edge.source === node.id).map((edge) => [edge.port, edge]));
            return (
              <tr key={node.id} className="border-t border-line align-top">
                <th scope="row" className="py-2 pr-3 font-normal">
                  <span className="flex items-center gap-2 font-medium">
                    <KindIcon kind={kindOf(node)} />
                    {nameOf(node)}
                  </span>
                  <ul className="mt-1 space-y-0.5 pl-7 text-xs text-ink-2">
                    {portsOf(node, language).flatMap((port) => {
                      const edge = leads.get(port.id);
                      const target = edge && byId.get(edge.target);
                      return edge && target ? [<li key={port.id}>{t("traffic.way", { port: portName(port), target: nameOf(target), number: formats.number(traffic.passed.get(edge.id) ?? 0) })}</li>] : [];
                    })}
                  </ul>
                </th>
                <td className="py-2 pr-3 text-right">{formats.number(visited)}</td>
                <td className="py-2 text-right">
                  {formats.number(stopped)}
                  {visited > 0 && <span className="block text-xs text-ink-3">{isGoal(kindOf(node)?.group) ? t("traffic.goal") : formats.percent(share(stopped, visited), 0)}</span>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {traffic.gone > 0 && <p className="mt-3 text-xs text-ink-3">{t("traffic.gone", { count: traffic.gone })}</p>}
    </Sheet>
  );
}
