export { ImportPage } from "./import-page";
export { PlatformsSection } from "./platforms-section";
