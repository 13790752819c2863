"""What may be done, as one list, and what each role may do."""

from enum import StrEnum


class Permission(StrEnum):
    """`noun:verb`. Every route declares one."""

    ORGANIZATION_READ = "organization:read"
    ORGANIZATION_UPDATE = "organization:update"
    ORGANIZATION_DELETE = "organization:delete"
    CLIENT_CREATE = "client:create"
    MEMBER_READ = "member:read"
    MEMBER_MANAGE = "member:manage"
    OWNER_MANAGE = "owner:manage"
    API_KEY_MANAGE = "api_key:manage"
    AUDIT_READ = "audit:read"
    BUSINESS_READ = "business:read"
    BUSINESS_UPDATE = "business:update"
    AGENT_READ = "agent:read"
    AGENT_CREATE = "agent:create"
    AGENT_UPDATE = "agent:update"
    AGENT_PUBLISH = "agent:publish"
    AGENT_GATE = "agent:gate"
    AGENT_DELETE = "agent:delete"
    KNOWLEDGE_READ = "knowledge:read"
    KNOWLEDGE_UPDATE = "knowledge:update"
    TOOL_READ = "tool:read"
    TOOL_MANAGE = "tool:manage"
    TOOL_APPROVE = "tool:approve"
    PROMPT_READ = "prompt:read"
    PROMPT_MANAGE = "prompt:manage"
    TEMPLATE_READ = "template:read"
    TEMPLATE_PUBLISH = "template:publish"
    MODEL_ACCOUNT_READ = "model_account:read"
    MODEL_ACCOUNT_MANAGE = "model_account:manage"
    VOICE_ACCOUNT_READ = "voice_account:read"
    VOICE_ACCOUNT_MANAGE = "voice_account:manage"
    VOICE_READ = "voice:read"
    VOICE_CLONE = "voice:clone"
    CHANNEL_READ = "channel:read"
    CHANNEL_UPDATE = "channel:update"
    CONVERSATION_READ = "conversation:read"
    CONVERSATION_ANNOTATE = "conversation:annotate"
    CONVERSATION_TAKE_OVER = "conversation:take_over"
    CONVERSATION_EXPORT = "conversation:export"
    CONTACT_READ = "contact:read"
    CONTACT_UPDATE = "contact:update"
    CONTACT_DELETE = "contact:delete"
    CONTACT_EXPORT = "contact:export"
    CALL_READ = "call:read"
    CALL_PLACE = "call:place"
    CAMPAIGN_READ = "campaign:read"
    CAMPAIGN_WRITE = "campaign:write"
    CAMPAIGN_RUN = "campaign:run"
    COMPLIANCE_READ = "compliance:read"
    COMPLIANCE_MANAGE = "compliance:manage"
    USAGE_READ = "usage:read"
    BUDGET_MANAGE = "budget:manage"
    METRIC_READ = "metric:read"
    UPDATES_READ = "updates:read"


class Role(StrEnum):
    """What a member is. A role is a set of permissions."""

    OWNER = "owner"
    ADMIN = "admin"
    MANAGER = "manager"
    VIEWER = "viewer"


_VIEWER = frozenset({Permission.ORGANIZATION_READ, Permission.METRIC_READ, Permission.UPDATES_READ})
_MANAGER = _VIEWER | {
    Permission.BUSINESS_READ,
    Permission.AGENT_READ,
    Permission.AGENT_UPDATE,
    Permission.AGENT_PUBLISH,
    Permission.KNOWLEDGE_READ,
    Permission.KNOWLEDGE_UPDATE,
    Permission.TOOL_READ,
    Permission.TOOL_APPROVE,
    Permission.PROMPT_READ,
    Permission.TEMPLATE_READ,
    Permission.MODEL_ACCOUNT_READ,
    Permission.VOICE_ACCOUNT_READ,
    Permission.VOICE_READ,
    Permission.CHANNEL_READ,
    Permission.CHANNEL_UPDATE,
    Permission.CONVERSATION_READ,
    Permission.CONVERSATION_ANNOTATE,
    Permission.CONVERSATION_TAKE_OVER,
    Permission.CONVERSATION_EXPORT,
    Permission.CONTACT_READ,
    Permission.CONTACT_UPDATE,
    Permission.CONTACT_EXPORT,
    Permission.CALL_READ,
    Permission.CALL_PLACE,
    Permission.CAMPAIGN_READ,
    Permission.CAMPAIGN_WRITE,
    Permission.CAMPAIGN_RUN,
    Permission.COMPLIANCE_READ,
}
_OWNER = frozenset(Permission)
_ADMIN = _OWNER - {Permission.ORGANIZATION_DELETE, Permission.OWNER_MANAGE, Permission.AGENT_GATE}

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.OWNER: _OWNER,
    Role.ADMIN: _ADMIN,
    Role.MANAGER: frozenset(_MANAGER),
    Role.VIEWER: _VIEWER,
}

# Whose agents are named one by one: a manager has no others, a viewer may look at these besides the figures.
BOUND_ROLES = frozenset({Role.MANAGER, Role.VIEWER})


def permissions_of(role: Role, *, bound: bool) -> frozenset[Permission]:
    """What a member may do. A viewer to whom agents are `bound` may also see how they are built."""
    if role is Role.VIEWER and bound:
        return _VIEWER | {Permission.AGENT_READ}
    return ROLE_PERMISSIONS[role]
