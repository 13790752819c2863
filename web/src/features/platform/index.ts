export { HealthPage } from "./health-page";
export { OrganizationsPage } from "./organizations-page";
export { PeoplePage } from "./people-page";
export { PlatformAuditPage } from "./platform-audit-page";
export { PlatformLayout } from "./platform-layout";
