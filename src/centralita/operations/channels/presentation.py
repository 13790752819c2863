"""Channels as the API shows them."""

from collections.abc import Sequence
from html import escape

from django.conf import settings

from centralita.identity.access.actor import Actor
from centralita.kit.ids import to_text
from centralita.operations.channels.domain import WidgetSettings
from centralita.operations.channels.models import Channel
from centralita.operations.channels.policy import allowed
from centralita.operations.channels.schemas import ChannelOut, Serving
from centralita.studio.agents.public import AgentFacts, agent_facts


def snippet(channel: Channel) -> str:
    """The script tag for a page of the customer's."""
    if channel.kind != "widget":
        return ""
    source = escape(f"{settings.ENVIRONMENT.public_url}/widget.js")
    return f'<script src="{source}" data-key="{escape(channel.key)}" async></script>'


def serving(channel: Channel, agent: AgentFacts | None) -> Serving:
    """Whether the channel takes new conversations, or why not."""
    if not channel.enabled:
        return "disabled"
    if agent is None or agent.status == "archived":
        return "agent_archived"
    if agent.live_number is None:
        return "agent_not_published"
    return "agent_paused" if agent.status == "paused" else "live"


def channels(actor: Actor, rows: Sequence[Channel]) -> list[ChannelOut]:
    """Channels with the agents that they lead to."""
    agents = agent_facts({row.agent_id for row in rows})
    return [_channel(actor, row, agents.get(row.agent_id)) for row in rows]


def channel(actor: Actor, row: Channel) -> ChannelOut:
    """One channel."""
    return channels(actor, [row])[0]


def _channel(actor: Actor, row: Channel, agent: AgentFacts | None) -> ChannelOut:
    return ChannelOut(
        id=to_text("chn", row.id),
        name=row.name,
        kind="api" if row.kind == "api" else "widget",
        agent_id=to_text("agt", row.agent_id),
        agent_name=agent.name if agent else "",
        key=row.key,
        origins=row.origins,
        enabled=row.enabled,
        settings=WidgetSettings.stored(row.settings),
        serving=serving(row, agent),
        snippet=snippet(row),
        revision=row.revision,
        created_at=row.created_at,
        updated_at=row.updated_at,
        can=allowed(actor),
    )
