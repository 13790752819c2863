"""Opened models, kept: opening one decrypts, checks and may import for seconds."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable

from centralita.providers.llm.model import LanguageModel


class ModelCache:
    """For one loop. The key says what was opened: account, the account's revision, model.

    A changed account has a new key, so nothing need ever be dropped by hand; the least used go when it is full.
    """

    def __init__(self, size: int = 1024) -> None:
        self._size = size
        self._opened: OrderedDict[Hashable, asyncio.Future[LanguageModel]] = OrderedDict()

    async def get(self, key: Hashable, open_it: Callable[[], LanguageModel]) -> LanguageModel:
        """The model of this key, opened by `open_it` in a thread the first time. Raises what that raises.

        Those who ask at the same time wait for one opening. A failure is not kept.
        """
        found = self._opened.get(key)
        if found is not None and not found.cancelled():
            self._opened.move_to_end(key)
            return found.result() if found.done() else await asyncio.shield(found)
        opening = asyncio.ensure_future(asyncio.to_thread(open_it))
        self._opened[key] = opening
        opening.add_done_callback(lambda done: self._forget_failed(key, done))
        while len(self._opened) > self._size:
            self._opened.popitem(last=False)
        return await asyncio.shield(opening)

    def _forget_failed(self, key: Hashable, done: "asyncio.Future[LanguageModel]") -> None:
        if (done.cancelled() or done.exception() is not None) and self._opened.get(key) is done:
            del self._opened[key]
