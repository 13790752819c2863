export { type TraceEntry, TraceLines } from "./trace-lines";
