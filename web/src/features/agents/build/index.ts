export { BuildTab } from "./build-tab";
export { KnowledgeTab } from "./knowledge-tab";
