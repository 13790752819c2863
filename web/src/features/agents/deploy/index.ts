export { DeployTab } from "./deploy-tab";
