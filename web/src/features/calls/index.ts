export { isRunning } from "./api";
export { callQuery, type Call } from "./api";
export { CallBody, CallLine } from "./call-body";
export { CallSheet, LiveCallSheet } from "./call-sheet";
export { CallState } from "./call-state";
export { CallsPage } from "./calls-page";
export { CallHistory } from "./history";
export { LivePage } from "./live-page";
export { StartCall } from "./start-call";
