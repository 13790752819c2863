export { BuildTab } from "./build-tab";
export { KnowledgeTab } from "./knowledge-tab";
export { ToolsTab } from "./tools-tab";
