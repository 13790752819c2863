export { AuditTrail } from "./audit-trail";
export { VerificationCard } from "./verification-card";
