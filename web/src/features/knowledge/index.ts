export { DocumentsPage } from "./documents-page";
export { KnowledgeLayout } from "./knowledge-layout";
export { QuestionsPage } from "./questions-page";
export { ReviewPage } from "./review-page";
export { SourcesPage } from "./sources-page";
export { TryPage } from "./try-page";
export { UnansweredPage } from "./unanswered-page";
