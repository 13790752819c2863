export { type Content, type Cost, type Look, lookQuery, type OwnPlace, ownLookQuery, ownPreviewQuery, previewQuery, type Variable } from "./api";
export type { EditorHandle, Mark } from "./code/code-editor";
export type { Words } from "./code/complete";
export { FindingList, useFindingText, useMarks } from "./findings";
export { Sent } from "./sent";
export { Size } from "./size";
export { PromptEditorBox, useCodeEditor } from "./use-code-editor";
export { sectionsIn, variablesIn } from "./variables";
