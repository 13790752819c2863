"""What conversations do on the facts about them: keep their words findable, and hold them against the profile.

Fed by `ledger.events.consumers.consume(CONSUMER, organization_id, handle)`.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.db import connection

from centralita.kit.ids import OrganizationId
from centralita.kit.words import mark
from centralita.ledger.events.consumers import ReadEvent
from centralita.operations.conversations.checking import MOST_MESSAGES, check
from centralita.operations.conversations.domain.search import document
from centralita.operations.conversations.models import Message

CONSUMER: Final = "conversations"
SAID: Final = frozenset({"message.received", "message.sent"})
CHUNK: Final = 200


def handle(organization_id: OrganizationId, events: Sequence[ReadEvent]) -> None:
    """Apply one batch of facts, in the transaction of the cursor. Doing it again changes nothing."""
    index(organization_id, {event.subject_id for event in events if event.kind in SAID})


def index(organization_id: OrganizationId, conversation_ids: set[UUID]) -> None:
    """Write down the words of these conversations, and what they say against the profile, as they stand now.

    Those that are gone are passed over.
    """
    ordered = sorted(conversation_ids)
    for start in range(0, len(ordered), CHUNK):
        chunk = ordered[start : start + CHUNK]
        texts: defaultdict[UUID, list[str]] = defaultdict(list)
        by_agents: defaultdict[UUID, list[str]] = defaultdict(list)
        said = Message.objects.filter(conversation_id__in=chunk, sequence__lte=MOST_MESSAGES)
        for conversation_id, role, text in said.values_list("conversation_id", "role", "text"):
            texts[conversation_id].append(text)
            if role == "agent":
                by_agents[conversation_id].append(text)
        if texts:
            _write(organization_id, {key: document(organization_id, lines) for key, lines in texts.items()})
        check(by_agents)


def _write(organization_id: OrganizationId, documents: dict[UUID, list[str]]) -> None:
    values: list[UUID | list[str]] = []
    for conversation_id, words in documents.items():
        values += [conversation_id, organization_id, words]
    lines = ",".join(["(%s, %s, array_to_tsvector(%s::text[]))"] * len(documents))
    with connection.cursor() as cursor:
        # Every document has the mark: rows that are to be replaced must be seen.
        cursor.execute("SET LOCAL app.search = %s", [f"'{mark(organization_id)}'"])
        cursor.execute(
            f"INSERT INTO conversation_search (id, organization_id, words) VALUES {lines}"  # noqa: S608 - markers only
            " ON CONFLICT (organization_id, id) DO UPDATE SET words = EXCLUDED.words"
            " WHERE conversation_search.words <> EXCLUDED.words",
            values,
        )
