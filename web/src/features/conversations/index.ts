export { ConversationSheet } from "./conversation-sheet";
export { ConversationsPage } from "./conversations-page";
