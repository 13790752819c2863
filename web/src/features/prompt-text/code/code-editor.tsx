import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState, Transaction } from "@codemirror/state";
import { drawSelection, EditorView, keymap, placeholder } from "@codemirror/view";
import { useEffect, useLayoutEffect, useRef } from "react";
import { completing, type Words } from "./complete";
import { marks } from "./marks";
import { look } from "./styles";

export interface Mark {
  from: number;
  to: number;
  severity: "error" | "warning" | "info";
  message: string;
}
export interface CodeEditorProps {
  value: string;
  /** How often the value came from elsewhere than from typing here: it is taken over then. */
  taken: number;
  onChange: (text: string) => void;
  label: string;
  hint: string;
  readOnly: boolean;
  marks: Mark[];
  words: Words;
  /** What is read aloud of the list of completions. */
  completions: string;
  onSave: () => void;
  /** A place to show; another object, another time. */
  goTo: { at: number } | undefined;
}

/** A box for prompts: variables and headings set apart, completed as they are typed, problems underlined. */
export default function CodeEditor(props: CodeEditorProps) {
  const { taken, label, hint, readOnly, words, completions, goTo } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef(props);
  const parts = useRef({ marks: new Compartment(), access: new Compartment() });
  useLayoutEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    if (!host.current) return;
    const made = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          history(),
          drawSelection(),
          EditorView.lineWrapping,
          look,
          placeholder(hint),
          EditorState.phrases.of({ Completions: completions }),
          EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "true", autocorrect: "on", autocapitalize: "sentences" }),
          autocompletion({ override: [completing(() => latest.current.words)], icons: false }),
          keymap.of([
            {
              key: "Mod-s",
              preventDefault: true,
              run: () => {
                latest.current.onSave();
                return true;
              },
            },
            ...completionKeymap,
            ...historyKeymap,
            ...defaultKeymap,
          ]),
          parts.current.marks.of([]),
          parts.current.access.of([]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    return () => {
      made.destroy();
      view.current = undefined;
    };
  }, [label, hint, completions]);

  // Also after it was made anew, in another language.
  useEffect(() => {
    const known = new Set(words.variables.map(({ name }) => name));
    const isKnown = (name: string) => /^(contact|visitor|page)\./.test(name) || name.split(".").some((_part, index, all) => known.has(all.slice(0, index + 1).join(".")));
    view.current?.dispatch({ effects: [parts.current.marks.reconfigure(marks(isKnown)), parts.current.access.reconfigure(EditorState.readOnly.of(readOnly))] });
  }, [words, readOnly, label, hint, completions]);

  // Before the next key is heard: what is typed then goes into the new text. Only what differs is replaced, so that
  // whoever is writing stays where they are.
  useLayoutEffect(() => {
    const shown = view.current;
    if (!shown) return;
    const [before, after] = [shown.state.doc.toString(), latest.current.value];
    if (before === after) return;
    let head = 0;
    while (head < before.length && head < after.length && before[head] === after[head]) head++;
    let tail = 0;
    while (tail < before.length - head && tail < after.length - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
    shown.dispatch({ changes: { from: head, to: before.length - tail, insert: after.slice(head, after.length - tail) }, annotations: Transaction.addToHistory.of(false) });
  }, [taken]);

  useEffect(() => {
    const shown = view.current;
    if (!shown) return;
    const length = shown.state.doc.length;
    const found: Diagnostic[] = props.marks.filter(({ from, to }) => to > from && to <= length).map((mark) => ({ ...mark }));
    shown.dispatch(setDiagnostics(shown.state, found));
  }, [props.marks, label, hint, completions]);

  useEffect(() => {
    const shown = view.current;
    if (!shown || !goTo) return;
    const anchor = Math.min(goTo.at, shown.state.doc.length);
    shown.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
    shown.focus();
  }, [goTo]);

  return <div ref={host} className="min-h-96 cursor-text rounded-b-l focus-within:ring-2 focus-within:ring-accent [&_.cm-editor]:min-h-96" />;
}
