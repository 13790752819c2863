export { ConversationsPage } from "./conversations-page";
