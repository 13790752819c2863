"""Making, changing and removing channels."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.errors import NotFound, Stale
from centralita.kit.ids import to_text
from centralita.ledger.events.hints import changed
from centralita.operations.channels.domain import WidgetSettings, make_key, normal_origins
from centralita.operations.channels.models import Channel
from centralita.operations.channels.queries import get_channel
from centralita.studio.agents.public import agent_facts


@dataclass(frozen=True, slots=True)
class NewChannel:
    """What a new channel begins with."""

    name: str
    kind: str
    agent_id: UUID
    origins: list[str]
    enabled: bool
    settings: WidgetSettings


@dataclass(frozen=True, slots=True)
class ChannelEdit:
    """What is to change; None stays."""

    name: str | None = None
    agent_id: UUID | None = None
    origins: list[str] | None = None
    enabled: bool | None = None
    settings: WidgetSettings | None = None


def create_channel(actor: Actor, new: NewChannel) -> Channel:
    """A channel with a fresh key. Not found when the agent is not the actor's."""
    _reach(actor, new.agent_id)
    channel = Channel.objects.create(
        organization_id=actor.organization_id,
        name=new.name,
        kind=new.kind,
        agent_id=new.agent_id,
        key=make_key(actor.organization_id),
        origins=normal_origins(new.origins),
        enabled=new.enabled,
        settings=new.settings.model_dump(mode="json"),
    )
    _record(actor, "channel_create", channel, after=_snapshot(channel))
    return channel


def update_channel(actor: Actor, channel_id: UUID, edit: ChannelEdit, *, seen: int | None) -> Channel:
    """Apply what the edit names. Stale when the channel has moved on from revision `seen`."""
    channel = get_channel(actor, channel_id, lock=True)
    if seen is not None and seen != channel.revision:
        raise Stale(actual=channel.revision, seen=seen)
    before = _snapshot(channel)
    if edit.name is not None:
        channel.name = edit.name
    if edit.agent_id is not None:
        _reach(actor, edit.agent_id)
        channel.agent_id = edit.agent_id
    if edit.origins is not None:
        channel.origins = normal_origins(edit.origins)
    if edit.enabled is not None:
        channel.enabled = edit.enabled
    if edit.settings is not None:
        channel.settings = edit.settings.model_dump(mode="json")
    after = _snapshot(channel)
    changed = [name for name in after if before[name] != after[name]]
    if not changed:
        witness.nothing_changed()
        return channel
    channel.revision += 1
    channel.save()
    _record(
        actor,
        "channel_update",
        channel,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    return channel


def rotate_key(actor: Actor, channel_id: UUID) -> Channel:
    """Give the channel a new key; the old one opens nothing from now on. Running conversations go on."""
    channel = get_channel(actor, channel_id, lock=True)
    channel.key = make_key(actor.organization_id)
    channel.revision += 1
    channel.save()
    _record(actor, "channel_key_rotate", channel)
    return channel


def delete_channel(actor: Actor, channel_id: UUID) -> None:
    """Remove a channel; its conversations stay, without it."""
    channel = get_channel(actor, channel_id, lock=True)
    _record(actor, "channel_delete", channel, before=_snapshot(channel))
    channel.delete()


def _reach(actor: Actor, agent_id: UUID) -> None:
    if not actor.reaches(agent_id) or agent_id not in agent_facts([agent_id]):
        raise NotFound(kind="agent", field="agent_id")


def _snapshot(channel: Channel) -> dict[str, Any]:
    return {
        "name": channel.name,
        "agent_id": to_text("agt", channel.agent_id),
        "origins": channel.origins,
        "enabled": channel.enabled,
        "settings": channel.settings,
    }


def _record(
    actor: Actor,
    action: str,
    channel: Channel,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    changed(actor.organization_id, "channel", channel.id)
    trail.record(
        actor,
        action=action,
        subject_kind="channel",
        subject_id=to_text("chn", channel.id),
        before=before,
        after=after,
    )
