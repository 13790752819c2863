import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useCallback, useContext, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Blueprint, Problem } from "../api";
import { type AgentBlueprint, mainLanguage, readBlueprint } from "../blueprint";
import { useDraft } from "../draft-context";
import { mergeDrafts } from "../draft-merge";
import { emptyHistory, rebased, redo, remember, undo } from "./history";
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

/** Edits the draft with undoing; saving is the draft's own affair. */
export function EditorProvider({ kinds, mayEdit, children }: { kinds: NodeKind[]; mayEdit: boolean; children: ReactNode }) {
  const draft = useDraft();
  const facts = useQuery(businessFactsQuery).data;
  const blueprint = useMemo(() => readBlueprint(draft.blueprint), [draft.blueprint]);
  const [chosen, setLanguage] = useState<string>();
  const language = chosen && blueprint.languages.includes(chosen) ? chosen : mainLanguage(blueprint);
  const variables = useMemo(() => variablesOf(blueprint, facts), [blueprint, facts]);
  const [history, setHistory] = useState(() => emptyHistory<AgentBlueprint>());
  // What this editor last wrote: a draft that is another one has somebody else's work in it, which undoing keeps.
  const written = useRef<Blueprint>(undefined);
  const { edit: editDraft } = draft;
  const known = written.current === undefined || written.current === draft.blueprint;
  useLayoutEffect(() => {
    const before = written.current;
    if (before === undefined || before === draft.blueprint) return;
    const after = draft.blueprint;
    written.current = after;
    setHistory((kept) => rebased(kept, (state) => mergeDrafts(before, state, after, "mine").value as AgentBlueprint));
  }, [draft.blueprint]);

  const write = useCallback(
    (next: AgentBlueprint) => {
      written.current = next;
      editDraft(next);
    },
    [editDraft],
  );
  const editor = useMemo((): Editor => {
    const past = known ? history : emptyHistory<AgentBlueprint>();
    const step = (to: ReturnType<typeof undo<AgentBlueprint>>) =>
      to && mayEdit
        ? () => {
            setHistory(to.history);
            write(to.state);
          }
        : undefined;
    return {
      blueprint,
      kinds,
      problems: draft.server.problems,
      mayEdit,
      language,
      setLanguage,
      variables,
      edit: (change, key = "") => {
        if (!mayEdit) return;
        const next = change(blueprint);
        if (next === blueprint) return;
        setHistory(remember(past, blueprint, key, Date.now()));
        write(next);
      },
      undo: step(undo(past, blueprint)),
      redo: step(redo(past, blueprint)),
    };
  }, [blueprint, kinds, draft.server.problems, mayEdit, language, variables, history, known, write]);
  return <EditorContext value={editor}>{children}</EditorContext>;
}
