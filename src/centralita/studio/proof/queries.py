"""Reading replays and rules."""

from collections.abc import Iterable
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.kit.errors import NotFound
from centralita.kit.pagination import MalformedCursor, Page, decode_cursor, paginate
from centralita.studio.agents.public import require_agent
from centralita.studio.proof.domain.recording import Recorded
from centralita.studio.proof.domain.standing import LOST
from centralita.studio.proof.domain.tally import Held, standing_of
from centralita.studio.proof.models import PublishRule, Replay, ReplayTalk
from centralita.studio.proof.records import records


def rule_of(organization_id: UUID, agent_id: UUID) -> PublishRule:
    """The agent's rule; one that asks for nothing (revision 0) where none was made."""
    found = PublishRule.objects.filter(agent_id=agent_id).first()
    return found or PublishRule(
        organization_id=organization_id, agent_id=agent_id, lost=list(LOST), revision=0
    )


def list_replays(actor: Actor, agent_id: UUID, *, cursor: str | None, limit: int) -> Page[Replay]:
    """One page of an agent's replays, newest first."""
    require_agent(actor, agent_id)
    rows = Replay.objects.filter(agent_id=agent_id).order_by("-id")
    if cursor:
        (last,) = decode_cursor(cursor, length=1)
        try:
            rows = rows.filter(id__lt=UUID(str(last)))
        except ValueError:
            raise MalformedCursor(field="cursor") from None
    return paginate(list(rows[: limit + 1]), limit, lambda row: (str(row.id),))


def get_replay(actor: Actor, replay_id: UUID, *, lock: bool = False) -> Replay:
    """One replay of an agent that is the actor's to see."""
    rows = Replay.objects.select_for_update() if lock else Replay.objects.all()
    row = rows.filter(id=replay_id).first()
    if row is None or not actor.reaches(row.agent_id):
        raise NotFound(kind="replay")
    return row


def talks_of(replay_ids: Iterable[UUID]) -> dict[UUID, list[ReplayTalk]]:
    """The conversations of these replays in order, without what was said."""
    found: dict[UUID, list[ReplayTalk]] = {each: [] for each in replay_ids}
    rows = ReplayTalk.objects.filter(replay_id__in=list(found)).defer("talk").order_by("position")
    for row in rows:
        found[row.replay_id].append(row)
    return found


def get_talk(replay: Replay, talk_id: UUID) -> ReplayTalk:
    """One conversation of a replay with all that was said again."""
    row = ReplayTalk.objects.filter(replay_id=replay.id, id=talk_id).first()
    if row is None:
        raise NotFound(kind="replay_talk")
    return row


def held(rows: Iterable[ReplayTalk]) -> list[Held]:
    """Those that were held, as they are judged."""
    return [
        Held(standing_of(row.was), standing_of(row.is_now), row.reason)
        for row in rows
        if row.ended_at is not None
    ]


def get_recorded(actor: Actor, conversation_id: UUID, message_id: UUID | None = None) -> Recorded:
    """A conversation with one of the actor's agents, as it took place: all of it, or up to an answer of the agent."""
    if message_id is None:
        recorded = records().recorded(conversation_id)
    else:
        recorded = records().up_to(conversation_id, message_id)
    if recorded is None or not actor.reaches(recorded.agent_id):
        raise NotFound(kind="conversation")
    return recorded
