import type { Tagged } from "@/api/client";
import { Saver, type SaverPorts, type Snapshot, type Stash as AnyStash } from "@/api/saver";
import type { Blueprint, Draft } from "./api";
import { mergeDrafts } from "./draft-merge";

export type DraftSnapshot = Omit<Snapshot<Blueprint, Draft>, "value"> & { blueprint: Blueprint };
export type Stash = AnyStash<Blueprint>;
export type DraftPorts = Omit<SaverPorts<Blueprint, Draft>, "valueOf" | "merge">;

/** What is edited of a draft, and how two people's edits are put together. */
export const DRAFTS = { valueOf: ({ blueprint }: Draft) => blueprint, merge: mergeDrafts };

/** Saves an agent's draft as it is edited, and puts it together with what others save meanwhile. */
export class DraftSaver extends Saver<Blueprint, Draft> {
  constructor(loaded: Tagged<Draft>, ports: DraftPorts) {
    super(loaded, { ...ports, ...DRAFTS });
  }
}
