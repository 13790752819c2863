export { AuthLayout } from "./auth-layout";
export { ForgotPage, ResetPage } from "./reset-pages";
export { SecondStepPage } from "./second-step-page";
export { SignInPage } from "./sign-in-page";
export { SignUpPage } from "./sign-up-page";
export { VerifyPage } from "./verify-page";
export { ReauthenticationStep, useReauthentication } from "./reauthentication";
