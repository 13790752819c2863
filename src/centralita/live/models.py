"""Language models for conversations: each organization's own accounts, opened once and kept."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from centralita import engine
from centralita.kit.encryption import Cipher
from centralita.kit.outbound import Outbound
from centralita.live.database import Connection, Pool, tenant
from centralita.live.ports import ModelMissing, Reply
from centralita.providers.llm.model import LanguageModel, ModelReply, TextDelta
from centralita.providers.llm.prices import cost_of
from centralita.studio.language_models import resolution
from centralita.studio.language_models.asking import request_of, tool_calls_of
from centralita.studio.language_models.resolution import Resolved

_KNOWN_SECONDS: Final = 5.0
_OPEN_MODELS: Final = 500


class StoredModels:
    """Finds, opens and asks the models of organizations."""

    def __init__(self, pool: Pool, cipher: Cipher, outbound: Outbound) -> None:
        self._pool = pool
        self._cipher = cipher
        self._outbound = outbound
        self._resolved: dict[UUID, tuple[float, Resolved | None]] = {}
        self._models: OrderedDict[tuple[object, ...], LanguageModel] = OrderedDict()

    async def connected(self, connection: Connection, organization_id: UUID) -> bool:
        """Whether the organization has a default account."""
        known = self._resolved.get(organization_id)
        if known is not None and time.monotonic() - known[0] < _KNOWN_SECONDS:
            return known[1] is not None
        found: bool = await connection.fetchval(resolution.CONNECTED, organization_id)
        return found

    async def stream(self, organization_id: UUID, ask: engine.AskModel) -> AsyncGenerator[str | Reply]:
        """Pieces of text, then the Reply. Raises ModelMissing or a ModelError."""
        resolved = await self._resolve(organization_id)
        model = await self._open(resolved, ask.model, ask.fallback_model)
        stream = model.stream(request_of(ask, resolved.account.timeouts))
        try:
            async for chunk in stream:
                if isinstance(chunk, TextDelta):
                    yield chunk.text
                else:
                    yield await self._reply(resolved, ask, chunk)
        finally:
            await stream.aclose()

    async def _resolve(self, organization_id: UUID) -> Resolved:
        known = self._resolved.get(organization_id)
        if known is None or time.monotonic() - known[0] >= _KNOWN_SECONDS:
            async with tenant(self._pool, organization_id) as connection:
                row = await connection.fetchrow(resolution.DEFAULT, organization_id)
            known = (time.monotonic(), None if row is None else resolution.read_row(row))
            self._resolved[organization_id] = known
        if known[1] is None:
            raise ModelMissing
        return known[1]

    async def _open(self, resolved: Resolved, model: str, fallback_model: str) -> LanguageModel:
        key = resolved.key(model, fallback_model)
        opened = self._models.get(key)
        if opened is None:
            # Opening imports a vendor's part the first time; the loop must not wait for it.
            opened = await asyncio.to_thread(
                resolution.open_model,
                resolved,
                self._cipher,
                self._outbound,
                model=model,
                fallback_model=fallback_model,
            )
            self._models[key] = opened
            if len(self._models) > _OPEN_MODELS:
                self._models.popitem(last=False)
        return opened

    async def _reply(self, resolved: Resolved, ask: engine.AskModel, reply: ModelReply) -> Reply:
        asked = ask.model or resolved.account.default_model
        cost = await asyncio.to_thread(cost_of, resolved.account.kind, asked, reply, datetime.now(UTC))
        return Reply(
            text=reply.text,
            tool_calls=tool_calls_of(reply),
            tokens_in=reply.tokens_in,
            tokens_out=reply.tokens_out,
            model=reply.model,
            finish=reply.finish,
            cost_micros=None if cost is None else cost.micros,
        )
