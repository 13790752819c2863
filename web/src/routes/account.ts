import { createRoute, redirect } from "@tanstack/react-router";
import { page } from "./page";
import { appRoute } from "./root";

const load = () => import("@/features/account");
const layout = createRoute({ getParentRoute: () => appRoute, path: "/account", component: page(load, "AccountLayout", "account", "auth") });
const child = <const P extends string>(path: P) => ({ getParentRoute: () => layout, path }) as const;

export const accountRoutes = layout.addChildren([
  createRoute({
    ...child("/"),
    beforeLoad: () => {
      throw redirect({ to: "/account/profile" });
    },
  }),
  createRoute({ ...child("/profile"), component: page(load, "ProfilePage", "account") }),
  createRoute({ ...child("/email"), component: page(load, "EmailPage", "account") }),
  createRoute({ ...child("/password"), component: page(load, "PasswordPage", "account") }),
  createRoute({ ...child("/two-step"), component: page(load, "TwoStepPage", "account") }),
  createRoute({ ...child("/passkeys"), component: page(load, "PasskeysPage", "account") }),
  createRoute({ ...child("/sessions"), component: page(load, "SessionsPage", "account") }),
]);
