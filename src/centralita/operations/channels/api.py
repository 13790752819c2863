"""Channels over HTTP."""

from typing import Annotated

from ninja import Query

from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter, expected_revision, with_etag
from centralita.kit.ids import from_text
from centralita.kit.pagination import DEFAULT_LIMIT, MAXIMUM_LIMIT
from centralita.operations.channels import actions, presentation, queries
from centralita.operations.channels.models import Channel
from centralita.operations.channels.schemas import ChannelChange, ChannelIn, ChannelList, ChannelOut

router = TenantRouter("channels")


def _detail(request: TenantRequest, channel: Channel) -> ChannelOut:
    with_etag(request, channel.revision)
    return presentation.channel(request.actor, channel)


@router.get("/channels", permission=Permission.CHANNEL_READ, operation="channel_list", response=ChannelList)
def list_channels(
    request: TenantRequest,
    agent: Annotated[str | None, Query(max_length=40)] = None,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
    limit: Annotated[int, Query(ge=1, le=MAXIMUM_LIMIT)] = DEFAULT_LIMIT,
) -> ChannelList:
    """Where people reach the agents, by name."""
    agent_id = from_text("agt", agent) if agent else None
    page = queries.list_channels(request.actor, agent_id, cursor=cursor, limit=limit)
    return ChannelList(items=presentation.channels(request.actor, page.items), next_cursor=page.next_cursor)


@router.post(
    "/channels",
    permission=Permission.CHANNEL_UPDATE,
    operation="channel_create",
    response=ChannelOut,
    status=201,
)
def create(request: TenantRequest, payload: ChannelIn) -> ChannelOut:
    """Open a channel to an agent. It serves once the agent is published."""
    new = actions.NewChannel(
        name=payload.name,
        kind=payload.kind,
        agent_id=from_text("agt", payload.agent_id),
        origins=payload.origins,
        enabled=payload.enabled,
        settings=payload.settings,
    )
    return _detail(request, actions.create_channel(request.actor, new))


@router.get(
    "/channels/{channel_id}",
    permission=Permission.CHANNEL_READ,
    operation="channel_read",
    response=ChannelOut,
)
def read(request: TenantRequest, channel_id: str) -> ChannelOut:
    """One channel with its key and the line of HTML that shows it."""
    return _detail(request, queries.get_channel(request.actor, from_text("chn", channel_id)))


@router.patch(
    "/channels/{channel_id}",
    permission=Permission.CHANNEL_UPDATE,
    operation="channel_update",
    response=ChannelOut,
)
def update(request: TenantRequest, channel_id: str, payload: ChannelChange) -> ChannelOut:
    """Change its name, agent, origins or looks, or switch it off."""
    edit = actions.ChannelEdit(
        name=payload.name,
        agent_id=from_text("agt", payload.agent_id) if payload.agent_id else None,
        origins=payload.origins,
        enabled=payload.enabled,
        settings=payload.settings,
    )
    channel = actions.update_channel(
        request.actor, from_text("chn", channel_id), edit, seen=expected_revision(request)
    )
    return _detail(request, channel)


@router.post(
    "/channels/{channel_id}/rotate-key",
    permission=Permission.CHANNEL_UPDATE,
    operation="channel_key_rotate",
    response=ChannelOut,
)
def rotate(request: TenantRequest, channel_id: str) -> ChannelOut:
    """Replace the key. Pages with the old one open no new conversations until they are changed."""
    return _detail(request, actions.rotate_key(request.actor, from_text("chn", channel_id)))


@router.delete(
    "/channels/{channel_id}",
    permission=Permission.CHANNEL_UPDATE,
    operation="channel_delete",
    response=None,
)
def delete(request: TenantRequest, channel_id: str) -> None:
    """Remove a channel. Its conversations stay."""
    actions.delete_channel(request.actor, from_text("chn", channel_id))
