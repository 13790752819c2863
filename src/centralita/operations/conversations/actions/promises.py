"""Putting aside what an agent said against the profile and what needs nothing all the same."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from centralita.engine.promises import Contradiction
from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.clock import now
from centralita.kit.errors import NotFound
from centralita.kit.ids import to_text
from centralita.ledger.events.hints import changed
from centralita.operations.conversations.checking import check, said_by_agent
from centralita.operations.conversations.domain.promises import MOST_ASIDE, Reason, asides_in, promised
from centralita.operations.conversations.models import Conversation
from centralita.operations.conversations.queries import get_conversation
from centralita.studio.business.public import known_at


def put_aside(actor: Actor, conversation_id: UUID, key: str, reason: Reason) -> None:
    """Have it counted no more, wherever in the conversation it is said. NotFound where nothing of the kind is said."""
    conversation = get_conversation(actor, conversation_id, lock=True)
    texts = said_by_agent(conversation.id)
    found = promised(texts, known_at(conversation.facts_id)).get(key)
    if found is None:
        raise NotFound(kind="promise")
    before = asides_in(conversation.promises_aside).get(key)
    if before is not None and before.reason == reason:
        witness.nothing_changed()
        return
    mine = {"key": key, "reason": reason, "by": actor.name, "at": now().isoformat()}
    _keep(actor, conversation, [*_others(conversation, key), mine][-MOST_ASIDE:], texts, found, reason)


def take_back(actor: Actor, conversation_id: UUID, key: str) -> None:
    """Have it counted again."""
    conversation = get_conversation(actor, conversation_id, lock=True)
    others = _others(conversation, key)
    if len(others) == len(conversation.promises_aside):
        witness.nothing_changed()
        return
    texts = said_by_agent(conversation.id)
    found = promised(texts, known_at(conversation.facts_id)).get(key)
    _keep(actor, conversation, others, texts, found, "open")


def _others(conversation: Conversation, key: str) -> list[dict[str, str]]:
    return [one for one in conversation.promises_aside if one["key"] != key]


def _keep(
    actor: Actor,
    conversation: Conversation,
    aside: Sequence[Mapping[str, str]],
    texts: Sequence[str],
    found: Contradiction | None,
    told: str,
) -> None:
    conversation.promises_aside = list(aside)
    # The live plane writes the other columns meanwhile.
    conversation.save(update_fields=["promises_aside"])
    check({conversation.id: texts})
    changed(actor.organization_id, "conversation", conversation.id)
    said = {} if found is None else {"said": found.said, "known": found.known}
    trail.record(
        actor,
        action="conversation_promise_judge",
        subject_kind="conversation",
        subject_id=to_text("cnv", conversation.id),
        before=None,
        after={"promise": told, **said},
    )
