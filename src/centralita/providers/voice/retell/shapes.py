"""Of Retell's answers, what we use. Unknown fields are fine, wrong ones are not Retell's."""

from typing import Any

import msgspec


class CallMade(msgspec.Struct):
    """A call that was ordered."""

    call_id: str


class IceHelper(msgspec.Struct):
    """A server that helps a browser to find its way."""

    urls: str | list[str]
    username: str | None = None
    credential: str | None = None


class WebCallMade(msgspec.Struct):
    """A call that waits for its browser, and how the browser comes to it."""

    call_id: str
    access_token: str
    transport: str
    ice_servers: list[IceHelper] = []


class KnowledgeBase(msgspec.Struct):
    """Documents that are kept for agents."""

    knowledge_base_id: str
    knowledge_base_name: str


class Listener(msgspec.Struct):
    """A call under way that may be heard, and as whom."""

    access_token: str
    participant_id: str
    transport: str | None = None
    ice_servers: list[IceHelper] | None = None


class Success(msgspec.Struct):
    """Whether it was done."""

    success: bool


class Page(msgspec.Struct):
    """Some of a list."""

    items: list[dict[str, Any]]
    has_more: bool = False
    pagination_key: str | None = None

    @property
    def cursor(self) -> str:
        """Where to go on; empty at the end."""
        return (self.pagination_key or "") if self.has_more else ""


class Engine(msgspec.Struct):
    """What an agent thinks with."""

    type: str
    llm_id: str | None = None
    conversation_flow_id: str | None = None
    version: int | None = None


class Agent(msgspec.Struct):
    """An agent in one of its versions."""

    agent_id: str
    version: int
    response_engine: Engine
    agent_name: str | None = None
    is_published: bool | None = None
    last_modification_timestamp: int | None = None


class ListedAgent(msgspec.Struct):
    """An agent as lists tell it."""

    agent_id: str
    agent_name: str | None = None
    channel: str = "voice"
    user_modified_timestamp: int | None = None


class BoundAgent(msgspec.Struct):
    """An agent that answers a number."""

    agent_id: str


class Number(msgspec.Struct):
    """A phone number; it is its own id."""

    phone_number: str
    nickname: str | None = None
    inbound_agents: list[BoundAgent] | None = None
    inbound_webhook_url: str | None = None


class Voice(msgspec.Struct):
    """A voice."""

    voice_id: str
    voice_name: str
    provider: str = ""
    gender: str | None = None
    accent: str | None = None
    age: str | None = None
    preview_audio_url: str | None = None


class Concurrency(msgspec.Struct):
    """How many calls run, and may."""

    current_concurrency: int | None = None
    concurrency_limit: int | None = None
