import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext } from "react";
import { api, type Tagged } from "@/api/client";
import type { Snapshot } from "@/api/saver";
import { useSaver } from "@/api/use-saver";
import { useLeaveWarning } from "@/ui/form";
import { type Prompt, promptQuery, stashKey, useTakeSaved } from "./api";
import { mergeWritten, type Written, writtenOf } from "./written";

export interface WrittenHandle extends Snapshot<Written, Prompt> {
  /** Saved by itself. */
  edit: (patch: Partial<Written>) => void;
  flush: () => Promise<void>;
  /** After a clash: whose stands where both wrote. */
  settle: (choice: "mine" | "theirs") => Promise<void>;
}

const WrittenContext = createContext<WrittenHandle | null>(null);

/** What is written of the prompt whose page is open. */
export function useWritten(): WrittenHandle {
  const written = useContext(WrittenContext);
  if (!written) throw new Error("useWritten is for the tabs of a prompt");
  return written;
}

export function WrittenProvider({ id, loaded, children }: { id: string; loaded: Tagged<Prompt>; children: ReactNode }) {
  const client = useQueryClient();
  const takeSaved = useTakeSaved(id);
  const latest = () => client.fetchQuery({ ...promptQuery(id), staleTime: 0 });
  const { saver, snapshot } = useSaver<Written, Prompt>(stashKey(id), loaded, {
    // A name that is being written anew is sent once there is one.
    send: ({ title, ...rest }, etag) => api.patchTagged<Prompt>(`/prompts/${id}`, { ...rest, ...(title.trim() ? { title: title.trim() } : {}) }, { ifMatch: etag }),
    latest,
    valueOf: writtenOf,
    merge: mergeWritten,
    onSaved: takeSaved,
  });
  useLeaveWarning(snapshot.state !== "saved");
  const handle: WrittenHandle = {
    ...snapshot,
    edit: (patch) => saver.edit({ ...saver.read().value, ...patch }),
    flush: () => saver.flush(),
    settle: async (choice) => saver.settle(await latest(), choice),
  };
  return <WrittenContext value={handle}>{children}</WrittenContext>;
}
