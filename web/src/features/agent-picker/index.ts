export { AgentPicker, AgentsPicker } from "./agent-picker";
export { useAgentChoices, useAgentNames } from "./choices";
