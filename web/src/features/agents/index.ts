export { AgentLayout } from "./agent-layout";
export { AgentsPage } from "./agents-page";
export { type Agent, agentQuery, agentsQuery, type AgentSummary, draftQuery, useMayInAgent } from "./api";
export { FlowDrawing } from "./build/drawing";
export { ChangeList } from "./change-list";
export { useDraft } from "./draft-context";
export { InsightsTab } from "./insights-tab";
export { VersionsTab } from "./versions-tab";
