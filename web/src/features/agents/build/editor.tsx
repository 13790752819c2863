import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import type { Problem } from "../api";
import { type AgentBlueprint, mainLanguage, readBlueprint } from "../blueprint";
import { useDraft } from "../draft-context";
import { variablesOf } from "./flow";
import { businessFactsQuery, type NodeKind } from "./node-kinds";

export interface Editor {
  blueprint: AgentBlueprint;
  kinds: NodeKind[];
  problems: Problem[];
  mayEdit: boolean;
  /** The language whose texts are shown and written, the same in every field. */
  language: string;
  setLanguage: (language: string) => void;
  variables: string[];
  /** Edits with the same key, soon after one another, are undone together. */
  edit: (change: (blueprint: AgentBlueprint) => AgentBlueprint, key?: string) => void;
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
}

const EditorContext = createContext<Editor | null>(null);

export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error("useEditor is for what stands in an EditorProvider");
  return editor;
}

/** Edits the draft as its forms show it; saving and undoing are the draft's own affair. */
export function EditorProvider({ kinds, mayEdit, children }: { kinds: NodeKind[]; mayEdit: boolean; children: ReactNode }) {
  const draft = useDraft();
  const facts = useQuery(businessFactsQuery).data;
  const blueprint = useMemo(() => readBlueprint(draft.blueprint), [draft.blueprint]);
  const [chosen, setLanguage] = useState<string>();
  const language = chosen && blueprint.languages.includes(chosen) ? chosen : mainLanguage(blueprint);
  const variables = useMemo(() => variablesOf(blueprint, facts), [blueprint, facts]);
  const { edit, undo, redo } = draft;
  const editor = useMemo(
    (): Editor => ({
      blueprint,
      kinds,
      problems: draft.server.problems,
      mayEdit,
      language,
      setLanguage,
      variables,
      edit: (change, key) => {
        if (!mayEdit) return;
        edit((current) => {
          const read = readBlueprint(current);
          const next = change(read);
          return next === read ? current : next;
        }, key);
      },
      undo: mayEdit ? undo : undefined,
      redo: mayEdit ? redo : undefined,
    }),
    [blueprint, kinds, draft.server.problems, mayEdit, language, variables, edit, undo, redo],
  );
  return <EditorContext value={editor}>{children}</EditorContext>;
}

const nothing = () => undefined;

/** For what is shown of somebody else's blueprint: there is no draft, and nothing to edit. */
export function ReaderProvider({ blueprint, kinds, language, children }: { blueprint: AgentBlueprint; kinds: NodeKind[]; language: string; children: ReactNode }) {
  const reader = useMemo((): Editor => ({ blueprint, kinds, problems: [], mayEdit: false, language, setLanguage: nothing, variables: [], edit: nothing, undo: undefined, redo: undefined }), [blueprint, kinds, language]);
  return <EditorContext value={reader}>{children}</EditorContext>;
}
