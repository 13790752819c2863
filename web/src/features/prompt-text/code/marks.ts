import type { Range } from "@codemirror/state";
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { variablesIn } from "../variables";

const heading = Decoration.mark({ class: "cm-prompt-heading" });
const include = Decoration.mark({ class: "cm-prompt-include" });
const variable = Decoration.mark({ class: "cm-prompt-variable" });
const unknown = Decoration.mark({ class: "cm-prompt-unknown" });
const BRACES = /\{\{[^{}\n]*\}\}/g;

/** Sets headings, includes and variables apart; those that nobody fills look otherwise. */
export const marks = (isKnown: (name: string) => boolean) =>
  ViewPlugin.define(
    (view) => {
      let shown = decorate(view, isKnown);
      return {
        update: (update: ViewUpdate) => {
          if (update.docChanged || update.viewportChanged) shown = decorate(update.view, isKnown);
        },
        get decorations(): DecorationSet {
          return shown;
        },
      };
    },
    { decorations: (plugin) => plugin.decorations },
  );

function decorate(view: EditorView, isKnown: (name: string) => boolean): DecorationSet {
  const found: Range<Decoration>[] = [];
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = view.state.doc.lineAt(at);
      if (/^#{1,4}[ \t]+\S/.test(line.text)) found.push(heading.range(line.from, line.to));
      for (const match of line.text.matchAll(BRACES)) {
        const names = variablesIn(match[0]);
        const kind = match[0].startsWith("{{>") ? include : names.every(isKnown) ? variable : unknown;
        found.push(kind.range(line.from + match.index, line.from + match.index + match[0].length));
      }
      at = line.to + 1;
    }
  }
  return Decoration.set(found, true);
}
