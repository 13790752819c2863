import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import type { Tagged } from "@/api/client";
import { useSaver } from "@/api/use-saver";
import { useLeaveWarning } from "@/ui/form";
import { type Blueprint, type Draft, draftQuery, putDraft, useRefreshAgents } from "./api";
import { type Apply, emptyHistory, redo, remember, undo } from "./draft-history";
import { mergeDrafts } from "./draft-merge";
import { DRAFTS, type DraftSnapshot } from "./draft-saver";

export interface DraftHandle extends DraftSnapshot {
  /** Makes the next blueprint from the present one. Saved by itself. Edits with the same key, soon after one another, are undone together. */
  edit: (change: (current: Blueprint) => Blueprint, key?: string) => void;
  /** One's own edits at any of the agent's tabs, as long as its page is open; undefined where there is none. */
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
  flush: () => Promise<void>;
  /** After a clash: whose stands where both wrote. */
  settle: (choice: "mine" | "theirs") => Promise<void>;
  /** Takes what the server has now, unless something edited here is still on its way. */
  follow: () => Promise<void>;
}

const DraftContext = createContext<DraftHandle | null>(null);

/** One's own edit taken back or done again: where somebody else has written meanwhile, theirs stays. */
const apply: Apply<Blueprint> = (from, to, present) => mergeDrafts(from, present, to, "mine").value;

/** The draft of the agent whose page is open. The flow editor edits it, the header says whether it is saved. */
export function useDraft(): DraftHandle {
  const draft = useContext(DraftContext);
  if (!draft) throw new Error("useDraft is for the tabs of an agent");
  return draft;
}

export function DraftProvider({ agentId, loaded, children }: { agentId: string; loaded: Tagged<Draft>; children: ReactNode }) {
  const client = useQueryClient();
  const refresh = useRefreshAgents();
  const { saver, snapshot } = useSaver<Blueprint, Draft>(
    `draft.${agentId}`,
    loaded,
    {
      ...DRAFTS,
      send: (blueprint, etag) => putDraft(agentId, blueprint, etag),
      latest: () => client.fetchQuery({ ...draftQuery(agentId), staleTime: 0 }),
      onSaved: (draft) => {
        client.setQueryData(draftQuery(agentId).queryKey, draft);
        void refresh();
      },
    },
    () => void refresh(),
  );
  useLeaveWarning(snapshot.state === "unsaved" || snapshot.state === "saving" || !snapshot.kept);
  const [history, setHistory] = useState(() => emptyHistory<Blueprint>());
  const handle = useMemo((): DraftHandle => {
    const step = (take: typeof undo<Blueprint>) => () => {
      const taken = take(history, saver.read().value, apply);
      if (!taken) return;
      setHistory(taken.history);
      saver.edit(taken.state);
    };
    return {
      ...snapshot,
      blueprint: snapshot.value,
      edit: (change, key = "") => {
        const before = saver.read().value;
        const after = change(before);
        if (after === before) return;
        const at = Date.now();
        setHistory((kept) => remember(kept, { before, after }, key, at));
        saver.edit(after);
      },
      undo: history.past.length > 0 ? step(undo) : undefined,
      redo: history.future.length > 0 ? step(redo) : undefined,
      flush: () => saver.flush(),
      settle: async (choice) => {
        const latest = await client.fetchQuery({ ...draftQuery(agentId), staleTime: 0 });
        await saver.settle(latest, choice);
      },
      follow: async () => {
        const latest = await client.fetchQuery({ ...draftQuery(agentId), staleTime: 0 });
        if (saver.read().state === "saved") saver.replace(latest);
      },
    };
  }, [snapshot, history, saver, client, agentId]);
  return <DraftContext value={handle}>{children}</DraftContext>;
}
