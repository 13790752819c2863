export { BrandingPage } from "./branding/branding-page";
export { ChannelsPage } from "./channels/channels-page";
export { OrganizationPage } from "./organization/organization-page";
export { ProvidersPage } from "./providers/providers-page";
export { SecurityPage } from "./security/security-page";
export { SettingsLayout } from "./settings-layout";
export { TeamPage } from "./team/team-page";
export { UsagePage } from "./usage/usage-page";
