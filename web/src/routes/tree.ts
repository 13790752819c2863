import { accountRoutes } from "./account";
import { agentRoutes } from "./agents";
import { outsideRoutes } from "./auth";
import { callRoutes } from "./calls";
import { contactRoutes } from "./contacts";
import { pageRoutes } from "./pages";
import { platformRoutes } from "./platform";
import { appRoute, rootRoute } from "./root";
import { settingsRoutes } from "./settings";

export const routeTree = rootRoute.addChildren([...outsideRoutes, appRoute.addChildren([...pageRoutes, ...agentRoutes, ...contactRoutes, ...callRoutes, settingsRoutes, platformRoutes, accountRoutes])]);
