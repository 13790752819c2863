import { createRoute } from "@tanstack/react-router";
import { searchSchema, text } from "@/lib/search-params";
import { page } from "./page";
import { personRoute, rootRoute } from "./root";

/** `next` is a path of ours to go on to; the pages refuse any other address. */
const validateSearch = searchSchema({ next: text });
const load = () => import("@/features/auth");

export const authLayout = createRoute({ getParentRoute: () => rootRoute, id: "auth", component: page(load, "AuthLayout", "auth") });
const child = <const P extends string>(path: P) => ({ getParentRoute: () => authLayout, path, validateSearch }) as const;

const authRoutes = authLayout.addChildren([
  createRoute({ ...child("/sign-in"), component: page(load, "SignInPage", "auth") }),
  createRoute({ ...child("/sign-up"), component: page(load, "SignUpPage", "auth") }),
  createRoute({ ...child("/verify"), component: page(load, "VerifyPage", "auth") }),
  createRoute({ ...child("/two-step"), component: page(load, "SecondStepPage", "auth") }),
  createRoute({ ...child("/forgot"), component: page(load, "ForgotPage", "auth") }),
  createRoute({ ...child("/reset"), component: page(load, "ResetPage", "auth") }),
]);

const welcomeRoute = createRoute({
  getParentRoute: () => personRoute,
  path: "/welcome",
  // The organization that is being set up: a reload goes on where it was.
  validateSearch: searchSchema({ organization: text }),
  component: page(() => import("@/features/onboarding"), "WelcomePage", "onboarding", "business", "auth"),
});

/** The link in the e-mail of an invitation: for people with an account, and without. */
const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/invitations/$token",
  component: page(() => import("@/features/onboarding"), "InvitationPage", "onboarding"),
});

export const outsideRoutes = [authRoutes, invitationRoute, personRoute.addChildren([welcomeRoute])];
