import { type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";

export interface Words {
  variables: { name: string; detail: string }[];
  /** Other prompts, with what they are called. */
  prompts: { name: string; detail: string }[];
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
    options: offered.map(({ name, detail }) => ({
      label: name,
      detail,
      apply: (view: EditorView, _completion: unknown, from: number, to: number) => {
        const closed = /^\s*\}\}/.test(view.state.sliceDoc(to, to + 10));
        const gap = including && !/\s/.test(view.state.sliceDoc(from - 1, from)) ? " " : "";
        const insert = `${gap}${name}${closed ? "" : "}}"}`;
        view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length } });
      },
    })),
  };
};
