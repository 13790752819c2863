"""Reading channels."""

from uuid import UUID

from django.db.models import Q, QuerySet

from centralita.identity.access.actor import Actor
from centralita.kit.errors import NotFound
from centralita.kit.pagination import MalformedCursor, Page, decode_cursor, paginate
from centralita.operations.channels.models import Channel


def visible(actor: Actor) -> QuerySet[Channel]:
    """The channels of the agents that this actor reaches."""
    channels = Channel.objects.all()
    return channels if actor.agent_ids is None else channels.filter(agent_id__in=actor.agent_ids)


def list_channels(actor: Actor, agent_id: UUID | None, *, cursor: str | None, limit: int) -> Page[Channel]:
    """One page of channels by name."""
    channels = visible(actor).order_by("name", "id")
    if agent_id is not None:
        channels = channels.filter(agent_id=agent_id)
    if cursor:
        name, last = decode_cursor(cursor, length=2)
        try:
            after = UUID(str(last))
        except ValueError:
            raise MalformedCursor(field="cursor") from None
        channels = channels.filter(Q(name__gt=str(name)) | Q(name=str(name), id__gt=after))
    return paginate(list(channels[: limit + 1]), limit, lambda channel: (channel.name, str(channel.id)))


def get_channel(actor: Actor, channel_id: UUID, *, lock: bool = False) -> Channel:
    """One channel; not found when it is another's or its agent is not open to the actor."""
    channels = visible(actor)
    channel = (channels.select_for_update() if lock else channels).filter(id=channel_id).first()
    if channel is None:
        raise NotFound(kind="channel")
    return channel
