export { PlatformImports } from "./platform-imports";
export { PlatformsSection } from "./platforms-section";
