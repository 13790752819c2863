export { BuildTab } from "./build-tab";
