"""What the team says of single answers of an agent, and what comes of it."""

from uuid import UUID

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.identity.audit import trail
from centralita.kit.clock import now
from centralita.kit.errors import Conflict
from centralita.kit.ids import to_text
from centralita.ledger.events.hints import changed
from centralita.operations.conversations.models import Conversation, TurnRating
from centralita.operations.conversations.queries import get_conversation
from centralita.operations.conversations.rating import get_answer, get_rating
from centralita.studio.scenarios.public import ScenarioScript, add_scenario


class TurnNotBad(Conflict):
    """Nobody found this answer bad, so that there is nothing to mend."""

    code = "turn_not_bad"


def rate_turn(
    actor: Actor, conversation_id: UUID, message_id: UUID, *, good: bool, remark: str
) -> TurnRating:
    """Say whether an answer was good, and why. Who says so last counts; what was made of it stays."""
    conversation = get_conversation(actor, conversation_id)
    message = get_answer(conversation, message_id)
    known = TurnRating.objects.select_for_update().filter(message_id=message.id).first()
    if known is not None and (known.good, known.remark) == (good, remark):
        witness.nothing_changed()
        return known
    row, _ = TurnRating.objects.update_or_create(
        organization_id=actor.organization_id,
        message_id=message.id,
        defaults={
            "conversation_id": conversation.id,
            "agent_id": conversation.agent_id,
            "sequence": message.sequence,
            "good": good,
            "remark": remark,
            "author_id": actor.user_id,
            "author_name": actor.name,
            "aside": False,
            "rated_at": now(),
        },
    )
    before = None if known is None else {"good": known.good, "author": known.author_name}
    _told(actor, "conversation_turn_rate", conversation, row, before=before, after={"good": good})
    return row


def take_rating_back(actor: Actor, conversation_id: UUID, message_id: UUID) -> None:
    """Say nothing of an answer any more; a scenario that was made of it stays."""
    conversation = get_conversation(actor, conversation_id)
    row = get_rating(conversation, message_id)
    before = {"good": row.good, "author": row.author_name}
    _told(actor, "conversation_turn_unrate", conversation, row, before=before)
    row.delete()


def put_turn_aside(actor: Actor, conversation_id: UUID, message_id: UUID, *, aside: bool) -> TurnRating:
    """Say that a bad answer needs no scenario, or that it does after all."""
    conversation = get_conversation(actor, conversation_id)
    row = get_rating(conversation, message_id)
    if row.aside == aside:
        witness.nothing_changed()
        return row
    row.aside = aside
    row.save(update_fields=["aside"])
    _told(actor, "conversation_turn_aside", conversation, row, after={"aside": aside})
    return row


def mend_turn(
    actor: Actor, conversation_id: UUID, message_id: UUID, *, name: str, script: ScenarioScript
) -> TurnRating:
    """Write the scenario down that a bad answer has to pass from now on: for who may change the agent, too."""
    actor.require(Permission.AGENT_UPDATE)
    conversation = get_conversation(actor, conversation_id)
    row = get_rating(conversation, message_id)
    if row.good:
        raise TurnNotBad
    row.scenario_id = add_scenario(actor, conversation.agent_id, name=name, script=script).id
    row.aside = False
    row.save(update_fields=["scenario_id", "aside"])
    scenario = to_text("scn", row.scenario_id)
    _told(actor, "conversation_turn_mend", conversation, row, after={"scenario": scenario})
    return row


def _told(
    actor: Actor,
    action: str,
    conversation: Conversation,
    row: TurnRating,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    """The trail says of which answer, and whether it was good; not what was remarked."""
    changed(actor.organization_id, "conversation", conversation.id)
    trail.record(
        actor,
        action=action,
        subject_kind="conversation",
        subject_id=to_text("cnv", conversation.id),
        before=before,
        after={"message": to_text("msg", row.message_id), **(after or {})},
    )
