export { useOutcomeName } from "./outcome";
export { ToolTitle, useToolName, useToolOption, useToolTitle } from "./tools";
export { type TraceEntry, TraceLines } from "./trace-lines";
export { useErrorName } from "./error-name";
