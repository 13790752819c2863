export { ScenariosTab } from "./scenarios-tab";
