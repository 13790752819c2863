export { SettingsLayout } from "./settings-layout";
export { BrandingPage, BusinessPage, ChannelsPage, ProvidersPage, SecurityPage, TeamPage } from "./settings-pages";
