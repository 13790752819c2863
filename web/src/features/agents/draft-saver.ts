import type { Tagged } from "@/api/client";
import { Saver, type SaverPorts, type Snapshot, type Stash as AnyStash } from "@/api/saver";
import type { Blueprint, Draft } from "./api";
import { mergeDrafts } from "./draft-merge";

export type DraftSnapshot = Omit<Snapshot<Blueprint, Draft>, "value"> & { blueprint: Blueprint };
export type Stash = AnyStash<Blueprint>;
export type DraftPorts = Omit<SaverPorts<Blueprint, Draft>, "valueOf" | "merge">;

/** Saves an agent's draft as it is edited, and puts it together with what others save meanwhile. */
export class DraftSaver extends Saver<Blueprint, Draft> {
  constructor(loaded: Tagged<Draft>, stash: Stash | undefined, ports: DraftPorts) {
    super(loaded, stash, { ...ports, valueOf: ({ blueprint }) => blueprint, merge: mergeDrafts });
  }
}

/** What is kept in the browser, also as an earlier release wrote it. */
export function readStash(kept: (Partial<Stash> & { blueprint?: Blueprint }) | undefined): Stash | undefined {
  const value = kept?.value ?? kept?.blueprint;
  return value && { value, etag: kept?.etag, ...(kept?.base ? { base: kept.base } : {}) };
}
