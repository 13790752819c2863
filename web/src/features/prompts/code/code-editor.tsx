import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap, placeholder } from "@codemirror/view";
import { useEffect, useRef } from "react";
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
  /** Whether the value is what was typed here; one that is not is taken over from outside. */
  typed: boolean;
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
  const { value, label, hint, readOnly, words, completions, goTo } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef(props);
  const parts = useRef({ marks: new Compartment(), access: new Compartment() });
  useEffect(() => {
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

  useEffect(() => {
    const shown = view.current;
    // A value that comes round behind quick typing must not undo it.
    if (shown && !latest.current.typed && shown.state.doc.toString() !== value) shown.dispatch({ changes: { from: 0, to: shown.state.doc.length, insert: value } });
  }, [value]);

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
