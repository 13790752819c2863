"""Of ElevenLabs' answers, what we use. Unknown fields are fine, wrong ones are not ElevenLabs'."""

from typing import Any

import msgspec


class CallMade(msgspec.Struct):
    """What came of an order to call: HTTP 200 says nothing, `success` does."""

    success: bool
    conversation_id: str | None = None


class SignedUrl(msgspec.Struct):
    """Where a browser joins, for fifteen minutes."""

    signed_url: str


class Conversations(msgspec.Struct):
    """Some conversations, in short."""

    conversations: list[dict[str, Any]]
    has_more: bool = False
    next_cursor: str | None = None


class ListedAgent(msgspec.Struct):
    """An agent as lists tell it."""

    agent_id: str
    name: str = ""
    tags: list[str] = []
    archived: bool = False


class Agents(msgspec.Struct):
    """Some agents."""

    agents: list[ListedAgent]
    has_more: bool = False
    next_cursor: str | None = None


class AgentMade(msgspec.Struct):
    """A new agent."""

    agent_id: str


class AgentTimes(msgspec.Struct):
    """When an agent was changed."""

    updated_at_unix_secs: int | None = None


class Agent(msgspec.Struct):
    """An agent with its configuration."""

    agent_id: str
    conversation_config: dict[str, Any]
    name: str = ""
    platform_settings: dict[str, Any] | None = None
    workflow: dict[str, Any] | None = None
    tags: list[str] = []
    version_id: str | None = None
    metadata: AgentTimes | None = None


class AssignedAgent(msgspec.Struct):
    """The agent that answers a number."""

    agent_id: str


class Number(msgspec.Struct):
    """A phone number. `provider` is who carries its calls."""

    phone_number: str
    phone_number_id: str
    label: str = ""
    provider: str = ""
    supports_outbound: bool = True
    assigned_agent: AssignedAgent | None = None


class SpokenLanguage(msgspec.Struct):
    """A language that a voice was tried in."""

    language: str = ""
    locale: str | None = None


class Voice(msgspec.Struct):
    """A voice."""

    voice_id: str
    name: str
    category: str = ""
    labels: dict[str, Any] = {}
    description: str | None = None
    preview_url: str | None = None
    available_for_tiers: list[str] = []
    verified_languages: list[SpokenLanguage] | None = None


class Voices(msgspec.Struct):
    """Some voices."""

    voices: list[Voice]
    has_more: bool = False
    next_page_token: str | None = None


class VoiceMade(msgspec.Struct):
    """A cloned voice."""

    voice_id: str


class LiveCount(msgspec.Struct):
    """How many conversations run."""

    count: int


class Webhook(msgspec.Struct):
    """A webhook of the workspace."""

    webhook_id: str
    webhook_url: str
    name: str = ""
    is_disabled: bool = False
    is_auto_disabled: bool = False
    most_recent_failure_timestamp: int | None = None


class Webhooks(msgspec.Struct):
    """The workspace's webhooks."""

    webhooks: list[Webhook]


class WebhookMade(msgspec.Struct):
    """A new webhook; its secret is never told again."""

    webhook_id: str
    webhook_secret: str | None = None


class AgentWebhooks(msgspec.Struct):
    """Which webhook is told how conversations went, and what."""

    post_call_webhook_id: str | None = None
    events: list[str] = []


class Settings(msgspec.Struct):
    """Of the workspace's settings for agents."""

    webhooks: AgentWebhooks = msgspec.field(default_factory=AgentWebhooks)


class KnowledgeMade(msgspec.Struct):
    """A document that is kept for agents."""

    id: str
    name: str


class KnowledgePage(msgspec.Struct):
    """Some of the documents that are kept."""

    documents: list[KnowledgeMade]
    has_more: bool = False
    next_cursor: str | None = None
