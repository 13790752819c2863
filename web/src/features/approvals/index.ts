export { ApprovalsPage } from "./approvals-page";
export { ConversationApprovals } from "./in-conversation";
export { OpenApprovals } from "./open-approvals";
