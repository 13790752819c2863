import { useTranslation } from "react-i18next";
import { useMe } from "@/api/session";
import { initials } from "@/ui/avatar";
import { Tooltip } from "@/ui/tooltip";
import { useEditor } from "../build/editor";
import { useNodeNames } from "../build/node-face";
import { colorOf } from "./people";
import { usePeople } from "./use-people";

const SHOWN = 4;

/** The others in this draft; pressing one goes to where they are. */
export function PeopleHere({ onShow }: { onShow: (flowId: string, nodeId: string | undefined) => void }) {
  const { t } = useTranslation("canvas");
  const people = usePeople();
  const { blueprint } = useEditor();
  const { nameOf } = useNodeNames();
  const { user } = useMe();
  if (people.length === 0) return null;
  return (
    <ul aria-label={t("people.title")} className="flex items-center gap-1">
      {people.slice(0, SHOWN).map((peer) => {
        const flow = blueprint.flows.find(({ id }) => id === peer.flow);
        const node = flow?.nodes.find(({ id }) => id === peer.node);
        const name = peer.user === user.id ? t("people.you") : peer.name;
        const told = node ? t("people.at", { name, step: nameOf(node) }) : flow ? t("people.in", { name, flow: flow.name || flow.id }) : name;
        return (
          <li key={peer.tab}>
            <Tooltip text={told}>
              <button
                type="button"
                aria-label={told}
                disabled={!flow}
                onClick={() => flow && onShow(flow.id, node?.id)}
                data-initials={initials(peer.name)}
                style={{ borderColor: colorOf(peer.user) }}
                className="grid size-7 place-items-center rounded-full border-2 bg-surface text-2xs font-semibold text-ink before:content-[attr(data-initials)]"
              />
            </Tooltip>
          </li>
        );
      })}
      {people.length > SHOWN && <li className="text-xs text-ink-2">{t("people.more", { number: people.length - SHOWN })}</li>}
    </ul>
  );
}
