export { AgentPicker, AgentsPicker } from "./agent-picker";
export { useAgentChoices } from "./choices";
