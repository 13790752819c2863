export { useOutcomeName } from "./outcome";
export { type TraceEntry, TraceLines } from "./trace-lines";
