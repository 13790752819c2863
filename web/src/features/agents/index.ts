export { AgentLayout } from "./agent-layout";
export { AgentsPage } from "./agents-page";
export { type Agent, agentQuery, agentsQuery, type AgentSummary, useMayInAgent } from "./api";
export { DeployTab, InsightsTab, KnowledgeTab } from "./agent-tabs";
export { useDraft } from "./draft-context";
export { VersionsTab } from "./versions-tab";
