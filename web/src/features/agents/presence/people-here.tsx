import { useQuery } from "@tanstack/react-query";
import { useParams, useRouter } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/session";
import { useMedia } from "@/lib/use-media";
import { initials } from "@/ui/avatar";
import { Tooltip } from "@/ui/tooltip";
import { readBlueprint } from "../blueprint";
import { nodeKindsQuery } from "../build/node-kinds";
import { useDraft } from "../draft-context";
import { colorOf } from "./people";
import { usePeople } from "./use-people";

/** The others in this draft, whichever tab one is at; pressing one goes to the step where they are. */
export function PeopleHere() {
  const { t, i18n } = useTranslation("agents");
  const router = useRouter();
  const { agentId } = useParams({ from: "/app/agents/$agentId" });
  const people = usePeople();
  const draft = useDraft();
  const flows = useMemo(() => readBlueprint(draft.blueprint).flows, [draft.blueprint]);
  const kinds = useQuery({ ...nodeKindsQuery, enabled: people.some(({ node }) => node) }).data;
  const { user } = useMe();
  const shown = useMedia("(min-width: 40rem)") ? 4 : 1;
  if (people.length === 0) return null;
  return (
    <ul aria-label={t("people.title")} className="flex items-center gap-1">
      {people.slice(0, shown).map((peer) => {
        const flow = flows.find(({ id }) => id === peer.flow);
        const node = flow?.nodes.find(({ id }) => id === peer.node);
        const step = node && (node.name || kinds?.find(({ kind }) => kind === node.kind)?.title[i18n.language] || node.id);
        const name = peer.user === user.id ? t("people.you") : peer.name;
        const told = step ? t("people.at", { name, step }) : flow ? t("people.in", { name, flow: flow.name || flow.id }) : name;
        return (
          <li key={peer.tab}>
            <Tooltip text={told}>
              <button
                type="button"
                aria-label={told}
                // At a page without steps there is nowhere to go; who it is can be seen all the same.
                aria-disabled={!flow}
                onClick={() => flow && void router.navigate({ to: "/agents/$agentId/build", params: { agentId }, search: { flow: flow.id, node: node?.id } })}
                data-initials={initials(peer.name)}
                style={{ borderColor: colorOf(peer.user) }}
                className="grid size-7 place-items-center rounded-full border-2 bg-surface text-2xs font-semibold text-ink before:content-[attr(data-initials)] aria-disabled:cursor-default"
              />
            </Tooltip>
          </li>
        );
      })}
      {people.length > shown && <li className="text-xs text-ink-2">{t("people.more", { number: people.length - shown })}</li>}
    </ul>
  );
}
