import { accountRoutes } from "./account";
import { agentRoutes } from "./agents";
import { outsideRoutes } from "./auth";
import { callRoutes } from "./calls";
import { campaignRoutes } from "./campaigns";
import { contactRoutes } from "./contacts";
import { pageRoutes } from "./pages";
import { platformRoutes } from "./platform";
import { promptRoutes } from "./prompts";
import { appRoute, rootRoute } from "./root";
import { settingsRoutes } from "./settings";
import { toolRoutes } from "./tools";
import { voiceRoutes } from "./voices";

export const routeTree = rootRoute.addChildren([...outsideRoutes, appRoute.addChildren([...pageRoutes, ...agentRoutes, ...contactRoutes, ...callRoutes, ...campaignRoutes, ...voiceRoutes, ...toolRoutes, ...promptRoutes, settingsRoutes, platformRoutes, accountRoutes])]);
