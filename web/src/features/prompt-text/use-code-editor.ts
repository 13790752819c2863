import { lazy, useEffect, useState } from "react";
import { loadTexts } from "@/app/i18n";
import type CodeEditor from "./code/code-editor";

type Editor = typeof CodeEditor;
let loaded: Editor | undefined;
let loading: Promise<Editor> | undefined;

async function load(): Promise<Editor> {
  const [module] = await Promise.all([import("./code/code-editor"), loadTexts("prompts")]);
  loaded = module.default;
  return loaded;
}

/** The editor for prompts, for pages that wait for it. */
export const PromptEditorBox = lazy(async () => ({ default: await load() }));

/** The editor for prompts once it has come, with its texts; nothing until then, nor where there is no connection. */
export function useCodeEditor(): Editor | undefined {
  const [editor, setEditor] = useState<Editor | undefined>(() => loaded);
  useEffect(() => {
    let here = true;
    loading ??= load();
    loading.then(
      (found) => here && setEditor(() => found),
      () => (loading = undefined),
    );
    return () => {
      here = false;
    };
  }, []);
  return editor;
}
