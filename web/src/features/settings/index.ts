export { ProvidersPage } from "./providers/providers-page";
export { SecurityPage } from "./security/security-page";
export { SettingsLayout } from "./settings-layout";
export { BrandingPage, ChannelsPage } from "./settings-pages";
export { TeamPage } from "./team/team-page";
