"""WHO: accounts, organizations, tenancy, access and the audit trail."""
