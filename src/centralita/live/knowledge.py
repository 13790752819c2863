"""Knowledge for conversations: the same search as the dashboard's, in the turn's own transaction."""

from uuid import UUID

from centralita import engine
from centralita.kit.ids import OrganizationId, to_text
from centralita.live.database import Connection
from centralita.studio.knowledge import search


class StoredKnowledge:
    """Passages of the organization's documents, questions and facts."""

    async def search(
        self, connection: Connection, organization_id: UUID, ask: engine.SearchKnowledge
    ) -> tuple[engine.Passage, ...]:
        """The best passages among the sources that the node may see, best first."""
        arguments = search.arguments(
            OrganizationId(organization_id),
            ask.query,
            language=ask.language,
            sources=search.granted(ask.sources),
            limit=ask.limit,
        )
        if not arguments[0]:
            return ()
        rows = await connection.fetch(search.SEARCH_SQL, *arguments)
        return tuple(_passage(search.found(tuple(row))) for row in rows)


def _passage(found: search.Found) -> engine.Passage:
    return engine.Passage(
        id=to_text("pas", found.id),
        document_id=to_text("doc", found.document_id),
        title=found.title,
        place=found.place,
        text=found.text,
        score=found.score,
    )
