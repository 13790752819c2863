"""Calls of visitors, for the live plane: opened by the control plane's code, in a thread of its own."""

import asyncio
from typing import Final

from django.db import connection

from centralita.identity.access.actor import system_actor
from centralita.kit.errors import Limited
from centralita.kit.ids import to_text
from centralita.live.visitor_calls import VisitorWish
from centralita.live.wire import CallOpenedOut, HelperOut
from centralita.operations.calls.actions.web import WebWish, open_web_call

# Each waits for a platform, and the threads are others', too.
_AT_ONCE: Final = 3
_ACTOR: Final = "widget"


class StoredExchange:
    """Opens calls as the dashboard does: a line, money set aside, a row, and only then the platform."""

    def __init__(self) -> None:
        self._free = _AT_ONCE

    async def open(self, wish: VisitorWish) -> CallOpenedOut:
        """See `Exchange`."""
        if not self._free:
            raise Limited(retry_after=5)
        self._free -= 1
        try:
            return await asyncio.to_thread(_open, wish)
        finally:
            self._free += 1


def _open(wish: VisitorWish) -> CallOpenedOut:
    try:
        actor = system_actor(wish.organization_id, _ACTOR)
        # By it the brain knows in a call whom it knows from the chat.
        known = {"visitor_id": wish.visitor_id} if wish.visitor_id else {}
        opened = open_web_call(actor, WebWish(wish.agent_id, language=wish.language, variables=known))
    finally:
        # This thread is the pool's: nobody else would close it.
        connection.close()
    joining = opened.joining
    return CallOpenedOut(
        to_text("call", opened.call_id),
        opened.platform,
        joining.token,
        joining.url,
        tuple(HelperOut(one.urls, one.username, one.credential) for one in joining.ice_servers),
        opened.language,
        dict(opened.variables),
    )
