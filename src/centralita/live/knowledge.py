"""Knowledge for conversations: the same search as the dashboard's.

By words it is made in the turn's own transaction. Where the organization searches by meaning too, the question must
become a vector first, which a model somewhere else makes: the turn is written, the model asked with no transaction
open and within a short time, and the search made then. Late, or without an answer, words alone do.
"""

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from centralita import engine
from centralita.kit.encryption import Cipher
from centralita.kit.errors import AppError
from centralita.kit.ids import OrganizationId, to_text
from centralita.kit.logs import get_logger
from centralita.kit.outbound import Outbound
from centralita.live.database import Connection, Pool, tenant
from centralita.live.ports import Hold, Reply
from centralita.providers.embeddings.embedder import Embedder, most_tokens
from centralita.providers.embeddings.local import LocalEmbedder
from centralita.providers.llm.errors import MalformedReply, ModelUnavailable
from centralita.providers.llm.model import ModelReply
from centralita.providers.llm.prices import cost_of
from centralita.studio.knowledge import search
from centralita.studio.knowledge.meaning.hybrid import together
from centralita.studio.knowledge.meaning.nearest import MOST as MOST_NEAR
from centralita.studio.knowledge.meaning.nearest import NEAREST_SQL, as_text, near
from centralita.studio.knowledge.meaning.remembered import SECONDS, Questions, normal
from centralita.studio.language_models import resolution
from centralita.studio.language_models.resolution import StoredAccount

_KNOWN_SECONDS: Final = 5.0
_OPEN_MODELS: Final = 200
_SPACE: Final = (
    "SELECT s.id AS space_id, s.kind AS space_kind, s.model AS space_model,"  # noqa: S608 - made of names of ours
    " s.dimensions AS space_dimensions, "
    + ", ".join(f"a.{column}" for column in resolution.ACCOUNT_COLUMNS)
    + " FROM knowledge_space s LEFT JOIN model_account a ON a.organization_id = s.organization_id"
    " AND a.id = s.account_id WHERE s.organization_id = $1 AND s.used AND to_regclass('knowledge_vector') IS NOT NULL"
)

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Space:
    id: UUID
    model: str
    dimensions: int
    local: bool
    account: StoredAccount | None

    @property
    def key(self) -> tuple[object, ...]:
        return self.id, self.model, None if self.account is None else self.account.key


class StoredKnowledge:
    """Passages of the organization's documents, questions and facts. `local` is this machine's model of vectors."""

    def __init__(self, pool: Pool, cipher: Cipher, outbound: Outbound, local: Path | None = None) -> None:
        self._pool = pool
        self._cipher = cipher
        self._outbound = outbound
        self._local = local
        self._spaces: dict[UUID, tuple[float, _Space | None]] = {}
        self._embedders: OrderedDict[tuple[object, ...], Embedder] = OrderedDict()
        self._asked = Questions()

    async def search(
        self,
        connection: Connection,
        organization_id: UUID,
        ask: engine.SearchKnowledge,
        *,
        at_once: bool = False,
    ) -> tuple[engine.Passage, ...] | None:
        """The best passages among the sources that the node may see, best first.

        None where the question's meaning is to be found out first; never so when it is wanted `at_once`.
        """
        space = await self._space(connection, organization_id)
        vector = None if space is None else self._asked.get(space.id, ask.query)
        if space is not None and vector is None and not at_once and self._worth_asking(space, ask):
            return None
        arguments = search.arguments(
            OrganizationId(organization_id),
            ask.query,
            language=ask.language,
            sources=search.granted(ask.sources),
            limit=ask.limit if vector is None else search.MOST,
        )
        found: list[search.Found] = []
        if arguments[0]:
            rows = await connection.fetch(search.SEARCH_SQL, *arguments)
            found = [search.found(tuple(row)) for row in rows]
        if space is not None and vector is not None:
            allowed, short = arguments[2], arguments[4]
            rows = await connection.fetch(
                NEAREST_SQL, vector, organization_id, space.id, allowed, short, MOST_NEAR
            )
            limit = max(1, min(ask.limit, search.MOST))
            found = together(found, [near(tuple(row)) for row in rows], limit)
        return tuple(map(_passage, found))

    async def understand(
        self, organization_id: OrganizationId, ask: engine.SearchKnowledge, hold: Hold
    ) -> Reply | None:
        """Have the question's vector at hand for the search; what that took, None where it took nothing.

        No transaction may be open. Without a vector, for whatever reason, the search goes by words.
        """
        async with tenant(self._pool, organization_id) as connection:
            space = await self._space(connection, organization_id)
        if space is None:
            return None
        question = normal(ask.query)
        try:
            async with asyncio.timeout(SECONDS):
                embedder = await self._open(space)
                if space.local:
                    found = await embedder.embed_async([question], "question")
                else:
                    async with hold(organization_id, most_tokens([question])) as held:
                        found = await embedder.embed_async([question], "question")
                        held.used = min(found.tokens, held.tokens) or held.tokens
            if found.dimensions != space.dimensions:
                raise MalformedReply(model=space.model)
        except (AppError, TimeoutError) as error:
            code = error.code if isinstance(error, AppError) else "late"
            log.info("question_without_vector", space=str(space.id), code=code)
            self._asked.fail(space.id)
            return None
        self._asked.keep(space.id, question, as_text(found.vectors[0]))
        return await _reply(space, found.model, found.tokens)

    def _worth_asking(self, space: _Space, ask: engine.SearchKnowledge) -> bool:
        return bool(normal(ask.query)) and self._asked.worth_asking(space.id)

    async def _space(self, connection: Connection, organization_id: UUID) -> _Space | None:
        """What the organization searches by meaning with; known for a few seconds."""
        known = self._spaces.get(organization_id)
        if known is None or time.monotonic() - known[0] >= _KNOWN_SECONDS:
            row = await connection.fetchrow(_SPACE, organization_id)
            known = (time.monotonic(), None if row is None else _space_of(dict(row)))
            self._spaces[organization_id] = known
        return known[1]

    async def _open(self, space: _Space) -> Embedder:
        opened = self._embedders.get(space.key)
        if opened is None:
            if space.local and self._local is not None and self._local.name == space.model:
                opened = LocalEmbedder(self._local)
            elif space.account is not None:
                opened = await asyncio.to_thread(
                    resolution.open_vector_model, space.account, self._cipher, self._outbound, space.model
                )
            else:
                raise ModelUnavailable(model=space.model, cause="account")
            self._embedders[space.key] = opened
            if len(self._embedders) > _OPEN_MODELS:
                self._embedders.popitem(last=False)
        return opened


def _space_of(row: dict[str, object]) -> _Space:
    return _Space(
        id=UUID(str(row["space_id"])),
        model=str(row["space_model"]),
        dimensions=int(str(row["space_dimensions"])),
        local=row["space_kind"] == "local",
        account=None if row["id"] is None else resolution.read_account(row),
    )


async def _reply(space: _Space, model: str, tokens: int) -> Reply | None:
    if space.account is None or not tokens:
        return None
    asked = ModelReply(text="", model=model, finish="stop", tokens_in=tokens)
    cost = await asyncio.to_thread(cost_of, space.account.kind, space.model, asked, datetime.now(UTC))
    return Reply(
        text="",
        tool_calls=(),
        tokens_in=tokens,
        tokens_out=0,
        model=model,
        finish="stop",
        cost_micros=None if cost is None else cost.micros,
    )


def _passage(found: search.Found) -> engine.Passage:
    return engine.Passage(
        id=to_text("pas", found.id),
        document_id=to_text("doc", found.document_id),
        title=found.title,
        place=found.place,
        text=found.text,
        score=found.score,
    )
