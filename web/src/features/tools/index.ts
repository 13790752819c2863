export { SignInsPage } from "./sign-ins-page";
export { ToolCalls } from "./tool-calls";
export { ToolDocumentation } from "./tool-documentation";
export { ToolEditor } from "./tool-editor";
export { ToolLayout } from "./tool-layout";
export { ToolsPage } from "./tools-page";
export { ToolVersions } from "./tool-versions";
