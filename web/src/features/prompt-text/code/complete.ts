import { type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";

export interface Words {
  variables: { name: string; detail: string }[];
  /** Other prompts, with what they are called. Where none can be put in by its name, `take` gives its text instead. */
  prompts: { name: string; detail: string; take?: () => Promise<string | undefined> }[];
}

/** After `{{` the variables, after `{{>` the prompts that can be put in. */
export const completing = (words: () => Words) => (context: CompletionContext): CompletionResult | null => {
  const opened = context.matchBefore(/\{\{(>?)[ \t]*[\w.]*/);
  if (!opened) return null;
  const including = opened.text.startsWith("{{>");
  const offered = including ? words().prompts : words().variables;
  const typed = /[\w.]*$/.exec(opened.text)?.[0].length ?? 0;
  return {
    from: context.pos - typed,
    validFor: /^[\w.]*$/,
    options: offered.map(({ name, detail, take }: Words["prompts"][number]) => ({
      label: name,
      detail,
      apply: (view: EditorView, _completion: unknown, from: number, to: number) => {
        if (take) return void putIn(view, opened.from, to, take);
        const closed = /^\s*\}\}/.test(view.state.sliceDoc(to, to + 10));
        const gap = including && !/\s/.test(view.state.sliceDoc(from - 1, from)) ? " " : "";
        const insert = `${gap}${name}${closed ? "" : "}}"}`;
        view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length } });
      },
    })),
  };
};

/** The text itself in place of what was typed for it, unless somebody has written on meanwhile. */
async function putIn(view: EditorView, from: number, to: number, take: () => Promise<string | undefined>): Promise<void> {
  const before = view.state.doc;
  const text = await take();
  if (text === undefined || !view.state.doc.eq(before)) return;
  const closed = /^\s*\}\}/.exec(view.state.sliceDoc(to, to + 10))?.[0].length ?? 0;
  view.dispatch({ changes: { from, to: to + closed, insert: text }, selection: { anchor: from + text.length }, scrollIntoView: true, userEvent: "input.complete" });
}
