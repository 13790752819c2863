import { EditorView } from "@codemirror/view";
import { StyleModule } from "style-mod";

/** One sheet for every editor, with all rules in the order in which they were last wanted. */
let sheet: CSSStyleSheet | undefined;
let mounted: StyleModule[] = [];

/** The page's policy forbids <style>, which the original writes: the rules go into a constructed sheet instead. */
StyleModule.mount = (_root: Document | ShadowRoot | DocumentOrShadowRoot, modules: StyleModule | readonly StyleModule[]): void => {
  const wanted = Array.isArray(modules) ? (modules as readonly StyleModule[]) : [modules as StyleModule];
  mounted = [...mounted.filter((one) => !wanted.includes(one)), ...wanted];
  if (!sheet) {
    sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }
  sheet.replaceSync(mounted.map((one) => one.getRules()).join("\n"));
};

/** The look of the product, in its own names of colours: both themes come with them. */
export const look = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "transparent", fontSize: "13px" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font-mono, ui-monospace, monospace)", lineHeight: "1.65", overflow: "auto" },
  ".cm-content": { padding: "12px 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 14px" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, ::selection": { backgroundColor: "var(--accent-soft)" },
  ".cm-placeholder": { color: "var(--ink-3)" },
  ".cm-prompt-heading": { fontWeight: "600" },
  ".cm-prompt-variable": { color: "var(--accent)", backgroundColor: "var(--accent-soft)", borderRadius: "3px" },
  ".cm-prompt-unknown": { color: "var(--warn)", backgroundColor: "var(--warn-soft)", borderRadius: "3px" },
  ".cm-prompt-include": { color: "var(--info)", backgroundColor: "var(--info-soft)", borderRadius: "3px" },
  ".cm-tooltip": { border: "1px solid var(--line)", borderRadius: "8px", backgroundColor: "var(--surface)", color: "var(--ink)", overflow: "hidden" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "14rem", padding: "4px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "5px 8px", borderRadius: "5px", lineHeight: "1.5" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--hover)", color: "var(--ink)" },
  ".cm-completionDetail": { color: "var(--ink-3)", fontStyle: "normal", marginLeft: "10px" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600" },
  ".cm-panels": { backgroundColor: "var(--sunken)", color: "var(--ink)", fontFamily: "var(--font-sans, inherit)" },
  ".cm-panels.cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-panel.cm-search": { display: "flex", flexWrap: "wrap", alignItems: "center", gap: "6px", padding: "8px 36px 8px 8px", fontSize: "12px" },
  ".cm-panel.cm-search br": { flexBasis: "100%", height: "0", content: '""' },
  // For programs: nobody looks for a pattern in what an agent is told.
  ".cm-panel.cm-search [name=select], .cm-panel.cm-search label:has([name=re]), .cm-panel.cm-search label:has([name=word])": { display: "none" },
  ".cm-panel.cm-search .cm-textfield": { margin: "0", flex: "1 1 8rem", minWidth: "6rem", height: "28px", padding: "0 8px", fontSize: "13px", color: "var(--ink)", backgroundColor: "var(--surface)", border: "1px solid var(--line-strong)", borderRadius: "6px" },
  ".cm-panel.cm-search .cm-button": { margin: "0", fontSize: "12px", height: "28px", padding: "0 10px", color: "var(--ink)", backgroundImage: "none", backgroundColor: "var(--surface)", border: "1px solid var(--line-strong)", borderRadius: "6px", cursor: "pointer" },
  ".cm-panel.cm-search .cm-button:hover": { backgroundColor: "var(--hover)" },
  ".cm-panel.cm-search label": { display: "inline-flex", alignItems: "center", gap: "5px", minHeight: "24px", fontSize: "12px" },
  ".cm-panel.cm-search label input": { margin: "0", width: "16px", height: "16px", accentColor: "var(--accent)" },
  ".cm-panel.cm-search [name=close]": { top: "8px", right: "8px", width: "28px", height: "28px", fontSize: "18px", lineHeight: "1", color: "var(--ink-2)", cursor: "pointer", borderRadius: "6px" },
  ".cm-searchMatch": { backgroundColor: "var(--warn-soft)", borderRadius: "2px" },
  ".cm-searchMatch.cm-searchMatch-selected": { backgroundColor: "var(--accent-soft)", outline: "1px solid var(--accent)" },
  ".cm-diagnostic": { padding: "6px 10px", fontFamily: "inherit", borderLeft: "none" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--bad)", textUnderlineOffset: "3px" },
  ".cm-lintRange-warning": { backgroundImage: "none", textDecoration: "underline wavy var(--warn)", textUnderlineOffset: "3px" },
  ".cm-lintRange-info": { backgroundImage: "none", textDecoration: "underline dotted var(--ink-3)", textUnderlineOffset: "3px" },
});

/** In a form: the letters of the page, in boxes like the others. */
export const plainLook = EditorView.theme({
  "&": { fontSize: "inherit" },
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "1.5" },
  ".cm-content": { padding: "6px 0" },
  ".cm-line": { padding: "0 10px" },
  ".cm-prompt-variable, .cm-prompt-unknown, .cm-prompt-include": { fontFamily: "var(--font-mono, ui-monospace, monospace)", fontSize: "0.9em" },
});
