export { AccountLayout } from "./account-layout";
export { EmailPage } from "./email-page";
export { PasskeysPage } from "./passkeys-page";
export { PasswordPage } from "./password-page";
export { ProfilePage } from "./profile-page";
export { SessionsPage } from "./sessions-page";
export { TwoStepPage } from "./two-step-page";
