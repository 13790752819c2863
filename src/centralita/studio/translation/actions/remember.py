"""What is remembered of texts as they are translated and edited."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from centralita.kit.clock import now
from centralita.kit.ids import OrganizationId
from centralita.studio.translation.domain.texts import digest
from centralita.studio.translation.models import TextTranslation

_KEY = ["organization_id", "agent_id", "language", "key"]
_FIELDS = ["source_digest", "text_digest", "machine", "translator", "changed_by", "changed_at"]


@dataclass(frozen=True, slots=True)
class Memory:
    """A text in one language: its source and its words when it was made, and who made it (none: a machine)."""

    key: str
    source: str
    words: str
    machine: bool = False
    translator: str = ""
    by: UUID | None = None


def remember(
    organization_id: OrganizationId, agent_id: UUID, language: str, memories: Iterable[Memory]
) -> None:
    """Keep these in place of what was remembered of the same texts. A score stays with the wording that it was for."""
    moment = now()
    TextTranslation.objects.bulk_create(
        [
            TextTranslation(
                organization_id=organization_id,
                agent_id=agent_id,
                language=language,
                key=memory.key,
                source_digest=digest(memory.source),
                text_digest=digest(memory.words),
                machine=memory.machine,
                translator=memory.translator,
                changed_by=memory.by,
                changed_at=moment,
            )
            for memory in memories
        ],
        update_conflicts=True,
        unique_fields=_KEY,
        update_fields=_FIELDS,
    )


def forget(agent_id: UUID, language: str) -> None:
    """Remember nothing of a language any more."""
    TextTranslation.objects.filter(agent_id=agent_id, language=language).delete()
