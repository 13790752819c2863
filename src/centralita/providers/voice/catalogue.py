"""What an account has at its platform, besides calls: agents, numbers, voices, free lines, the state of its webhook."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

# An agent as a platform keeps it: that platform's own JSON, with volatile fields (times, counters) taken out, so that
# two reads of an unchanged agent are equal.
AgentConfig = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RemoteAgent:
    """An agent at a platform. `version` is what the platform calls the version that calls run; `marker` is ours."""

    id: str
    name: str
    version: str = ""
    marker: str = ""
    config: AgentConfig = field(default_factory=dict)
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AgentPage:
    """Some agents without their configuration, and where to go on; an empty cursor is the end."""

    agents: tuple[RemoteAgent, ...]
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class RemoteNumber:
    """A phone number (E.164) of the account. `id` is the platform's; `inbound_agent` answers it, or empty.

    `asks` is whom the platform asks before each call to it, where it does so by number.
    """

    id: str
    number: str
    label: str = ""
    inbound_agent: str = ""
    can_call: bool = True
    asks: str = ""


@dataclass(frozen=True, slots=True)
class RemoteVoice:
    """A voice of the account. Languages are BCP 47 tags; `tier` is the platform's word for what it costs, or empty."""

    id: str
    name: str
    maker: str = ""
    languages: tuple[str, ...] = ()
    accent: str = ""
    gender: Literal["", "female", "male", "neutral"] = ""
    age: str = ""
    description: str = ""
    preview_url: str = ""
    tier: str = ""
    cloned: bool = False


@dataclass(frozen=True, slots=True)
class KnowledgeText:
    """A document as a platform's own model may look it up."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class KeptKnowledge:
    """Documents that a platform keeps for agents of ours. `name` begins with the marker of whose they are."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Lines:
    """How many calls the account may have at once, and has now. None is not told."""

    at_most: int | None
    now: int | None = None


@dataclass(frozen=True, slots=True)
class WebhookState:
    """The platform's side of our webhook. `secret` is given only when it was made just now.

    `id` is what the platform calls it where agents can name their own; it is not `enabled` while the workspace tells
    another one.
    """

    present: bool
    enabled: bool
    failing_since: datetime | None = None
    secret: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a platform can do at all: screens offer only that."""

    hang_up: bool
    live_transcript: bool
    web_calls: bool
    workspace_webhook: bool
    recording_by_link: bool
    clone_voice: bool
    speaks_samples: bool
    take_over: bool = False
    keeps_knowledge: bool = False
