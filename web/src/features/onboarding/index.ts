export { InvitationPage } from "./invitation-page";
export { WelcomePage } from "./welcome-page";
