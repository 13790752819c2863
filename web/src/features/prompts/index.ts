export { PromptEditor } from "./prompt-editor";
export { PromptLayout } from "./prompt-layout";
export { PromptTests } from "./prompt-tests";
export { PromptUses } from "./prompt-uses";
export { PromptVersions } from "./prompt-versions";
export { PromptsPage } from "./prompts-page";
