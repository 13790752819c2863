export { ExperimentsTab } from "./experiments-tab";
