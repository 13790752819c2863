export { ChangeList } from "./change-list";
export { agentWords, linesOf, type Names, placeOf, wayOf } from "./naming";
export { useNames } from "./use-words";
export { ValueChange } from "./value-change";
