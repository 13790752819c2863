import { autocompletion, closeCompletion, completionKeymap, completionStatus } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import { closeSearchPanel, searchPanelOpen } from "@codemirror/search";
import { Annotation, Compartment, EditorState, Transaction } from "@codemirror/state";
import { drawSelection, EditorView, keymap, placeholder } from "@codemirror/view";
import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { controlClass } from "@/ui/field";
import { completing, type Words } from "./complete";
import { finding } from "./finding";
import { atMost } from "./length";
import { marks } from "./marks";
import { usePhrases } from "./phrases";
import { look, plainLook } from "./styles";

export interface Mark {
  from: number;
  to: number;
  severity: "error" | "warning" | "info";
  message: string;
}
/** What others may do to an editor. */
export interface EditorHandle {
  /** Puts a text where the caret is, or in place of what is chosen, and goes on behind it. */
  insert: (text: string) => void;
}
export interface CodeEditorProps {
  value: string;
  /** How often the value came from elsewhere than from typing here: it is taken over then. Without it, whenever it differs. */
  taken?: number;
  onChange: (text: string) => void;
  label: string;
  hint: string;
  readOnly: boolean;
  marks: Mark[];
  words: Words;
  onSave?: () => void;
  /** A place to show; another object, another time. */
  goTo: { at: number } | undefined;
  /** By which the label of a field leads here, and what describes it. */
  id?: string | undefined;
  describedBy?: string | undefined;
  maxLength?: number | undefined;
  /** `page`: as large as a page's main text. `field`: one of a form's boxes. `window`: all the room there is. */
  size?: "page" | "field" | "window";
  /** How many lines a box has room for when it is empty. */
  rows?: number;
  handle?: RefObject<EditorHandle | undefined>;
}

/** Of a change that did not begin here: it is nobody's edit. */
const takenOver = Annotation.define<boolean>();

const BOXES = {
  page: "min-h-96 cursor-text rounded-b-l focus-within:ring-2 focus-within:ring-accent [&_.cm-editor]:min-h-96",
  field: cn(controlClass, "cursor-text overflow-hidden focus-within:border-accent focus-within:ring-1 focus-within:ring-accent [&_.cm-editor]:max-h-72"),
  window: cn(controlClass, "h-full min-h-0 cursor-text overflow-hidden focus-within:border-accent focus-within:ring-1 focus-within:ring-accent [&_.cm-editor]:h-full"),
};
const LINE = 1.5;

/** A box for prompts: variables and headings set apart, completed as they are typed, problems underlined. */
export default function CodeEditor(props: CodeEditorProps) {
  const { taken, label, hint, readOnly, words, goTo, id, describedBy, maxLength, size = "page", rows = 3, handle } = props;
  const speaks = useTranslation("prompts").i18n.language;
  const phrases = usePhrases();
  const latestPhrases = useRef(phrases);
  const came = taken ?? props.value;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef(props);
  const parts = useRef({ marks: new Compartment(), access: new Compartment() });
  useLayoutEffect(() => {
    latest.current = props;
    latestPhrases.current = phrases;
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
          size === "page" ? [] : plainLook,
          look,
          maxLength === undefined ? [] : atMost(maxLength),
          placeholder(hint),
          EditorState.phrases.of(latestPhrases.current),
          finding,
          EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "true", autocorrect: "on", autocapitalize: "sentences", ...(id ? { id } : {}) }),
          autocompletion({ override: [completing(() => latest.current.words)], icons: false, defaultKeymap: false }),
          keymap.of([
            {
              key: "Mod-s",
              run: () => {
                latest.current.onSave?.();
                return latest.current.onSave !== undefined;
              },
            },
            // Escape is listened for below: while completions are only looked for it is not theirs.
            ...completionKeymap.filter(({ key }) => key !== "Escape"),
            ...historyKeymap,
            ...defaultKeymap,
          ]),
          parts.current.marks.of([]),
          parts.current.access.of([]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && update.transactions.some((one) => one.docChanged && !one.annotation(takenOver))) latest.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    // First what the editor has open is closed, then the sheet or the window that it stands in, which listen before it.
    const escape = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !made.dom.contains(document.activeElement)) return;
      const closed = completionStatus(made.state) === "active" ? closeCompletion(made) : searchPanelOpen(made.state) && closeSearchPanel(made);
      if (!closed) return;
      made.focus();
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener("keydown", escape, true);
    // What can be edited, but is no input, is not led to by its label.
    const named = id ? document.querySelector(`label[for="${CSS.escape(id)}"]`) : null;
    const lead = () => made.focus();
    named?.addEventListener("click", lead);
    if (handle)
      handle.current = {
        insert: (text) => {
          made.dispatch(made.state.replaceSelection(text), { scrollIntoView: true, userEvent: "input" });
          made.focus();
        },
      };
    return () => {
      window.removeEventListener("keydown", escape, true);
      named?.removeEventListener("click", lead);
      if (handle) handle.current = undefined;
      made.destroy();
      view.current = undefined;
    };
  }, [label, hint, speaks, id, size, maxLength, handle]);

  // Also after it was made anew, in another language.
  useEffect(() => {
    const known = new Set(words.variables.map(({ name }) => name));
    const isKnown = (name: string) => /^(contact|visitor|page)\./.test(name) || name.split(".").some((_part, index, all) => known.has(all.slice(0, index + 1).join(".")));
    view.current?.dispatch({ effects: [parts.current.marks.reconfigure(marks(isKnown)), parts.current.access.reconfigure(access(readOnly, describedBy))] });
  }, [words, readOnly, describedBy, label, hint, speaks, id, size, maxLength]);

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
    shown.dispatch({ changes: { from: head, to: before.length - tail, insert: after.slice(head, after.length - tail) }, annotations: [Transaction.addToHistory.of(false), takenOver.of(true)] });
  }, [came]);

  useEffect(() => {
    const shown = view.current;
    if (!shown) return;
    const length = shown.state.doc.length;
    const found: Diagnostic[] = props.marks.filter(({ from, to }) => to > from && to <= length).map((mark) => ({ ...mark }));
    shown.dispatch(setDiagnostics(shown.state, found));
  }, [props.marks, label, hint, speaks, id, size, maxLength]);

  useEffect(() => {
    const shown = view.current;
    if (!shown || !goTo) return;
    const anchor = Math.min(goTo.at, shown.state.doc.length);
    shown.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
    shown.focus();
  }, [goTo]);

  return <div ref={host} className={BOXES[size]} style={size === "field" ? { minHeight: `calc(${rows * LINE}em + 0.75rem)` } : undefined} />;
}

/** What can only be read is still reached and scrolled with the keyboard. */
const access = (readOnly: boolean, describedBy: string | undefined) => [
  EditorState.readOnly.of(readOnly),
  EditorView.editable.of(!readOnly),
  EditorView.contentAttributes.of({ ...(readOnly ? { tabindex: "0" } : {}), ...(describedBy ? { "aria-describedby": describedBy } : {}) }),
];
