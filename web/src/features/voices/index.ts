export { VoiceSheet } from "./voice-sheet";
export { VoicesPage } from "./voices-page";
